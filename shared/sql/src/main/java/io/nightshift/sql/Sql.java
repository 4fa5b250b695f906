package io.nightshift.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;

/** What differs between the two databases. */
enum Sql {
    SQLITE {
        @Override
        boolean passing(SQLException fault) {
            // 5 busy, 6 locked, 10 I/O: https://www.sqlite.org/rescode.html
            int code = fault.getErrorCode() & 0xff;
            return code == 5 || code == 6 || code == 10;
        }

        @Override
        boolean conflict(SQLException fault) {
            return false;
        }
    },
    POSTGRESQL {
        @Override
        boolean passing(SQLException fault) {
            // 08 connection, 53 resources, 57P server going away:
            // https://www.postgresql.org/docs/15/errcodes-appendix.html
            return state(fault, code -> code.startsWith("08") || code.startsWith("53") || code.startsWith("57P"));
        }

        @Override
        boolean conflict(SQLException fault) {
            // serialization failure and deadlock: somebody else was faster
            return state(fault, code -> code.equals("40001") || code.equals("40P01"));
        }
    };

    /** Whether the same call may succeed later. */
    abstract boolean passing(SQLException fault);

    /** Whether the database itself chose another transaction over this one. */
    abstract boolean conflict(SQLException fault);

    static Sql of(String url) {
        return url.startsWith("jdbc:postgresql:") ? POSTGRESQL : SQLITE;
    }

    private static boolean state(SQLException fault, Predicate<String> test) {
        return fault.getSQLState() != null && test.test(fault.getSQLState());
    }

    /** Work with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }
}

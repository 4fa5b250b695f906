package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * What an error of the server says about the backup. The server's text is kept only where it names files, blocks and objects:
 * other texts may quote values of rows.
 */
record SqlFailure(BackupVerdict verdict, String text) {

    static SqlFailure of(SQLException e) {
        var state = Optional.ofNullable(e.getSQLState())
                .filter(code -> code.length() == 5)
                .orElse("08000");
        return switch (state) {
            case "57014" -> new SqlFailure(BackupVerdict.UNDECIDABLE, "took longer than the time limit of a statement");
            case "42501" -> new SqlFailure(BackupVerdict.UNDECIDABLE, "may not be read by this role (42501)");
            case "55P03" -> new SqlFailure(BackupVerdict.UNDECIDABLE, "is locked by somebody else (55P03)");
            case "42P01" -> new SqlFailure(BackupVerdict.BROKEN, "names a table that is missing (42P01)");
            case "42703" -> new SqlFailure(BackupVerdict.BROKEN, "names a column that is missing (42703)");
            case "42883" -> new SqlFailure(BackupVerdict.BROKEN, "names a function that is missing (42883)");
            case "42601" -> new SqlFailure(BackupVerdict.UNDECIDABLE, "is no valid SQL (42601): correct the query");
            case "58P01", "58030" -> new SqlFailure(BackupVerdict.BROKEN, "cannot be read: " + server(e));
            case "53200", "53100" ->
                new SqlFailure(BackupVerdict.UNDECIDABLE, "needs more memory or disk (" + state + ")");
            default -> byClass(e, state);
        };
    }

    private static SqlFailure byClass(SQLException e, String state) {
        return switch (state.substring(0, 2)) {
            case "XX" -> new SqlFailure(BackupVerdict.BROKEN, "is damaged: " + server(e) + " (" + state + ")");
            case "22" -> new SqlFailure(BackupVerdict.BROKEN, "holds a value that is not valid (" + state + ")");
            case "08", "57" ->
                new SqlFailure(BackupVerdict.UNDECIDABLE, "lost the connection to the server (" + state + ")");
            case "28", "3D" -> new SqlFailure(BackupVerdict.BROKEN, "refuses the login (" + state + ")");
            default -> new SqlFailure(BackupVerdict.UNDECIDABLE, "failed (" + state + ")");
        };
    }

    private static String server(SQLException e) {
        if (e instanceof PSQLException failure && failure.getServerErrorMessage() != null) {
            return String.valueOf(failure.getServerErrorMessage().getMessage());
        }
        return "no message";
    }
}

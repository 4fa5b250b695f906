package io.nightshift.sql;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL for all tests of this JVM; each test takes a database of its own. */
final class Postgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        // A test's server that loses its disk loses nothing.
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** An empty database. */
    record Database(String name) {

        int port() {
            return Server.INSTANCE.getPort();
        }

        String url() {
            return url(port());
        }

        /** Its URL through a proxy on that port of this machine. */
        String url(int throughPort) {
            return "jdbc:postgresql://localhost:" + throughPort + "/" + name + "?user=postgres&password=postgres";
        }
    }

    static Database database() {
        var name = "ledger_" + DATABASES.incrementAndGet();
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return new Database(name);
        } catch (SQLException e) {
            throw new IllegalStateException("the test's database cannot be made", e);
        }
    }
}

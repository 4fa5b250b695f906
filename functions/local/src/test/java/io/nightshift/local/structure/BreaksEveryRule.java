package io.nightshift.local.structure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;

/** What must not be: {@link InjectionTest} shows that its rules see each of these. */
final class BreaksEveryRule {

    private BreaksEveryRule() {}

    /** Runs what a name says. */
    static final class Commands {
        private Commands() {}

        static Process started(String name) throws IOException {
            return new ProcessBuilder("sh", "-c", "reboot " + name).start();
        }

        static Process run(String name) throws IOException {
            return Runtime.getRuntime().exec(new String[] {"sh", "-c", "reboot " + name});
        }
    }

    /** Asks what a name says. */
    static final class Queries {
        private Queries() {}

        static boolean asked(Connection connection, String name) throws SQLException {
            try (var statement = connection.createStatement()) {
                return statement.execute("DELETE FROM run WHERE name = '" + name + "'");
            }
        }

        static boolean prepared(Connection connection, String name) throws SQLException {
            try (var statement = connection.prepareStatement("DELETE FROM run WHERE name = '" + name + "'")) {
                return statement.execute();
            }
        }
    }

    /** Calls where a name says. */
    static final class Urls {
        private Urls() {}

        static HttpRequest called(String name) {
            return HttpRequest.newBuilder(URI.create("http://" + name)).build();
        }

        static Function<String, URI> referred() {
            return URI::create;
        }
    }
}

package io.nightshift.entry;

import java.util.function.Supplier;

/**
 * A database connection that the function is configured with.
 *
 * @param name as policies name it
 * @param url {@code jdbc:postgresql://HOST/DATABASE}
 * @param password called at each connection, so that no secret is captured and a rotated one is used
 */
public record DatabaseConnection(String name, String url, String user, Supplier<String> password) {

    /**
     * @throws IllegalArgumentException with a human-readable message when the URL is not a PostgreSQL URL or holds a
     *     password
     */
    public DatabaseConnection {
        if (!url.startsWith("jdbc:postgresql://")) {
            throw new IllegalArgumentException(
                    "the URL of database " + name + " is not one; expected jdbc:postgresql://HOST/DATABASE");
        }
        if (url.contains("password=") || url.contains("@")) {
            throw new IllegalArgumentException(
                    "the URL of database " + name + " holds a user or password; they are configured beside it");
        }
    }

    @Override
    public String toString() {
        return "database " + name;
    }
}

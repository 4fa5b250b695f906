package io.nightshift.entry;

/**
 * A database that the function may act in.
 *
 * @param url for JDBC
 */
public record Database(Secret url, String user, Secret password) {}

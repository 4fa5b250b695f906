package io.nightshift.entry;

/**
 * A database that the function may act in.
 *
 * @param url the JDBC URL
 */
public record Database(Secret url, String user, Secret password) {}

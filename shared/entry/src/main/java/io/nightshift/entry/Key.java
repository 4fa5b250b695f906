package io.nightshift.entry;

/** One environment variable, for the documentation and for the test that both agree. */
public record Key(String name, boolean required, String description) {}

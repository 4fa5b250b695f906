package io.nightshift.entry;

/** One environment variable, for the documentation and for the test that both agree. */
public record EnvironmentVariable(String name, boolean required, String description) {}

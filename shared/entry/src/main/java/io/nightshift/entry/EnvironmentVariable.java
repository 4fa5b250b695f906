package io.nightshift.entry;

/** One environment variable, for the documentation and for the test that compares it with the code. */
public record EnvironmentVariable(String name, boolean required, String description) {}

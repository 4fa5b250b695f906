package io.nightshift.local.cli;

/** The exit codes of every command; documented in {@code docs/cli.md} and in {@code --help}. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command worked, and its result is negative: an invalid policy, a broken chain, a rejected input. */
    public static final int NO = 1;

    /** The command line is invalid. */
    public static final int USAGE = 2;

    /** A file cannot be read, a ledger cannot be opened, a port is taken. */
    public static final int UNAVAILABLE = 69;

    /** A bug in Nightshift itself. */
    public static final int BUG = 70;

    private ExitCode() {}
}

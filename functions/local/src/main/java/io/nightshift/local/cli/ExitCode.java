package io.nightshift.local.cli;

/** The exit codes of every command; documented in {@code docs/cli.md} and in {@code --help}. */
public final class ExitCode {

    public static final int OK = 0;

    /** The command did its work, and the answer is no: an invalid policy, a broken chain, an input that was rejected. */
    public static final int NO = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** A file cannot be read, a ledger cannot be opened, a port is taken. */
    public static final int UNAVAILABLE = 69;

    /** A fault of Nightshift itself. */
    public static final int BUG = 70;

    private ExitCode() {}
}

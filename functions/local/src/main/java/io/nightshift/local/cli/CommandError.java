package io.nightshift.local.cli;

/** Ends a command with one sentence for the user and an exit code. */
public final class CommandError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exit;

    public CommandError(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}

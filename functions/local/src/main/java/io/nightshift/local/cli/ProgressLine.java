package io.nightshift.local.cli;

import io.nightshift.text.Colours;
import io.nightshift.text.TerminalText;

/** One line on standard error that says what a long command does now; only on a terminal. */
final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 70;

    private final Terminal terminal;

    ProgressLine(Terminal terminal) {
        this.terminal = terminal;
    }

    void show(String what) {
        if (terminal.colours() == Colours.ON) {
            var text = TerminalText.clipped(TerminalText.safe(what), WIDTH);
            terminal.err().print("\r" + text + " ".repeat(WIDTH - text.length()) + "\r");
            terminal.err().flush();
        }
    }

    /** Removes the line. */
    @Override
    public void close() {
        show("");
    }
}

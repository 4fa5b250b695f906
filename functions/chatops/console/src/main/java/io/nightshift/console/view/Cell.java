package io.nightshift.console.view;

import io.nightshift.text.TerminalText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A cell of a table, or a value in a list of facts. Characters that hide or reorder text are shown as escapes.
 *
 * @param href where it leads; empty for no link
 * @param tone its badge; empty for plain text
 * @param style how the column is set: {@code number}, {@code code}, {@code time}, or empty
 */
public record Cell(String text, String href, Optional<Tone> tone, String style) {

    private static final int LONGEST = 400;

    public Cell {
        text = TerminalText.clipped(TerminalText.safe(text), LONGEST);
    }

    public static Cell of(String text) {
        return new Cell(text, "", Optional.empty(), "");
    }

    public static Cell link(String text, String href) {
        return new Cell(text, href, Optional.empty(), "");
    }

    public static Cell code(String text) {
        return new Cell(text, "", Optional.empty(), "code");
    }

    public static Cell number(long number) {
        return new Cell(Long.toString(number), "", Optional.empty(), "number");
    }

    public static Cell number(String number) {
        return new Cell(number, "", Optional.empty(), "number");
    }

    public static Cell badge(String text, Tone tone) {
        return new Cell(text, "", Optional.of(tone), "");
    }

    public static Cell time(Instant at) {
        var text = at.truncatedTo(ChronoUnit.SECONDS).toString();
        return new Cell(text.replace("T", " ").replace("Z", ""), "", Optional.empty(), "time");
    }

    public Cell leading(String to) {
        return new Cell(text, to, tone, style);
    }
}

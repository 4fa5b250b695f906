package io.nightshift.story;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.text.Colours;
import java.time.Instant;

/**
 * One line of a run's history.
 *
 * @param mark the kind of line
 * @param about the resource, in short
 */
public record StoryLine(Instant at, RunId run, Mark mark, String about, String text) {

    /** The kind of a line: a symbol and a colour. */
    public enum Mark {
        SIGNAL("●"),
        LOOK("?"),
        ALLOWED("✓"),
        HELD("‖"),
        DRY("◌"),
        ACT("►"),
        FAILED("✗"),
        PEOPLE("✉"),
        GOOD("■"),
        BAD("■"),
        NOTE("·");

        private final String symbol;

        Mark(String symbol) {
            this.symbol = symbol;
        }

        public String in(Colours colours) {
            return switch (this) {
                case SIGNAL, PEOPLE -> colours.cyan(symbol);
                case ALLOWED, ACT, GOOD -> colours.green(symbol);
                case HELD, DRY -> colours.yellow(symbol);
                case FAILED, BAD -> colours.red(symbol);
                case LOOK, NOTE -> colours.faint(symbol);
            };
        }
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("at", at.toString())
                .with("run", run.value())
                .with("mark", mark.name())
                .with("about", about)
                .with("text", text);
    }
}

package io.nightshift.chat.command;

import io.nightshift.chat.message.PlainText;
import io.nightshift.core.engine.EngineResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to a command, for the person who gave it.
 *
 * @param done whether something was done; false for a refusal
 */
public record ChatReply(boolean done, List<String> lines) {

    private static final int MOST_LINES = 40;
    private static final int LONGEST = 300;

    public ChatReply {
        var shown = new ArrayList<>(lines.stream()
                .limit(MOST_LINES)
                .map(line -> PlainText.of(line, LONGEST))
                .toList());
        if (lines.size() > MOST_LINES) {
            shown.add("… and " + (lines.size() - MOST_LINES) + " lines more");
        }
        lines = List.copyOf(shown);
    }

    public static ChatReply of(String... lines) {
        return new ChatReply(true, List.of(lines));
    }

    public static ChatReply of(List<String> lines) {
        return new ChatReply(true, lines);
    }

    /** What the engine did for a command, a line for each result. */
    public static ChatReply results(List<EngineResult> results) {
        return of(results.stream()
                .map(one -> one.kind() + one.run().map(run -> " " + run).orElse("") + " " + one.detail())
                .toList());
    }

    public static ChatReply refused(String why) {
        return new ChatReply(false, List.of(why));
    }

    public String text() {
        return String.join("\n", lines);
    }
}

package io.nightshift.story;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.story.StoryLine.Mark;
import io.nightshift.text.TerminalText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queries of a run between two other events. A version that bakes or is held is checked again and again: the same query
 * with the same response becomes one line, with the count and the last details.
 */
public final class RepeatedQueries {

    private final String about;
    private final Narration narration;
    private final Map<String, Repeated> looks = new LinkedHashMap<>();

    public RepeatedQueries(String about, Narration narration) {
        this.about = about;
        this.narration = narration;
    }

    private record Repeated(Entry first, Entry last, int times, String numbers) {
        Repeated again(Entry entry, String newer) {
            return new Repeated(first, entry, times + 1, newer);
        }
    }

    /** Reports whether it is a query; then it is kept until {@link #lines}. */
    public boolean takes(Entry entry) {
        try {
            var body = View.of(entry.body());
            switch (entry.kind()) {
                case "observed" -> {
                    var name = body.at("query").textOr("world");
                    var of = body.at("subject", "name").textOr("");
                    keep(
                            entry,
                            "looked at the " + name + (of.isEmpty() ? "" : " of " + of) + ": "
                                    + body.at("health").textOr("?"),
                            narration.details(body.at("details")));
                }
                case "not-observed" ->
                    keep(
                            entry,
                            "could not look: " + body.at("problem", "message").textOr("?"),
                            "");
                default -> {
                    return false;
                }
            }
            return true;
        } catch (JsonException e) {
            return false;
        }
    }

    private void keep(Entry entry, String look, String numbers) {
        looks.merge(look, new Repeated(entry, entry, 1, numbers), (before, ignored) -> before.again(entry, numbers));
    }

    /** A line for each kept query; none is kept afterwards. */
    public List<StoryLine> lines() {
        var lines = new ArrayList<StoryLine>();
        looks.forEach((look, repeated) -> lines.add(new StoryLine(
                repeated.first().at(),
                repeated.first().run(),
                Mark.LOOK,
                about,
                TerminalText.safe(said(look, repeated)))));
        looks.clear();
        return lines;
    }

    private static String said(String look, Repeated repeated) {
        var numbers = repeated.numbers().isEmpty() ? "" : " (" + repeated.numbers() + ")";
        return repeated.times() == 1
                ? look + numbers
                : "%s, %d times until %s%s"
                        .formatted(look, repeated.times(), repeated.last().at(), numbers);
    }
}

package io.nightshift.local.story;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.local.story.StoryLine.Mark;
import io.nightshift.text.TerminalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The queries of a promotion between two other events. A version that bakes or is held is checked again and again: the same
 * query with the same response becomes one line, with the count and the last details.
 */
final class RepeatedQueries {

    /** The number of digits of a mean. */
    private static final MathContext SHOWN = new MathContext(4);

    private final String about;
    private final Map<String, Repeated> looks = new LinkedHashMap<>();

    RepeatedQueries(String about) {
        this.about = about;
    }

    private record Repeated(Entry first, Entry last, int times, String numbers) {
        Repeated again(Entry entry, String newer) {
            return new Repeated(first, entry, times + 1, newer);
        }
    }

    /** Reports whether it is a query; then it is kept until {@link #lines}. */
    boolean takes(Entry entry) {
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
                            numbers(body.at("details")));
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
    List<StoryLine> lines() {
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

    private static String numbers(View details) throws JsonException {
        var said = new ArrayList<String>();
        if (details.at("percent").exists()) {
            said.add(details.at("percent").text() + " %");
        }
        for (var alarm : details.at("firing").isArray() ? details.at("firing").items() : List.<View>of()) {
            said.add(alarm.text() + " fires");
        }
        for (var metric :
                details.at("metrics").isArray() ? details.at("metrics").items() : List.<View>of()) {
            said.add("%s %s, baseline %s"
                    .formatted(
                            metric.at("name").textOr("?"), side(metric.at("experiment")), side(metric.at("control"))));
        }
        return String.join("; ", said);
    }

    /** {@code 3 of 1200} for counts, else the mean. */
    private static String side(View points) throws JsonException {
        var count = BigDecimal.ZERO;
        var of = BigDecimal.ZERO;
        var sum = BigDecimal.ZERO;
        int values = 0;
        boolean counted = false;
        for (var point : points.isArray() ? points.items() : List.<View>of()) {
            if (point.isObject()) {
                counted = true;
                count = count.add(point.at("count").number());
                of = of.add(point.at("of").number());
            } else if (point.isScalar()) {
                sum = sum.add(point.number());
                values++;
            }
        }
        if (counted) {
            return count.toPlainString() + " of " + of.toPlainString();
        }
        return values == 0
                ? "without a value"
                : sum.divide(BigDecimal.valueOf(values), SHOWN).toPlainString();
    }
}

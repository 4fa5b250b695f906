package io.nightshift.local.promotion;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.progress.PromotionAnswer;
import io.nightshift.story.Narration;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shares, alarms and metrics in one line; queries are repeated while a version bakes. */
record PromotionNarration() implements Narration {

    /** The number of digits of a mean. */
    private static final MathContext SHOWN = new MathContext(4);

    @Override
    public boolean foldsQueries() {
        return true;
    }

    @Override
    public Optional<String> after(Optional<Run> before, Run run) throws JsonException {
        return Optional.of(PromotionAnswer.of(before, run));
    }

    @Override
    public String details(View details) throws JsonException {
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
        down(details).forEach(said::add);
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

    /** The versions with traffic that do not serve. */
    private static List<String> down(View details) throws JsonException {
        var said = new ArrayList<String>();
        if (!details.at("versionDown").textOr("").isEmpty()) {
            said.add("the version does not serve: " + details.at("versionDown").text());
        }
        if (!details.at("baselineDown").textOr("").isEmpty()) {
            said.add("what served before does not serve: "
                    + details.at("baselineDown").text());
        }
        return said;
    }
}

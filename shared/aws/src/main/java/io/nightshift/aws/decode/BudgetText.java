package io.nightshift.aws.decode;

import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text that AWS Budgets sends when a threshold is passed: {@code Budget Name: …}, {@code Alert Threshold: …}. Some say {@code
 * Actual}, some {@code ACTUAL}: both become capitals.
 */
record BudgetText(String text, Map<String, String> lines) {

    private static final Pattern ACCOUNT = Pattern.compile("AWS Account:?\\s{1,4}([0-9]{12})\\b");
    private static final int MOST_LINES = 60;
    private static final int LONGEST_NAME = 40;
    private static final String AMOUNT = " Amount";

    static Optional<BudgetText> of(String text) {
        if (!text.contains("Budget Name:") || !text.contains("Alert Type:")) {
            return Optional.empty();
        }
        var lines = new LinkedHashMap<String, String>();
        text.lines().limit(MOST_LINES).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && colon <= LONGEST_NAME) {
                lines.putIfAbsent(
                        name(line.substring(0, colon).strip()),
                        line.substring(colon + 1).strip());
            }
        });
        return Optional.of(new BudgetText(text, lines));
    }

    private static String name(String key) {
        return key.endsWith(AMOUNT) && !key.startsWith("Budgeted")
                ? key.substring(0, key.length() - AMOUNT.length()).toUpperCase(Locale.ROOT) + AMOUNT
                : key;
    }

    /** @param topic the header of the notice about the topic, whose id and time it keeps */
    Signal signal(Signal.Header topic) {
        var account = ACCOUNT.matcher(text);
        var origin = account.find()
                ? Origin.aws(account.group(1), topic.subject().origin().region())
                : topic.subject().origin();
        var name = TextLimit.clipped(lines.getOrDefault("Budget Name", ""), 200);
        var subject = new Resource(origin, Kinds.BUDGET, name.isBlank() ? "unnamed" : name);
        var labels = new Labels().withAll(topic.labels());
        lines.forEach((key, value) -> {
            if (key.startsWith("Budget") || key.startsWith("Alert") || key.endsWith("Amount")) {
                labels.with(key, value);
            }
        });
        var header = new Signal.Header(topic.id(), "aws.budgets", topic.time(), subject, labels.all());
        var type = lines.getOrDefault("Alert Type", "").toUpperCase(Locale.ROOT).startsWith("FORECAST")
                ? "FORECASTED"
                : "ACTUAL";
        return new Signal.ProviderNotice(header, "BUDGET_" + type, "cost", "open", TextLimit.message(text.strip()));
    }
}

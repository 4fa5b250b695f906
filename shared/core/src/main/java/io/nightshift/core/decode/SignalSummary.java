package io.nightshift.core.decode;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A signal in short, for messages, webhooks and tickets. */
public final class SignalSummary {

    private static final int MOST_LABELS = 30;
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_REASON = 500;

    private static final Pattern BREAKS =
            Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private SignalSummary() {}

    /**
     * {@code {type, name, source, subject, time, severity, status, actor, reason, labels, links}}; what the sender
     * does not say is left out. The decoder has hidden secrets already.
     */
    public static Json.Obj of(Signal signal) {
        var labels = new TreeMap<String, String>();
        signal.labels().entrySet().stream()
                .limit(MOST_LABELS)
                .forEach(label -> labels.put(label.getKey(), TextLimit.clipped(label.getValue(), LONGEST_LABEL)));
        var json = Json.obj()
                .with("type", signal.type())
                .with("name", signal.name())
                .with("source", signal.header().source())
                .with("subject", signal.subject().toJson())
                .with("time", signal.time().toString());
        json = filled(json, "severity", signal.severity());
        json = filled(json, "status", signal.status());
        json = filled(json, "actor", signal.actor());
        json = filled(json, "reason", TextLimit.clipped(signal.message(), LONGEST_REASON));
        return json.with("labels", Json.strings(labels))
                .with("links", Json.strings(signal.header().links()));
    }

    private static Json.Obj filled(Json.Obj json, String name, String value) {
        return value.isEmpty() ? json : json.with(name, value);
    }

    /** The summary as lines of a message: severity, reason, who, labels, links. */
    public static List<String> lines(Json.Obj summary) throws JsonException {
        var view = View.of(summary);
        var lines = new ArrayList<String>();
        line(lines, "Severity: ", view.at("severity").textOr(""));
        line(lines, "Reason: ", view.at("reason").textOr(""));
        line(lines, "By: ", view.at("actor").textOr(""));
        var labels = new ArrayList<String>();
        view.at("labels").texts().forEach((name, value) -> labels.add(oneLine(name + "=" + value)));
        line(lines, "Labels: ", String.join(", ", labels));
        line(lines, "See: ", String.join(" ", view.at("links").strings()));
        return lines;
    }

    /** Foreign text must not begin a line of its own, nor run backwards. */
    public static String oneLine(String text) {
        return BREAKS.matcher(text).replaceAll(" ");
    }

    private static void line(List<String> lines, String name, String value) {
        if (!value.isBlank()) {
            lines.add(name + oneLine(value));
        }
    }
}

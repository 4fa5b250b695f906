package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One alert of a group as Prometheus Alertmanager and Grafana send it. The sender repeats the whole group at each
 * {@code repeat_interval} and whenever one of its alerts changes. Fingerprint, start and status distinguish a new
 * state from a repetition.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">Alertmanager: webhook
 *     payload</a>
 */
record Alert(View alert, View labelsView, Map<String, String> labels) {

    /** Go's zero time stands for "not yet" ({@code 0001-01-01T00:00:00Z}). */
    private static final Instant FIRST_REAL = Instant.EPOCH;

    private static final Decoded NOTHING = Decoded.all(List.of());

    /** All alerts of the group in this payload, and a note for those that the sender left out. */
    static Decoded group(View payload, Reader reader) throws JsonException {
        var alerts = payload.at("alerts").items();
        var read = Decoders.each(alerts, item -> reader.read(of(item)));
        var none = alerts.isEmpty() ? Decoded.ignored("the group holds no alerts") : NOTHING;
        return Decoded.all(List.of(read, none, leftOut(payload.at("truncatedAlerts"))));
    }

    private static Decoded leftOut(View count) {
        return Decoders.each(List.of(count), each -> {
            long left = each.integerOr(0);
            return left <= 0
                    ? NOTHING
                    : Decoded.ignored(
                            left
                                    + " more alerts of this group were left out by the sender (truncatedAlerts); raise its max_alerts");
        });
    }

    /** Makes the signal of one alert, or the reason why there is none. */
    @FunctionalInterface
    interface Reader {
        Decoded read(Alert alert) throws JsonException;
    }

    private static Alert of(View item) throws JsonException {
        var labels = item.at("labels");
        return new Alert(item, labels, Fields.names(labels));
    }

    String label(String name) throws JsonException {
        return Fields.name(labelsView.at(name));
    }

    /**
     * Firing or resolved, by the status of the alert itself: the group's status is firing as long as one of its
     * alerts is.
     */
    AlarmState state() throws JsonException {
        var status = alert.at("status");
        return switch (status.text()) {
            case "firing" -> AlarmState.FIRING;
            case "resolved" -> AlarmState.OK;
            default -> throw Fields.unknown(status, "alert status", "firing, resolved");
        };
    }

    String reason() throws JsonException {
        var annotations = alert.at("annotations");
        return Fields.message(annotations.firstOf("summary", "description", "message"));
    }

    Signal.Alarm signal(String source, String name, AlarmState state, String reason) throws JsonException {
        var key = fingerprint();
        var started = ProviderTimes.time(alert.at("startsAt"));
        var id = new SignalId(key + "@" + started + "=" + state.id());
        var subject = AlertSubject.of(labelsView, labels, name);
        var header = new Signal.Header(
                id, source, time(started), subject, new Labels().withAll(labels).all(), links());
        return new Signal.Alarm(header, name, key, state, labels.getOrDefault("severity", ""), reason);
    }

    private List<String> links() throws JsonException {
        var annotations = alert.at("annotations");
        return new Links()
                .with(annotations, "runbook_url", "runbook", "dashboard_url", "dashboard")
                .with(alert, "generatorURL", "dashboardURL", "panelURL", "silenceURL", "imageURL")
                .all();
    }

    private Instant time(Instant started) throws JsonException {
        var end = alert.at("endsAt");
        if (state() != AlarmState.OK) {
            return started;
        }
        var ended = ProviderTimes.time(end);
        if (ended.isBefore(FIRST_REAL)) {
            throw Fields.malformed(end, "the time at which the alert was resolved");
        }
        return ended;
    }

    /**
     * The sender's hash of the labels. Alertmanager before 0.19 does not send it; then Nightshift hashes the same
     * labels.
     */
    private String fingerprint() throws JsonException {
        var told = alert.at("fingerprint");
        if (told.exists()) {
            return Fields.name(told);
        }
        var sorted = new ArrayList<String>();
        new TreeMap<>(labels).forEach((name, value) -> sorted.addAll(List.of(name, value)));
        return Sha256.hex(String.join("\0", sorted)).substring(0, 16);
    }
}

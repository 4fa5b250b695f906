package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code match} of a proposed rule.
 *
 * @param kind of the subject; empty for every kind
 * @param name the pattern of the alarm's name; empty for every name
 * @param labels patterns by label
 */
record SignalPattern(String source, String kind, String name, Map<String, String> labels) {

    SignalPattern {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    boolean matches(Signal.Alarm alarm) {
        return alarm.header().source().equals(source)
                && (name.isEmpty() || matches(name, alarm.name()))
                && matches(alarm.subject().kind(), alarm.labels());
    }

    /** The same for an alarm that somebody should make. */
    boolean matches(String ofKind, Map<String, String> itsLabels) {
        return (kind.isEmpty() || kind.equals(ofKind))
                && labels.entrySet().stream()
                        .allMatch(label -> Optional.ofNullable(itsLabels.get(label.getKey()))
                                .filter(value -> matches(label.getValue(), value))
                                .isPresent());
    }

    static boolean matches(String pattern, String value) {
        return Glob.of(pattern).orElseThrow().matches(value);
    }
}

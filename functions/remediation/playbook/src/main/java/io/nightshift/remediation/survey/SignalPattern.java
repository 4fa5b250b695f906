package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code match} of a proposed rule.
 *
 * @param type {@code alarm} or {@code finding}
 * @param kind of the subject; empty for every kind
 * @param name the pattern of the name of the alarm, or of the control that found it; empty for every name
 * @param labels patterns by label
 */
record SignalPattern(String type, String source, String kind, String name, Map<String, String> labels) {

    SignalPattern {
        labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    boolean matches(Signal signal) {
        return signal.type().equals(type)
                && signal.header().source().equals(source)
                && (name.isEmpty() || matches(name, name(signal)))
                && matches(signal.subject().kind(), signal.labels());
    }

    private static String name(Signal signal) {
        return signal instanceof Signal.Finding finding ? finding.control() : ((Signal.Alarm) signal).name();
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

package io.nightshift.remediation.survey;

import java.util.List;
import java.util.Map;

/**
 * Alarms, or findings, that mean the same and need the same answer.
 *
 * @param name of the rule that is proposed for them
 * @param why this answer, in one line
 */
record SignalClass(String name, SignalPattern match, String why, Ladder ladder) {

    /** What to try, in order, given what exists. */
    @FunctionalInterface
    interface Ladder {
        List<ProposedRung> of(Inventory inventory);
    }

    /** No action mends them. */
    static SignalClass forPeople(String name, SignalPattern match, String why) {
        return new SignalClass(name, match, why, inventory -> List.of(ProposedRung.person()));
    }

    static Ladder always(ProposedRung... rungs) {
        return inventory -> List.of(rungs);
    }

    /**
     * What one sender sends.
     *
     * @param type {@code alarm} or {@code finding}
     * @param metric the label that names the metric; empty if it names none
     */
    record Source(String type, String name, String metric) {

        static Source alarms(String name, String metric) {
            return new Source("alarm", name, metric);
        }

        static Source findings(String name) {
            return new Source("finding", name, "");
        }

        /** The alarms on one metric of a kind. */
        SignalPattern metric(String kind, String pattern) {
            return labels(kind, Map.of(metric, pattern));
        }

        SignalPattern labels(String kind, Map<String, String> labels) {
            return new SignalPattern(type, name, kind, "", labels);
        }

        SignalPattern named(String kind, String pattern) {
            return new SignalPattern(type, name, kind, pattern, Map.of());
        }

        /** All other alarms of a kind. */
        SignalPattern other(String kind) {
            return labels(kind, Map.of());
        }

        SignalPattern rest() {
            return other("");
        }
    }
}

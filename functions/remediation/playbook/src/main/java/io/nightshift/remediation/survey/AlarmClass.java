package io.nightshift.remediation.survey;

import java.util.List;
import java.util.Map;

/**
 * Alarms that mean the same and need the same answer.
 *
 * @param name of the rule that is proposed for them
 * @param why this answer, in one line
 */
record AlarmClass(String name, SignalPattern match, String why, Ladder ladder) {

    /** What to try, in order, given what exists. */
    @FunctionalInterface
    interface Ladder {
        List<ProposedRung> of(Inventory inventory);
    }

    /** No action mends them. */
    static AlarmClass forPeople(String name, SignalPattern match, String why) {
        return new AlarmClass(name, match, why, inventory -> List.of(ProposedRung.person()));
    }

    static Ladder always(ProposedRung... rungs) {
        return inventory -> List.of(rungs);
    }

    /**
     * The alarms of one sender.
     *
     * @param metric the label that names the metric; empty if it names none
     */
    record Source(String name, String metric) {

        /** The alarms on one metric of a kind. */
        SignalPattern metric(String kind, String pattern) {
            return labels(kind, Map.of(metric, pattern));
        }

        SignalPattern labels(String kind, Map<String, String> labels) {
            return new SignalPattern(name, kind, "", labels);
        }

        SignalPattern named(String kind, String alarm) {
            return new SignalPattern(name, kind, alarm, Map.of());
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

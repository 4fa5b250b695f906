package io.nightshift.promotion;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which phase may follow which: the whole of a promotion's course, at a glance. What is not here does not happen. */
public final class Transitions {

    private static final Map<Phase, Set<Phase>> TABLE = new EnumMap<>(Phase.class);

    static {
        from(Phase.RESOLVING, Phase.CONSULTING);
        from(Phase.CONSULTING, Phase.GATES);
        from(Phase.GATES, Phase.PREFLIGHT);
        // A stage that has the version already is passed over, the last one, too.
        from(Phase.PREFLIGHT, Phase.CHECKING_ALARMS, Phase.CONSULTING, Phase.GUARDING);
        from(Phase.CHECKING_ALARMS, Phase.OPENING, Phase.BASELINES);
        from(Phase.OPENING, Phase.ASKING, Phase.BASELINES);
        from(Phase.ASKING, Phase.GATES);
        from(Phase.BASELINES, Phase.DEPLOYING);
        from(Phase.DEPLOYING, Phase.SETTLING);
        from(Phase.SETTLING, Phase.VERIFYING);
        from(Phase.VERIFYING, Phase.CHECKING_NUMBERS);
        from(Phase.CHECKING_NUMBERS, Phase.SHIFTING);
        from(Phase.SHIFTING, Phase.READING_BACK);
        from(Phase.READING_BACK, Phase.BAKING);
        from(Phase.BAKING, Phase.WATCHING_SHARES, Phase.SHIFTING, Phase.BASELINES, Phase.CONSULTING, Phase.GUARDING);
        from(Phase.GUARDING, Phase.WATCHING_SHARES, Phase.RETIRING);
        from(Phase.WATCHING_SHARES, Phase.WATCHING_ALARMS);
        from(Phase.WATCHING_ALARMS, Phase.ANALYSING);
        // The look is over: it waits for the next one, or the bake has been borne.
        from(
                Phase.ANALYSING,
                Phase.BAKING,
                Phase.GUARDING,
                Phase.SHIFTING,
                Phase.BASELINES,
                Phase.CONSULTING,
                Phase.RETIRING);
        // What it would have all traffic with does not serve.
        from(Phase.RETIRING, Phase.PROVING, Phase.GOING_BACK);
        from(Phase.HELD, Phase.WATCHING_SHARES);
        from(Phase.GOING_BACK, Phase.CHECKING_BACK);
        // What is not back is taken back again.
        from(Phase.CHECKING_BACK, Phase.QUARANTINING, Phase.GOING_BACK);
        from(Phase.QUARANTINING, Phase.GOING_BACK);
        for (var phase : Phase.values()) {
            if (mayEnd(phase)) {
                from(phase, Phase.DONE);
            }
            if (mayBeHeld(phase)) {
                from(phase, Phase.HELD);
                from(Phase.HELD, phase);
            }
            if (mayGoBack(phase)) {
                from(phase, Phase.GOING_BACK);
            }
        }
    }

    private Transitions() {}

    private static void from(Phase phase, Phase... next) {
        Collections.addAll(TABLE.computeIfAbsent(phase, ignored -> new LinkedHashSet<>()), next);
    }

    /** Whatever waits for the world or for a guardrail; not a look, which is over in the same turn, nor the way back. */
    private static boolean mayBeHeld(Phase phase) {
        return switch (phase) {
            case RESOLVING,
                    CONSULTING,
                    GATES,
                    PREFLIGHT,
                    CHECKING_ALARMS,
                    CHECKING_NUMBERS,
                    OPENING,
                    BASELINES,
                    DEPLOYING,
                    SETTLING,
                    VERIFYING,
                    SHIFTING -> true;
            case READING_BACK, BAKING, GUARDING, WATCHING_SHARES, WATCHING_ALARMS, ANALYSING -> true;
            case ASKING, PROVING, RETIRING, HELD, GOING_BACK, CHECKING_BACK, QUARANTINING, DONE -> false;
        };
    }

    /** Wherever something may be touched, and the way back was not begun. */
    private static boolean mayGoBack(Phase phase) {
        return switch (phase) {
            case RESOLVING, RETIRING, PROVING, GOING_BACK, CHECKING_BACK, QUARANTINING, DONE -> false;
            default -> true;
        };
    }

    /** Wherever nothing needs to be touched, or taken back, any more. */
    private static boolean mayEnd(Phase phase) {
        return switch (phase) {
            case SETTLING, VERIFYING, CHECKING_NUMBERS, SHIFTING, READING_BACK, WATCHING_ALARMS, GOING_BACK, DONE ->
                false;
            default -> true;
        };
    }

    static boolean allowed(Phase from, Phase to) {
        return from == to || TABLE.getOrDefault(from, Set.of()).contains(to);
    }

    /** The table by the names of the phases; a phase that only ends has none behind it. */
    public static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        for (var phase : Phase.values()) {
            var next = new TreeSet<String>();
            TABLE.getOrDefault(phase, Set.of()).forEach(one -> next.add(one.name()));
            table.put(phase.name(), next);
        }
        return table;
    }

    /** As a Mermaid state diagram. To be held, to go back and to end is left out where every phase can. */
    public static String mermaid() {
        var lines = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> RESOLVING\n");
        for (var phase : Phase.values()) {
            for (var next : TABLE.getOrDefault(phase, Set.of())) {
                if (shown(phase, next)) {
                    lines.append("    %s --> %s\n".formatted(phase, next == Phase.DONE ? "[*]" : next.name()));
                }
            }
        }
        return lines.append("```\n").toString();
    }

    private static boolean shown(Phase from, Phase to) {
        return switch (to) {
            case DONE -> from == Phase.PROVING || from == Phase.CHECKING_BACK || from == Phase.QUARANTINING;
            case HELD -> from == Phase.SHIFTING;
            case GOING_BACK -> !mayGoBack(from) || from == Phase.ANALYSING || from == Phase.HELD;
            default -> from != Phase.HELD || to == Phase.SHIFTING;
        };
    }
}

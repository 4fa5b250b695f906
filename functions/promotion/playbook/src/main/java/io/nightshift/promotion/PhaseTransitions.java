package io.nightshift.promotion;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which phase may follow which: the whole of a promotion's course, at a glance. What is not here does not happen. */
public final class PhaseTransitions {

    private static final Map<PromotionPhase, Set<PromotionPhase>> TABLE = new EnumMap<>(PromotionPhase.class);

    static {
        from(PromotionPhase.RESOLVING, PromotionPhase.CONSULTING);
        from(PromotionPhase.CONSULTING, PromotionPhase.GATES);
        from(PromotionPhase.GATES, PromotionPhase.PREFLIGHT);
        // A stage that has the version already is passed over, the last one, too.
        from(
                PromotionPhase.PREFLIGHT,
                PromotionPhase.CHECKING_ALARMS,
                PromotionPhase.CONSULTING,
                PromotionPhase.GUARDING);
        from(PromotionPhase.CHECKING_ALARMS, PromotionPhase.OPENING, PromotionPhase.BASELINES);
        from(PromotionPhase.OPENING, PromotionPhase.ASKING, PromotionPhase.BASELINES);
        from(PromotionPhase.ASKING, PromotionPhase.GATES);
        from(PromotionPhase.BASELINES, PromotionPhase.DEPLOYING);
        from(PromotionPhase.DEPLOYING, PromotionPhase.SETTLING);
        from(PromotionPhase.SETTLING, PromotionPhase.VERIFYING);
        from(PromotionPhase.VERIFYING, PromotionPhase.CHECKING_NUMBERS);
        from(PromotionPhase.CHECKING_NUMBERS, PromotionPhase.SHIFTING);
        from(PromotionPhase.SHIFTING, PromotionPhase.READING_BACK);
        from(PromotionPhase.READING_BACK, PromotionPhase.BAKING);
        from(
                PromotionPhase.BAKING,
                PromotionPhase.WATCHING_SHARES,
                PromotionPhase.SHIFTING,
                PromotionPhase.BASELINES,
                PromotionPhase.CONSULTING,
                PromotionPhase.GUARDING);
        from(PromotionPhase.GUARDING, PromotionPhase.WATCHING_SHARES, PromotionPhase.RETIRING);
        from(PromotionPhase.WATCHING_SHARES, PromotionPhase.WATCHING_ALARMS);
        from(PromotionPhase.WATCHING_ALARMS, PromotionPhase.ANALYSING);
        // The look is over: it waits for the next one, or the bake has been tolerated.
        from(
                PromotionPhase.ANALYSING,
                PromotionPhase.BAKING,
                PromotionPhase.GUARDING,
                PromotionPhase.SHIFTING,
                PromotionPhase.BASELINES,
                PromotionPhase.CONSULTING,
                PromotionPhase.RETIRING);
        // What it would have all traffic with does not serve.
        from(PromotionPhase.RETIRING, PromotionPhase.PROVING, PromotionPhase.GOING_BACK);
        from(PromotionPhase.HELD, PromotionPhase.WATCHING_SHARES);
        from(PromotionPhase.GOING_BACK, PromotionPhase.CHECKING_BACK);
        // What is not back is taken back again.
        from(PromotionPhase.CHECKING_BACK, PromotionPhase.QUARANTINING, PromotionPhase.GOING_BACK);
        from(PromotionPhase.QUARANTINING, PromotionPhase.GOING_BACK);
        for (var phase : PromotionPhase.values()) {
            if (mayEnd(phase)) {
                from(phase, PromotionPhase.DONE);
            }
            if (mayBeHeld(phase)) {
                from(phase, PromotionPhase.HELD);
                from(PromotionPhase.HELD, phase);
            }
            if (mayGoBack(phase)) {
                from(phase, PromotionPhase.GOING_BACK);
            }
        }
    }

    private PhaseTransitions() {}

    private static void from(PromotionPhase phase, PromotionPhase... next) {
        Collections.addAll(TABLE.computeIfAbsent(phase, ignored -> new LinkedHashSet<>()), next);
    }

    /**
     * Whatever waits for the environment or for a guardrail; not a look, which is over in the same turn, nor the
     * rollback.
     */
    private static boolean mayBeHeld(PromotionPhase phase) {
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

    /** Wherever something may be touched, and the rollback was not begun. */
    private static boolean mayGoBack(PromotionPhase phase) {
        return switch (phase) {
            case RESOLVING, RETIRING, PROVING, GOING_BACK, CHECKING_BACK, QUARANTINING, DONE -> false;
            default -> true;
        };
    }

    /** Wherever nothing needs to be touched, or taken back, any more. */
    private static boolean mayEnd(PromotionPhase phase) {
        return switch (phase) {
            case SETTLING, VERIFYING, CHECKING_NUMBERS, SHIFTING, READING_BACK, WATCHING_ALARMS, GOING_BACK, DONE ->
                false;
            default -> true;
        };
    }

    static boolean allowed(PromotionPhase from, PromotionPhase to) {
        return from == to || TABLE.getOrDefault(from, Set.of()).contains(to);
    }

    /** The table by the names of the phases; a phase that only ends has none behind it. */
    public static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        for (var phase : PromotionPhase.values()) {
            var next = new TreeSet<String>();
            TABLE.getOrDefault(phase, Set.of()).forEach(one -> next.add(one.name()));
            table.put(phase.name(), next);
        }
        return table;
    }

    /** As a Mermaid state diagram. To be held, to go back and to end is left out where every phase can. */
    public static String mermaid() {
        var lines = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> RESOLVING\n");
        for (var phase : PromotionPhase.values()) {
            for (var next : TABLE.getOrDefault(phase, Set.of())) {
                if (shown(phase, next)) {
                    lines.append("    %s --> %s\n".formatted(phase, next == PromotionPhase.DONE ? "[*]" : next.name()));
                }
            }
        }
        return lines.append("```\n").toString();
    }

    private static boolean shown(PromotionPhase from, PromotionPhase to) {
        return switch (to) {
            case DONE ->
                from == PromotionPhase.PROVING
                        || from == PromotionPhase.CHECKING_BACK
                        || from == PromotionPhase.QUARANTINING;
            case HELD -> from == PromotionPhase.SHIFTING;
            case GOING_BACK -> !mayGoBack(from) || from == PromotionPhase.ANALYSING || from == PromotionPhase.HELD;
            default -> from != PromotionPhase.HELD || to == PromotionPhase.SHIFTING;
        };
    }
}

package io.nightshift.promotion;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of all valid phase transitions of a promotion. Other transitions do not happen. */
public final class PhaseTransitions {

    private static final Map<PromotionPhase, Set<PromotionPhase>> TABLE = new EnumMap<>(PromotionPhase.class);

    static {
        from(PromotionPhase.RESOLVING, PromotionPhase.CONSULTING);
        from(PromotionPhase.CONSULTING, PromotionPhase.GATES);
        from(PromotionPhase.GATES, PromotionPhase.PREFLIGHT);
        // A stage that already has the version is skipped, also the last one.
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
        // The check is complete: wait for the next one, or the bake has passed.
        from(
                PromotionPhase.ANALYSING,
                PromotionPhase.BAKING,
                PromotionPhase.GUARDING,
                PromotionPhase.SHIFTING,
                PromotionPhase.BASELINES,
                PromotionPhase.CONSULTING,
                PromotionPhase.RETIRING);
        // The version that would have all traffic does not serve.
        from(PromotionPhase.RETIRING, PromotionPhase.PROVING, PromotionPhase.GOING_BACK);
        from(PromotionPhase.HELD, PromotionPhase.WATCHING_SHARES);
        from(PromotionPhase.GOING_BACK, PromotionPhase.CHECKING_BACK);
        // Targets that are not rolled back yet are tried again.
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
     * Reports whether the phase may be held: it waits for the environment or for a guardrail. A check may not,
     * because it ends in the same turn; neither may a rollback.
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

    /** Reports whether the phase may start a rollback: something may have been touched, and no rollback has begun. */
    private static boolean mayGoBack(PromotionPhase phase) {
        return switch (phase) {
            case RESOLVING, RETIRING, PROVING, GOING_BACK, CHECKING_BACK, QUARANTINING, DONE -> false;
            default -> true;
        };
    }

    /** Reports whether the phase may end the promotion: nothing needs to be changed or rolled back any more. */
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

    /** The table by phase name; a final phase has no successors. */
    public static Map<String, Set<String>> table() {
        var table = new LinkedHashMap<String, Set<String>>();
        for (var phase : PromotionPhase.values()) {
            var next = new TreeSet<String>();
            TABLE.getOrDefault(phase, Set.of()).forEach(one -> next.add(one.name()));
            table.put(phase.name(), next);
        }
        return table;
    }

    /**
     * The table as a Mermaid state diagram. Holding, rolling back and ending are omitted where every phase allows
     * them.
     */
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

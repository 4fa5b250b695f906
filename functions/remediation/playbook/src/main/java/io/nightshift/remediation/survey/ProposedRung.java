package io.nightshift.remediation.survey;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rung of a proposed ladder.
 *
 * @param with the action's parameters, as YAML scalars
 * @param target the name of another target than the signal's subject, of the same kind; empty for the subject
 * @param settle how long it takes to help, as the policy writes durations
 */
record ProposedRung(String action, Map<String, String> with, String target, String settle) {

    /** The webhook that tells a person. */
    static final String HOOK = "on-call";

    ProposedRung {
        with = java.util.Collections.unmodifiableMap(new TreeMap<>(with));
    }

    static ProposedRung of(String action, String settle) {
        return new ProposedRung(action, Map.of(), "", settle);
    }

    static ProposedRung person() {
        return of("call-webhook", "15m").with("hook", HOOK).with("only-tells", "true");
    }

    /** Whether it changes nothing itself. */
    boolean tells() {
        return action.equals("call-webhook");
    }

    ProposedRung with(String name, String value) {
        var more = new TreeMap<>(with);
        more.put(name, value);
        return new ProposedRung(action, more, target, settle);
    }

    ProposedRung on(String otherTarget) {
        return new ProposedRung(action, with, otherTarget, settle);
    }
}

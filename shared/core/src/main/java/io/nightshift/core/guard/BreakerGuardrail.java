package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.util.Set;

/** Stops a rule whose acts did not help several times in a row, until a human closes the breaker. */
final class BreakerGuardrail implements Guardrail {

    static final String NAME = "breaker";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(MarkKeys.breaker(act.rule()));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo passes an open breaker");
        }
        if (act.action().tells()) {
            return allow(TELLS);
        }
        var mark = marks.get(MarkKeys.breaker(act.rule()));
        return mark.at("openedAt").exists()
                ? deny("the breaker of " + act.rule() + " is open since "
                        + mark.at("openedAt").text() + ": its acts did not help")
                : allow("the breaker is closed");
    }
}

package io.nightshift.core.guard;

import java.time.Instant;
import java.util.Optional;

/**
 * Blocks changes in a freeze. An undo is allowed, because it reverts a change. Waits for the end of the last active
 * freeze.
 */
final class FreezeGuardrail implements Guardrail {
    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        if (act.undo()) {
            return allow("an undo is allowed in a freeze");
        }
        Optional<Freeze> on = Optional.empty();
        Instant until = Instant.MIN;
        for (var freeze : act.overrides().freezes()) {
            var end = freeze.activeUntil(act.now());
            if (end.isPresent() && end.get().isAfter(until)) {
                on = Optional.of(freeze);
                until = end.get();
            }
        }
        if (on.isEmpty()) {
            return allow("no freeze is on");
        }
        return new Verdict.Defer(name(), "the freeze " + on.get().name() + " is on until " + until, until);
    }
}

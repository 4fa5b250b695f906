package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.util.List;
import java.util.Set;

/** Blocks a fix that one resource needs again and again: this is a loop, and a human must find the cause. */
final class RecurrenceGuardrail implements Guardrail {
    @Override
    public String name() {
        return "recurrence";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(key(act));
    }

    private static String key(Proposal act) {
        return MarkKeys.recurrence(act.rule(), act.scope());
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo is not counted");
        }
        var limit = act.overrides().recurrence();
        int acts = marks.times(key(act), act.now(), limit.window()).size();
        var numbers =
                acts + " acts on it in " + DurationText.say(limit.window()) + "; " + limit.times() + " are allowed";
        return acts < limit.times() ? allow(numbers) : deny(numbers + ", more is a loop for a human");
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return List.of();
        }
        var window = act.overrides().recurrence().window();
        return List.of(Marks.timesMark(key(act), marks.times(key(act), act.now(), window), act.now(), window));
    }
}

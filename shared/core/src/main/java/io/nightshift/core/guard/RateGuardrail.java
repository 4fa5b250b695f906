package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.util.List;
import java.util.Set;

/** Limits how often a rule acts in a sliding window. */
final class RateGuardrail implements Guardrail {
    @Override
    public String name() {
        return "rate-limit";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return RateMarks.keys(act.rule());
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo is not counted");
        }
        var rate = act.overrides().rate();
        var times = RateMarks.of(act, marks).all();
        if (times.size() < rate.times()) {
            return allow(times.size() + " of " + rate.times() + " acts in " + DurationText.say(rate.window()));
        }
        var free = times.get(times.size() - rate.times());
        return new Verdict.Defer(
                name(),
                "the rule acted %d times within %s; %d are allowed"
                        .formatted(times.size(), DurationText.say(rate.window()), rate.times()),
                free.plus(rate.window()));
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        return act.undo() ? List.of() : List.of(RateMarks.of(act, marks).with(act));
    }
}

package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.util.List;
import java.util.Set;

/** A rule acts at most so often in a sliding window. */
final class RateGuardrail implements Guardrail {
    @Override
    public String name() {
        return "rate-limit";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(Keys.rate(act.rule()));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo is not counted");
        }
        var rate = act.belts().rate();
        var times = marks.times(Keys.rate(act.rule()), act.now(), rate.window());
        if (times.size() < rate.times()) {
            return allow(times.size() + " of " + rate.times() + " acts in " + Spans.say(rate.window()));
        }
        var free = times.stream()
                .sorted()
                .skip(times.size() - (long) rate.times())
                .findFirst()
                .orElse(act.now());
        return new Verdict.Defer(
                name(),
                "the rule acted %d times within %s; %d are allowed"
                        .formatted(times.size(), Spans.say(rate.window()), rate.times()),
                free.plus(rate.window()));
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return List.of();
        }
        var window = act.belts().rate().window();
        var key = Keys.rate(act.rule());
        return List.of(Marks.timesMark(key, marks.times(key, act.now(), window), act.now(), window));
    }
}

package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import java.util.List;
import java.util.Set;

/** Lets a resource rest after an act of another run. The rungs of one ladder are spaced by the ladder's own waits. */
final class CoolDownGuardrail implements Guardrail {
    @Override
    public String name() {
        return "cool-down";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(MarkKeys.coolDown(act.scope()));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo needs no cool-down");
        }
        if (act.action().tells()) {
            return allow(TELLS);
        }
        var last = marks.get(MarkKeys.coolDown(act.scope()));
        if (!last.exists() || !last.at("at").exists() || last.at("run").text().equals(act.run())) {
            return allow("no other run acted on it lately");
        }
        var rested = Timestamps.parse(last.at("at").text()).plus(act.overrides().coolDown());
        return act.now().isBefore(rested)
                ? new Verdict.Defer(
                        name(), "run " + last.at("run").text() + " acted on it; it rests until " + rested, rested)
                : allow("the cool-down is over");
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) {
        if (act.action().tells()) {
            return List.of();
        }
        var value = Json.obj().with("at", act.now().toString()).with("run", act.run());
        return List.of(new Mark(
                MarkKeys.coolDown(act.scope()),
                value,
                act.now().plus(act.overrides().coolDown())));
    }
}

package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The manual pause switch: for everything, a playbook, a rule or a resource. It also blocks an undo. */
final class PauseGuardrail implements Guardrail {

    static final String NAME = "pause";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> reads(Proposal act) {
        return new LinkedHashSet<>(List.of(
                MarkKeys.pause("all"),
                MarkKeys.pause("playbook/" + act.playbook()),
                MarkKeys.pause("rule/" + act.rule()),
                MarkKeys.pause("resource/" + act.action().target().label())));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        for (var key : reads(act)) {
            if (marks.has(key) && holds(marks.get(key), act)) {
                var mark = marks.get(key);
                return deny("%s is paused by %s: %s (since %s)"
                        .formatted(
                                key.substring("pause/".length()),
                                mark.at("by").textOr("somebody"),
                                mark.at("reason").textOr("no reason given"),
                                mark.at("at").textOr("an unknown time")));
            }
        }
        return allow("nothing is paused");
    }

    private static boolean holds(View mark, Proposal act) throws JsonException {
        return !mark.at("until").exists() || act.now().isBefore(mark.at("until").instant());
    }
}

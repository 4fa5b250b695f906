package io.nightshift.core.guard;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Limits how much of a group may be down or in action at once, as a share and as a number. A member is in action from
 * the act until its run ends. If the target is in no group, all targets of the rule count as one group, by number
 * only.
 *
 * <p>A member that is in action and a member that is unhealthy count as two even if they are the same one: the
 * group's health does not say which members are unhealthy, and counting too many is the safe side.
 */
final class BlastRadiusGuardrail implements Guardrail {

    private static final Duration ASK_AGAIN = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "blast-radius";
    }

    @Override
    public Set<String> reads(Proposal act) {
        return Set.of(key(act));
    }

    static String key(Proposal act) {
        return MarkKeys.blast(act.group().map(Group::id).orElse("rule:" + act.rule()));
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) throws JsonException {
        if (act.undo()) {
            return allow("an undo is not counted");
        }
        if (act.action().tells()) {
            return allow(TELLS);
        }
        var blast = act.overrides().blast();
        int others = others(act, marks).size();
        if (others + 1 > blast.atMost()) {
            return wait(act, "%d other in action; at most %d at once".formatted(others, blast.atMost()));
        }
        if (act.group().isEmpty() || !act.action().type().disruptive()) {
            return allow(others + " other in action, at most " + blast.atMost() + " at once");
        }
        return share(act, act.group().get(), others, blast.percent());
    }

    private Verdict share(Proposal act, Group group, int others, int percent) {
        int unhealthyOthers = group.size() - group.healthy() - (group.targetHealthy() ? 0 : 1);
        int down = Math.max(0, unhealthyOthers) + others + 1;
        var numbers = "%d of %d would be down or in action; %d %% are allowed".formatted(down, group.size(), percent);
        return (long) down * 100 <= (long) percent * group.size() ? allow(numbers) : wait(act, numbers);
    }

    private Verdict wait(Proposal act, String reason) {
        return new Verdict.Defer(name(), reason, act.now().plus(ASK_AGAIN));
    }

    /** The members in action for other runs, each with the time until which it counts. */
    private static Map<String, Json> others(Proposal act, Marks marks) throws JsonException {
        var members = marks.get(key(act)).at("members");
        var others = new LinkedHashMap<String, Json>();
        if (members.exists()) {
            for (var member : members.object().members().entrySet()) {
                var until = Timestamps.parse(View.of(member.getValue()).text());
                if (!member.getKey().equals(act.run()) && until.isAfter(act.now())) {
                    others.put(member.getKey(), member.getValue());
                }
            }
        }
        return others;
    }

    @Override
    public List<Mark> claims(Proposal act, Marks marks) throws JsonException {
        if (act.action().tells()) {
            return List.of();
        }
        var members = others(act, marks);
        var until = act.now().plus(act.overrides().lock());
        members.put(act.run(), Json.of(until.toString()));
        return List.of(new Mark(key(act), Json.obj().with("members", new Json.Obj(members)), until));
    }
}

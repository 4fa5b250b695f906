package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Guardrails;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges every allowed act a second time, from the invariant checker's own records: what the guardrails should have seen.
 * Times are those of the workers' clocks, as in the ledger; if two clocks are compared, the oracle allows for their maximum
 * difference.
 */
final class GuardrailOracle {

    private static final Duration CLOCKS = ScriptGenerator.MOST_SKEW.multipliedBy(2);
    private static final String JUDGED = "no act without every guardrail";

    private record Hold(RunId run, Instant until) {}

    private record Last(RunId run, Instant at) {}

    private final Simulation night;
    private final InvariantChecker watch;
    private final Map<String, Long> pauses = new HashMap<>();
    private final Map<String, Set<String>> voices = new HashMap<>();
    private final Map<RunId, Set<String>> allowed = new HashMap<>();
    private final Map<String, Hold> locks = new HashMap<>();
    private final Map<String, Map<RunId, Instant>> inAction = new HashMap<>();
    private final Map<String, Last> lastActs = new HashMap<>();
    private final Map<String, List<Instant>> times = new HashMap<>();

    GuardrailOracle(Simulation night, InvariantChecker watch) {
        this.night = night;
        this.watch = watch;
    }

    void voice(String plan, String who) {
        voices.computeIfAbsent(plan, ignored -> new HashSet<>()).add(who);
    }

    void paused(String scope, boolean on, long count) {
        if (on) {
            pauses.put(scope, count);
        } else {
            pauses.remove(scope);
        }
    }

    void committed(SimulatedWorker worker, Turn turn) {
        for (var entry : turn.entries()) {
            if (entry.kind().equals("judged") && "allow".equals(LedgerText.of(entry.body(), "decisive", "verdict"))) {
                try {
                    allowed(worker, turn.run(), entry);
                } catch (JsonException e) {
                    throw new IllegalStateException("a judgement cannot be read", e);
                }
            }
        }
        if (turn.run().outcome().isPresent()) {
            release(turn.run().id());
        }
    }

    private void release(RunId run) {
        locks.values().removeIf(hold -> hold.run().equals(run));
        inAction.values().forEach(members -> members.remove(run));
    }

    private void must(boolean holds, String invariant, RunId run, String what) {
        if (!holds) {
            throw watch.found(invariant, "run " + run + " " + what);
        }
    }

    private void allowed(SimulatedWorker worker, Run run, Entry entry) throws JsonException {
        var body = View.of(entry.body());
        var action = night.scenario.catalogue().fromJson(body);
        boolean undo = body.at("undo").bool();
        var settings = night.policy(entry.policy()).settings(run.rule(), run.environment());
        must(settings.isPresent(), JUDGED, run.id(), "acts by a rule that its policy does not have");
        verdicts(run, body);
        var act = new Act(worker, run, action, entry.at(), settings.orElseThrow());
        mode(act);
        pause(act);
        lock(act);
        if (!undo) {
            freeze(act);
            tags(act);
            consent(act, body.at("plan").text());
            if (!action.tells()) {
                coolDown(act);
                blast(act);
            }
            count("rate-limit", MarkKeys.rate(run.rule()), act, act.overrides().rate());
            count(
                    "recurrence",
                    MarkKeys.recurrence(run.rule(), action.scope()),
                    act,
                    act.overrides().recurrence());
        }
        claim(act);
    }

    private record Act(SimulatedWorker worker, Run run, Action action, Instant at, GuardrailSettings overrides) {
        RunId id() {
            return run.id();
        }

        String scope() {
            return action.scope();
        }
    }

    private void verdicts(Run run, View body) throws JsonException {
        var names = new ArrayList<String>();
        for (var verdict : body.at("verdicts").items()) {
            must(
                    verdict.at("verdict").text().equals("allow"),
                    JUDGED,
                    run.id(),
                    "acts against " + verdict.at("guardrail").text());
            names.add(verdict.at("guardrail").text());
        }
        must(names.containsAll(Guardrails.names()), JUDGED, run.id(), "acts, and only these were asked: " + names);
    }

    private void mode(Act act) {
        must(
                act.overrides().mode() == Mode.ACT,
                JUDGED,
                act.id(),
                "acts in mode " + act.overrides().mode());
    }

    /** A pause applies to every draft that was begun after it. */
    private void pause(Act act) {
        var scopes = List.of(
                "all",
                "playbook/" + act.run().key().playbook(),
                "rule/" + act.run().rule(),
                "resource/" + act.action().target().label());
        for (var scope : scopes) {
            long since = pauses.getOrDefault(scope, Long.MAX_VALUE);
            must(since > act.worker().draftBegan, JUDGED, act.id(), "acts while " + scope + " is paused");
        }
    }

    private void freeze(Act act) {
        must(
                act.overrides().freezes().stream()
                        .allMatch(freeze -> freeze.activeUntil(act.at()).isEmpty()),
                JUDGED,
                act.id(),
                "acts in a freeze");
    }

    private void tags(Act act) {
        var tags = night.tags(act.action().target());
        must(
                act.overrides().optOut().stream()
                        .noneMatch(wanted -> tags.entrySet().stream()
                                .anyMatch(tag -> wanted.equals(tag.getKey() + "=" + tag.getValue())
                                        || wanted.equals(tag.getKey()))),
                JUDGED,
                act.id(),
                "acts on " + act.scope() + ", which opts out");
    }

    private void consent(Act act, String plan) {
        act.overrides().approval().ifPresent(rule -> {
            long yes = voices.getOrDefault(plan, Set.of()).stream()
                    .filter(rule.approvers()::contains)
                    .count();
            must(yes >= rule.needed(), JUDGED, act.id(), "acts with the consent of " + yes + " people");
        });
    }

    private void lock(Act act) {
        var hold = locks.get(act.scope());
        must(
                hold == null || hold.run().equals(act.id()) || !hold.until().isAfter(act.at()),
                "one run acts on a resource",
                act.id(),
                "takes " + act.scope() + ", which run " + (hold == null ? "" : hold.run()) + " holds");
    }

    private void coolDown(Act act) {
        var last = lastActs.get(act.scope());
        must(
                last == null
                        || last.run().equals(act.id())
                        || !act.at()
                                .isBefore(last.at()
                                        .plus(act.overrides().coolDown())
                                        .minus(CLOCKS)),
                "limits hold",
                act.id(),
                "acts on " + act.scope() + " while it rests");
    }

    private void count(String what, String key, Act act, GuardrailSettings.Rate limit) {
        var all = times.computeIfAbsent(key, ignored -> new ArrayList<>());
        var since = act.at().minus(limit.window()).plus(CLOCKS);
        long lately = all.stream().filter(time -> time.isAfter(since)).count();
        must(lately < limit.times(), "limits hold", act.id(), "acts beyond its " + what + ", " + lately + " before it");
        all.add(act.at());
    }

    /** The members of the group that other runs hold, or that were down when the state was read for the judgement. */
    private void blast(Act act) {
        var group = act.worker().groups.get(act.action().target());
        var blast = act.overrides().blast();
        long others = inAction.getOrDefault(groupKey(act), Map.of()).entrySet().stream()
                .filter(member -> !member.getKey().equals(act.id()))
                .filter(member -> member.getValue().minus(CLOCKS).isAfter(act.at()))
                .count();
        must(others < blast.atMost(), "the blast radius holds", act.id(), "acts with " + others + " others in action");
        if (group != null && act.action().type().disruptive()) {
            long down = group.size() - group.healthy() - (group.targetHealthy() ? 0 : 1) + others + 1;
            must(
                    down * 100 <= (long) blast.percent() * group.size(),
                    "the blast radius holds",
                    act.id(),
                    "brings " + down + " of " + group.size() + " down in " + group.id());
        }
    }

    private static String groupKey(Act act) {
        var group = act.worker().groups.get(act.action().target());
        return group == null ? "rule:" + act.run().rule() : group.id();
    }

    private void claim(Act act) {
        var until = act.at().plus(act.overrides().lock());
        locks.put(act.scope(), new Hold(act.id(), until));
        lastActs.put(act.scope(), new Last(act.id(), act.at()));
        inAction.computeIfAbsent(groupKey(act), ignored -> new HashMap<>()).put(act.id(), until);
        allowed.computeIfAbsent(act.id(), ignored -> new HashSet<>())
                .add(ActionCatalogue.toJson(act.action()).text());
    }

    /** Right before the change: the act was judged, and the changing run holds the lock. */
    void changes(Action action, RunId run) {
        must(
                allowed.getOrDefault(run, Set.of())
                        .contains(ActionCatalogue.toJson(action).text()),
                JUDGED,
                run,
                "does what nobody judged: " + action.sentence());
        var key = MarkKeys.lock(action.scope());
        var lock = night.ledger.markers(Set.of(key)).get(key);
        must(
                lock != null && LedgerText.of(lock.value(), "run").equals(run.value()),
                "one run acts on a resource",
                run,
                "acts on " + action.target().label() + " without its lock");
    }

    boolean well(Resource subject) {
        var query = new Query(Query.HEALTH, subject, Json.Obj.EMPTY);
        return night.world.observes(query)
                && night.world.observe(query) instanceof Observed.Seen(var health, var ignored)
                && health == Health.WELL;
    }
}

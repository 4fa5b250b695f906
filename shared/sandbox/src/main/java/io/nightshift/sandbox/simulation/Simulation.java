package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.simulation.Disturbance.Happening;
import io.nightshift.sandbox.simulation.Disturbance.SceneEvent;
import io.nightshift.sandbox.simulation.Disturbance.Strike;
import io.nightshift.sandbox.world.Thing;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One night of one script, in one thread. Every invocation gets its own worker, as on Lambda. Concurrent work is nested: the
 * others' work runs in the middle of a slow worker's call.
 */
final class Simulation {

    static final Instant START = Instant.parse("2026-11-20T22:00:00Z");
    private static final Duration NIGHT = Duration.ofHours(3);
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration SCENE_SWEEP = Duration.ofMinutes(15);

    /** The time that a run may need after a human's command. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    /** Every planned effect and every dead worker's lease ends long before that; some runs are held back longer. */
    private static final Duration LONG_ENOUGH = Duration.ofHours(6);

    final Scenario scenario;
    final Optional<PlantedBug> bug;
    final VirtualTime time = new VirtualTime(START);
    final InMemoryLedger ledger = new InMemoryLedger();
    final LedgerStorage disk = new LedgerStorage(time);
    final TamperedRuns alterations = new TamperedRuns(ledger);
    final WebhookReceivers receivers;
    final World world;
    final FaultInjector chaos;
    final SignalQueue intake;
    final InvariantChecker watch;
    final SimulationLog story;
    private final ScheduledTimes scheduled = new ScheduledTimes(this);
    private final Script script;
    private final List<Rules> policies;
    private final Map<String, Rules> byHash = new HashMap<>();
    private final Optional<Scene> scene;
    private Rules policy;
    private Instant callEnds = Instant.MAX;

    Simulation(Scenario scenario, Script script, Optional<PlantedBug> bug, SimulationLog story) {
        this.scenario = scenario;
        this.script = script;
        this.bug = bug;
        this.story = story;
        this.policies = scenario.policies();
        this.policy = policies.getFirst();
        Stream.concat(policies.stream(), scenario.openings().stream())
                .forEach(rules -> byHash.put(rules.hash(), rules));
        this.receivers = new WebhookReceivers(bug);
        this.chaos = new FaultInjector(script.disturbances());
        this.intake = new SignalQueue(this);
        this.world = new World(time, intake::emit);
        this.watch = new InvariantChecker(this);
        this.scene = scenario.stage()
                .map(stage -> stage.set(new Scene.Night(
                        time,
                        ledger,
                        this::policy,
                        intake::emit,
                        new SplittableRandom(script.scene()),
                        (invariant, what) -> {
                            throw watch.found(invariant, what);
                        })));
        story.clock(time);
    }

    /** The actor for the action: the function's own scene, or the {@code World}. */
    Actor actor(Action action) {
        return scene.<Actor>map(one -> one).filter(one -> one.performs(action)).orElse(world);
    }

    /** The observer for the query. */
    Observer observer(Query query) {
        return scene.<Observer>map(one -> one)
                .filter(one -> one.observes(query))
                .orElse(world);
    }

    boolean inScene(Query query) {
        return scene.filter(one -> one.observes(query)).isPresent();
    }

    Rules policy() {
        return policy;
    }

    Rules policy(String hash) {
        var found = byHash.get(hash);
        if (found == null) {
            throw watch.found("policy", "an entry was written under a policy that nobody had: " + hash);
        }
        return found;
    }

    Map<String, String> tags(Resource resource) {
        return script.parts().stream()
                .filter(part -> part.resource().equals(resource))
                .findFirst()
                .map(SimulatedResource::tags)
                .orElse(Map.of());
    }

    /** Runs the night, then gives the sweeper all the time that it needs, then checks the final state. */
    Optional<Violation> run() {
        try {
            build();
            time.wakeBy(run -> invoke("timer of " + run, worker -> worker.engine.wake(run)));
            script.disturbances().forEach(this::schedule);
            for (var at = SWEEP; at.compareTo(NIGHT) < 0; at = at.plus(SWEEP)) {
                time.at(START.plus(at), this::minute);
            }
            for (var at = SCENE_SWEEP; at.compareTo(NIGHT) < 0; at = at.plus(SCENE_SWEEP)) {
                time.at(START.plus(at), this::sceneSweep);
            }
            time.runUntil(START.plus(NIGHT));
            chaos.end();
            faultsEnd();
            sceneSweep();
            calmDown();
            PlantedLedger.tamper(bug, ledger);
            watch.end();
            scheduled.end(watch);
            scene.flatMap(one -> one.wrongInTheEnd(ledger)).ifPresent(what -> {
                throw watch.found("what is left is whole", what);
            });
            return Optional.empty();
        } catch (Violation.Found found) {
            story.tell(() -> "VIOLATED " + found.violation());
            return Optional.of(found.violation());
        }
    }

    /** Alterations are reported while they exist, and afterwards the earlier state continues. */
    private void faultsEnd() {
        watch.diskChanges(LedgerStorage.State.WORKS);
        receivers.allAnswer();
        sweep();
        watch.alterationsAreTold();
        alterations.restore();
    }

    private void build() {
        var things = new HashMap<String, Thing>();
        for (var part : script.parts()) {
            if (part.members().isEmpty()) {
                var thing = world.add(part.resource());
                part.tags().forEach(thing::tag);
                part.group().ifPresent(thing::in);
                part.cures().forEach(thing::curedBy);
                things.put(part.resource().toString(), thing);
            }
        }
        for (var part : script.parts()) {
            if (!part.members().isEmpty()) {
                world.addGroup(
                        part.resource(),
                        part.members().stream()
                                .map(member -> things.get(member.toString()))
                                .toList());
            }
        }
    }

    private void calmDown() {
        var words = scenario.lastWords();
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (i == words.size() - 2) {
                // A rollback that one policy prevents happens under the policy that acts.
                policy = policies.getFirst();
            }
            calmDown(START.plus(NIGHT.plus(PATIENCE.multipliedBy(i))));
            runs().filter(Simulation::goesOn)
                    .map(Run::id)
                    .toList()
                    .forEach(run -> invoke(word, worker -> worker.engine.command(run, word, "alice", "morning")));
        }
        calmDown(START.plus(LONG_ENOUGH.plus(PATIENCE.multipliedBy(words.size()))));
        if (!words.isEmpty()) {
            runs().filter(Simulation::goesOn).findFirst().ifPresent(run -> {
                throw watch.found("no run is stuck", "run " + run.id() + " is still " + run.state());
            });
        }
    }

    private void calmDown(Instant end) {
        while (time.instant().isBefore(end) && (!intake.empty() || runs().anyMatch(Simulation::goesOn))) {
            time.runUntil(time.instant().plus(Duration.ofMinutes(5)));
            sweep();
        }
    }

    static boolean goesOn(Run run) {
        return run.status() != Status.FINISHED || !run.pending().isEmpty();
    }

    Stream<Run> runs() {
        return ledger.runs(Optional.empty(), 1000).items().reversed().stream().filter(run -> !MarkLog.isLog(run));
    }

    private void minute() {
        scheduled.minute();
        var open = runs().filter(Simulation::goesOn).toList();
        watch.nobodyWaits(open);
        sweep(open);
    }

    private void sweep() {
        sweep(runs().filter(Simulation::goesOn).toList());
    }

    private void sweep(List<Run> open) {
        if (!open.isEmpty()) {
            invoke("sweeper", worker -> worker.sweeper().sweep());
        }
    }

    private void sceneSweep() {
        scene.ifPresent(one -> invoke("scheduled sweep", worker -> one.sweeps(worker.ports, worker.engine)));
    }

    private void schedule(Disturbance disturbance) {
        switch (disturbance) {
            case Happening happening -> at(happening.at(), happening, () -> happens(happening));
            case SceneEvent event ->
                at(
                        event.at(),
                        event,
                        () -> scene.map(one -> one.happens(event.concern(), event.which()))
                                .ifPresent(line -> story.tell(() -> line)));
            case Strike ignored -> {
                // Occurs when its point is passed.
            }
        }
    }

    private void at(Duration after, Disturbance disturbance, Runnable what) {
        time.at(START.plus(after), () -> {
            story.tell(disturbance::says);
            what.run();
        });
    }

    private void happens(Happening happening) {
        switch (happening.what()) {
            case BREAKS -> happening.about().ifPresent(world::breaks);
            case HEALS -> happening.about().ifPresent(world::heals);
            case REPORTED -> happening.about().ifPresent(part -> world.reports(part, happening.which()));
            case PAUSE -> pause(happening, true);
            case RESUME -> pause(happening, false);
            case POLICY -> policy = policies.get(happening.which() % policies.size());
            case OPENING -> policy = scenario.openings().get(happening.which());
            case APPROVE ->
                asked(happening.which(), (run, open) -> {
                    var who = person(happening.which());
                    watch.voice(open.planHash(), who);
                    invoke("approval", worker -> worker.engine.approve(run, open.planHash(), who));
                });
            case REJECT ->
                asked(
                        happening.which(),
                        (run, open) -> invoke(
                                "rejection",
                                worker -> worker.engine.reject(
                                        run, open.planHash(), person(happening.which()), "not now")));
            case COMMAND -> command(happening.which());
            case SCENE ->
                scene.ifPresent(one -> {
                    var line = one.happens(happening.which());
                    story.tell(() -> line);
                });
            case DISK_FULL -> watch.diskChanges(LedgerStorage.State.FULL);
            case FILE_REMOVED -> watch.diskChanges(LedgerStorage.State.FILE_REMOVED);
            case DISK_WORKS -> watch.diskChanges(LedgerStorage.State.WORKS);
            case ALTERED ->
                pick(runs().filter(Simulation::goesOn).toList(), happening.which() / 3)
                        .ifPresent(run -> alterations.alter(run, happening.which(), time.instant()));
            case RESTORED -> alterations.restore();
            case HANGS -> receivers.hang(happening.about().orElseThrow(), happening.which() % 2 == 0);
            case ANSWERS -> receivers.answer(happening.about().orElseThrow());
            case ABORT ->
                pick(runs().filter(Simulation::goesOn).map(Run::id).toList(), happening.which())
                        .ifPresent(run -> invoke("abort", worker -> worker.engine.abort(run, "alice", "stop it")));
        }
    }

    private void command(int which) {
        var commands = scenario.commands();
        var what = commands.get(which % commands.size());
        pick(runs().filter(Simulation::goesOn).map(Run::id).toList(), which / 7)
                .ifPresent(run -> invoke(what, worker -> worker.engine.command(run, what, person(which), "because")));
    }

    private String person(int which) {
        return scenario.people().get(which % scenario.people().size());
    }

    private void pause(Happening happening, boolean on) {
        var scope = happening.about().map(one -> "resource/" + one.label()).orElse("all");
        var switches = new PauseSwitches(ledger, time, policy.hash());
        if (on) {
            switches.pause(scope, "alice", "a drill");
        } else {
            switches.resume(scope, "alice", "the drill is over");
        }
        watch.paused(scope, on);
    }

    private interface Answer {
        void to(RunId run, Approval open);
    }

    private void asked(int which, Answer answer) {
        var open = runs().filter(
                        run -> run.approval().filter(one -> !one.granted()).isPresent())
                .toList();
        pick(open, which / 3)
                .ifPresent(run -> answer.to(run.id(), run.approval().orElseThrow()));
    }

    private static <T> Optional<T> pick(List<T> among, int which) {
        return among.isEmpty() ? Optional.empty() : Optional.of(among.get(which % among.size()));
    }

    /**
     * One invocation by a new worker.
     *
     * @return whether it finished; false if the worker died or the ledger could not be read
     */
    boolean invoke(String why, Consumer<SimulatedWorker> work) {
        if (!receivers.letOthersWork()) {
            return false;
        }
        var worker = new SimulatedWorker(this);
        try {
            work.accept(worker);
            watch.invocationOver(worker);
            return true;
        } catch (World.WorkerDied e) {
            story.tell(() -> why + ": the worker died");
        } catch (LedgerException e) {
            if (!e.retryable()) {
                throw watch.found("engine", why + ": " + e.getMessage());
            }
            story.tell(() -> why + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw watch.found("engine", why + " threw " + e);
        }
        return false;
    }

    /** Lets others work for this time; not beyond the end of a call in progress of an outer worker. */
    void pass(Duration time) {
        var until = this.time.instant().plus(time);
        if (!time.isZero()) {
            this.time.runUntil(until.isAfter(callEnds) ? callEnds : until);
        }
    }

    /** Work in the middle of a call that takes this long. */
    <T> T inCall(Duration takes, Supplier<T> what) {
        var outer = callEnds;
        var end = time.instant().plus(takes);
        callEnds = end.isBefore(outer) ? end : outer;
        try {
            pass(takes.dividedBy(2));
            var result = what.get();
            pass(takes.dividedBy(2));
            return result;
        } finally {
            callEnds = outer;
        }
    }

    void tell(Supplier<String> what) {
        story.tell(what);
    }
}

package io.nightshift.remediation;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.EffectDispatcher;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One simulated night with one rule: everything real but the clouds. */
final class Night {

    static final Instant START = Instant.parse("2026-11-21T01:00:00Z");
    /** Every transition that a night took, as {@code LOOKING -> ACTING}. */
    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();

    private static final FunctionModule MODULE =
            new FunctionModule(new RemediationPlaybook((from, to) -> TAKEN.add(from + " -> " + to)), Remediation.ALL);

    static final Origin PROD = Origin.aws("111122223333", "eu-central-1");

    final VirtualTime time = new VirtualTime(START);
    final InMemoryLedger ledger = new InMemoryLedger();
    final World world = new World(time, this::deliver);
    final List<EngineResult> handled = new ArrayList<>();
    final Engine engine;
    final Sweeper sweeper;
    GuardrailSettings overrides = acting();
    Json.Obj plan = plan("reboot-instance");

    Night() {
        this(EffectDispatcher.CALLER);
    }

    Night(EffectDispatcher dispatcher) {
        this(dispatcher, Optional.empty());
    }

    /** A night under a whole policy. */
    Night(Rules rules) {
        this(EffectDispatcher.CALLER, Optional.of(rules));
    }

    private Night(EffectDispatcher dispatcher, Optional<Rules> rules) {
        var ports = Ports.of(ledger, time, rules.orElseGet(OneRule::new), time)
                .function(MODULE)
                .adapters(Adapters.of(world))
                .messenger(world)
                .build();
        engine = new Engine(ports, dispatcher);
        time.wakeBy(engine::wake);
        sweeper = new Sweeper(engine, ledger, time);
    }

    static Resource instance(String name) {
        return new Resource(PROD, Kinds.EC2_INSTANCE, name);
    }

    static GuardrailSettings acting() {
        return acting(GuardrailSettings.DEFAULT.freezes());
    }

    /** Nothing is changed until then. */
    static GuardrailSettings frozenUntil(Instant end) {
        var from = START.minus(Duration.ofDays(1));
        return acting(List.of(new Freeze.Once(
                "release",
                ZoneOffset.UTC,
                LocalDateTime.ofInstant(from, ZoneOffset.UTC),
                LocalDateTime.ofInstant(end, ZoneOffset.UTC))));
    }

    private static GuardrailSettings acting(List<Freeze> freezes) {
        var tight = GuardrailSettings.DEFAULT;
        return new GuardrailSettings(
                Mode.ACT,
                tight.optOut(),
                tight.optIn(),
                freezes,
                tight.coolDown(),
                new GuardrailSettings.Rate(100, Duration.ofHours(1)),
                new GuardrailSettings.Blast(50, 10),
                tight.lock(),
                tight.approval(),
                tight.breaker(),
                tight.recurrence(),
                "ops");
    }

    static Json.Obj plan(String... actions) {
        var rungs = Arrays.stream(actions)
                .map(action -> Json.obj().with("action", action).with("waitSeconds", 300))
                .toList();
        return Json.obj()
                .with("ladder", Json.arr(rungs))
                .with("soakSeconds", 300)
                .with("page", "ops");
    }

    void deliver(Signal signal) {
        handled.addAll(engine.handle(signal));
    }

    void pass(Duration time) {
        this.time.runUntil(this.time.instant().plus(time));
    }

    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items();
    }

    Run onlyRun() {
        if (runs().size() != 1) {
            throw new AssertionError("expected one run, found " + runs());
        }
        return runs().getFirst();
    }

    List<Entry> entries(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 1000).items();
    }

    List<String> kinds(Run run) {
        return entries(run).stream().map(Entry::kind).toList();
    }

    List<String> changes() {
        return world.changes().stream().map(World.Change::action).toList();
    }

    private final class OneRule implements Rules {
        @Override
        public String hash() {
            return "policy-1";
        }

        @Override
        public List<Route> route(Signal signal) {
            return List.of(new Route("web", "prod", "remediation", plan));
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return rule.equals("web") ? Optional.of(overrides) : Optional.empty();
        }
    }
}

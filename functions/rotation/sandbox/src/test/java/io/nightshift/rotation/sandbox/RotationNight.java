package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.StoreStep;
import io.nightshift.rotation.action.CredentialAction;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.action.RollConsumer;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.simulation.ChangingRules;
import io.nightshift.sandbox.simulation.FailingActor;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** One secret, its system and its rotations, on virtual time. */
final class RotationNight {

    static final Instant START = Instant.parse("2026-11-23T01:00:00Z");
    static final Set<String> TAKEN = ConcurrentHashMap.newKeySet();
    static final String NAME = "shop/db";

    final VirtualTime time = new VirtualTime(START);
    final InMemoryLedger ledger = new InMemoryLedger();
    final RotationSandbox world = new RotationSandbox(() -> {});
    final InMemoryCredentials system;
    final RecordingMessenger messenger = new RecordingMessenger();
    final List<String> rolled = new ArrayList<>();
    final Map<CredentialStep, Problem> failing = new EnumMap<>(CredentialStep.class);
    final Engine engine;
    Json.Obj plan;
    boolean asks;
    Mode mode = Mode.ACT;
    List<Freeze> freezes = List.of();
    private int requests;

    RotationNight(String engineName, String strategy) {
        system = world.add(NAME, engineName);
        plan = RotationSandbox.plan(engineName, strategy);
        var playbook = new RotationPlaybook((from, to) -> TAKEN.add(from + " -> " + to));
        var ports = Ports.of(
                        ledger,
                        time,
                        new ChangingRules(() -> RotationSandbox.rules(Map.of(NAME, plan), mode, asks, freezes)),
                        time)
                .playbooks(List.of(playbook), Rotations.CATALOGUE)
                .adapters(Adapters.NONE
                        .with(
                                new FailingActor(
                                        world.actor(new SplittableRandom(1)),
                                        action -> Optional.ofNullable(failing.get(((CredentialAction) action).step()))),
                                world.observer())
                        .and(List.of(new Consumers()), List.of()))
                .messenger(messenger)
                .build();
        engine = new Engine(ports);
        time.wakeBy(engine::wake);
    }

    void rotate() {
        ask(RotationRequest.plain(false, false));
    }

    void step(StoreStep step, String version) {
        world.secrets.begin(NAME, version);
        ask(RotationRequest.step(step, version));
    }

    void ask(RotationRequest request) {
        var header = new Signal.Header(
                new SignalId("request " + requests++), "test", time.instant(), RotationSandbox.secret(NAME), Map.of());
        engine.handle(new Signal.Request(header, "", request.toJson(), "carol"));
    }

    void pass(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

    Run run() {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .filter(run -> run.key().playbook().equals(RotationPlaybook.NAME))
                .findFirst()
                .orElseThrow();
    }

    String phase() {
        return ((Json.Str) Optional.ofNullable(run().state().get("phase")).orElseThrow()).value();
    }

    Optional<Outcome> outcome() {
        return run().outcome();
    }

    void freeze(Duration span) {
        var zone = java.time.ZoneOffset.UTC;
        var from = time.instant().atZone(zone).toLocalDateTime();
        freezes = List.of(new Freeze.Once("sale", zone, from, from.plus(span)));
    }

    void command(String what) {
        engine.command(run().id(), what, "alice", "a drill");
    }

    void abort() {
        engine.abort(run().id(), "alice", "stop it");
    }

    boolean currentLogsIn() {
        try {
            return system.knows(world.secrets.current(NAME).credential());
        } catch (io.nightshift.core.act.CallFailed e) {
            throw new AssertionError(e);
        }
    }

    String told() {
        return messenger.deliveries().toString();
    }

    private final class Consumers implements Actor {
        @Override
        public boolean performs(Action action) {
            return action instanceof RollConsumer;
        }

        @Override
        public LiveState before(Action action) {
            return new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
        }

        @Override
        public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
            if (action.target().name().contains("broken")) {
                return new Performed.NotDone(Problem.permanent("Broken", "it does not start"));
            }
            if (action.target().name().contains("before-sale")) {
                freeze(Duration.ofHours(1));
            }
            rolled.add(action.target().name());
            return new Performed.Done(Json.obj());
        }

        @Override
        public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
            return Probed.UNKNOWN;
        }
    }
}

package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.rotation.RotationQuestions;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.StoreStep;
import io.nightshift.rotation.action.CredentialAction;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.action.RollConsumer;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Three secrets, one of each strategy, whose rotations humans, the store and leaks request, while workers die in the middle of
 * their acts: before or after any change of the store or of the system.
 */
final class RotationScene implements Scene {

    static final Resource CONSUMER = new Resource(RotationSandbox.HOME, Kinds.ECS_SERVICE, "shop/web");

    /** The engine of each secret; each engine has one system. */
    private static final Map<String, String> ENGINES =
            new TreeMap<>(Map.of("shop/single", "postgres", "shop/pair", "mysql", "shop/two", "mariadb"));

    private static final Duration STEP = Duration.ofSeconds(30);
    private static final String PAIR = "shop/pair";

    /** Less than the pause before a login is tried again. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final int KINDS = 9;
    private static final int MOST_CHANGES = 12;

    private final Night night;
    private final Optional<RotationBug> bug;
    private final RotationSandbox world = new RotationSandbox(this::point);
    private final Actor actor;
    private final Observer observer;
    private final Set<IdempotencyKey> restarts = new HashSet<>();
    private int changesUntilDeath;
    private int requests;

    /** @param bug that all rotations of the night have */
    RotationScene(Night night, Optional<RotationBug> bug) {
        this.night = night;
        this.bug = bug;
        ENGINES.forEach(world::add);
        world.secrets.hidesPending(has(RotationBug.PENDING_NOT_SEEN));
        ENGINES.keySet().forEach(name -> world.system(name).keepsAll(has(RotationBug.OLDEST_KEPT)));
        actor = world.actor(night.random());
        observer = world.observer();
    }

    static Map<String, Json.Obj> plans() {
        return Map.of(
                "shop/single", RotationSandbox.plan("postgres", "single"),
                "shop/pair", RotationSandbox.plan("mysql", "alternating", CONSUMER),
                "shop/two", RotationSandbox.plan("mariadb", "dual"));
    }

    @Override
    public String happens(int which) {
        var names = List.copyOf(ENGINES.keySet());
        var name = names.get(which / KINDS % names.size());
        return switch (which % KINDS) {
            case 0, 1 -> ask(name, RotationRequest.plain(false, false), "alice wants " + name + " rotated");
            case 2, 3 -> storeRotates(name);
            case 4 -> ask(name, RotationRequest.leak(RotationRequest.CURRENT), name + " leaked");
            case 5 -> dies(which / KINDS % MOST_CHANGES);
            case 6 -> fails(name);
            case 7 -> takesLate();
            default -> used(name);
        };
    }

    private String ask(String name, RotationRequest request, String says) {
        var header = new Signal.Header(
                new SignalId("request " + requests++),
                "simulation",
                night.time().instant(),
                RotationSandbox.secret(name),
                Map.of());
        night.signals().accept(new Signal.Request(header, "", request.toJson(), "alice"));
        return says;
    }

    /** The store asks for one step after the other, each twice, as if the reply of the first had been lost. */
    private String storeRotates(String name) {
        var version = Sha256.hex(name + requests++).substring(0, 32);
        if (!world.secrets.begin(name, version)) {
            return "the store cannot rotate " + name + ": another version is pending";
        }
        var at = Duration.ZERO;
        for (var step : StoreStep.values()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                night.time().after(at, () -> ask(name, RotationRequest.step(step, version), ""));
                at = at.plus(STEP);
            }
        }
        return "the store rotates " + name;
    }

    private String dies(int changes) {
        changesUntilDeath = changes + 1;
        return "a worker will die at change " + changesUntilDeath;
    }

    private String fails(String name) {
        world.system(name).down("no answer");
        night.time().after(OUTAGE, () -> world.system(name).up());
        return "the system of " + name + " does not answer for a while";
    }

    private boolean has(RotationBug one) {
        return bug.filter(one::equals).isPresent();
    }

    /** As behind a replica or a pooler: a new password is refused at first. */
    private String takesLate() {
        world.system(PAIR).takesLate(effect -> night.time().after(LATE, effect));
        night.time().after(OUTAGE, () -> world.system(PAIR).takesAtOnce());
        return "the system of " + PAIR + " takes new passwords late for a while";
    }

    private String used(String name) {
        world.system(name).sessions("app", 2);
        night.time().after(OUTAGE, () -> world.system(name).sessions("app", 0));
        return "an application keeps its sessions at " + name;
    }

    /** Before and after each change. */
    private void point() {
        if (world.secrets.interleaved()) {
            night.wrong()
                    .broken("no two rotations interleaved", "a value was stored while another version was pending");
        }
        ENGINES.keySet().forEach(this::check);
        if (changesUntilDeath > 0 && --changesUntilDeath == 0) {
            throw new WorkerDied();
        }
    }

    private void check(String name) {
        if (world.system(name).live() > 2) {
            night.wrong().broken("no third live password", name + " has a third live password");
        }
        boolean between = name.equals("shop/single")
                && world.secrets
                        .pendingValue(name)
                        .filter(value -> works(name, value))
                        .isPresent();
        if (!works(name, world.secrets.current(name)) && !between) {
            night.wrong().broken("a working credential", "no credential of " + name + " works");
        }
    }

    private boolean works(String name, io.nightshift.rotation.runtime.SecretValue value) {
        try {
            return world.system(name).knows(value.credential());
        } catch (CallFailed e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        for (var name : ENGINES.keySet()) {
            if (!works(name, world.secrets.current(name))) {
                return Optional.of("what applications read of " + name + " does not work");
            }
            if (world.secrets.pendingValue(name).isPresent() && world.secrets.isPending(name)) {
                return Optional.of("a pending value of " + name + " is left");
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RollConsumer || actor.performs(action);
    }

    @Override
    public LiveState before(Action action) {
        return action instanceof RollConsumer
                ? new LiveState.Known(Map.of(), Optional.empty(), Json.obj())
                : actor.before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (action instanceof RollConsumer) {
            restarts.add(key);
            return new Performed.Done(Json.obj());
        }
        if (has(RotationBug.RETIRED_BEFORE_SWITCH)
                && action instanceof CredentialAction act
                && act.step() == CredentialStep.SWITCH) {
            actor.perform(new CredentialAction(CredentialStep.RETIRE, act.target(), act.change()), key, capsule);
        }
        return actor.perform(action, key, capsule);
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        if (action instanceof RollConsumer) {
            return restarts.contains(key) ? Probed.HAPPENED : Probed.NOT_HAPPENED;
        }
        return actor.probe(action, key, capsule);
    }

    @Override
    public boolean observes(Query query) {
        return observer.observes(query);
    }

    @Override
    public Observed observe(Query query) {
        return has(RotationBug.SWITCHED_UNTESTED) && query.name().equals(RotationQuestions.NEW_LOGIN.name())
                ? new Observed.Seen(Health.WELL, new RotationQuestions.LoginAnswer("", Optional.empty()).toJson())
                : observer.observe(query);
    }
}

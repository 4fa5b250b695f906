package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.sandbox.simulation.Disturbance.Strike;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.function.Supplier;

/** An actor whose calls may be slow, throttled, ambiguous, or cut by the worker's death. */
record WorkerActor(Simulation night, SimulatedWorker worker) implements Actor {

    @Override
    public boolean performs(Action action) {
        return night.actor(action).performs(action);
    }

    @Override
    public LiveState before(Action action) {
        var strike = night.chaos.at(FaultPoint.BEFORE);
        if (strike.isPresent()) {
            night.tell(strike.get()::says);
            return new LiveState.Unreadable(Problem.transientFault("Throttling", "too many reads"));
        }
        var looked = night.actor(action).before(action);
        if (looked instanceof LiveState.Known world) {
            worker.groups.remove(action.target());
            world.group().ifPresent(group -> worker.groups.put(action.target(), group));
        }
        return looked;
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        var strike = night.chaos.at(FaultPoint.ACT);
        strike.ifPresent(one -> night.tell(one::says));
        return switch (strike.map(Strike::mishap).orElse(InjectedFault.ACT_SLOW)) {
            case DIES_BEFORE_CHANGE -> throw new World.WorkerDied();
            case DIES_AFTER_CHANGE -> {
                change(action, key, capsule, Duration.ZERO);
                throw new World.WorkerDied();
            }
            case ACT_THROTTLED -> new Performed.NotDone(Problem.transientFault("Throttling", "too many requests"));
            case REQUEST_LOST -> new Performed.NotDone(Problem.uncertain("Timeout", "no answer came"));
            case REPLY_LOST -> {
                change(action, key, capsule, Duration.ZERO);
                yield new Performed.NotDone(Problem.uncertain("Timeout", "no answer came"));
            }
            default ->
                night.receivers
                        .hangs(action.target())
                        .map(taken -> hang(action, key, capsule, taken))
                        .orElseGet(() -> answered(
                                action, key, capsule, strike.map(Strike::time).orElse(Duration.ZERO)));
        };
    }

    /** A repetition that gets an answer counts, whatever became of the attempt before. */
    private Performed answered(Action action, IdempotencyKey key, Json.Obj capsule, Duration takes) {
        var performed = change(action, key, capsule, takes);
        night.watch.answered(key);
        return performed;
    }

    /** The receiver executes the request or not, and does not respond: the call ends at its time limit. */
    private Performed hang(Action action, IdempotencyKey key, Json.Obj capsule, boolean taken) {
        night.tell(() -> "no answer: " + action.sentence() + " (" + key + ")");
        night.receivers.waits(() -> {
            if (taken) {
                change(action, key, capsule, night.receivers.limit());
            } else {
                call(action, key, night.receivers.limit(), () -> true);
            }
        });
        night.watch.unanswered(key);
        return new Performed.NotDone(Problem.uncertain("NoAnswer", "no answer came within the time limit"));
    }

    /** The change happens in the middle of the call: others work before and after it. */
    private Performed change(Action action, IdempotencyKey key, Json.Obj capsule, Duration takes) {
        return call(action, key, takes, () -> {
            night.tell(() -> "the world changes: " + action.sentence() + " (" + key + ")");
            night.watch.changes(action, key);
            return night.actor(action).perform(action, key, capsule);
        });
    }

    private <T> T call(Action action, IdempotencyKey key, Duration takes, Supplier<T> what) {
        night.watch.callBegins(worker, action, key);
        try {
            return night.inCall(takes, what);
        } finally {
            // A worker may die in the middle of a scene's own call.
            night.watch.callEnds(action);
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        var strike = night.chaos.at(FaultPoint.PROBE);
        strike.ifPresent(one -> night.tell(one::says));
        return strike.isPresent() ? Probed.UNKNOWN : night.actor(action).probe(action, key, capsule);
    }
}

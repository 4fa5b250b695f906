package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import java.util.Optional;
import java.util.function.Function;

/**
 * An actor whose acts fail as a test says.
 *
 * @param failing the problem with which that act fails; empty if the real actor performs it. A failure that may have happened did.
 */
public record FailingActor(Actor real, Function<Action, Optional<Problem>> failing) implements Actor {

    @Override
    public boolean performs(Action action) {
        return real.performs(action);
    }

    @Override
    public LiveState before(Action action) {
        return real.before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        var problem = failing.apply(action);
        if (problem.isEmpty()) {
            return real.perform(action, key, capsule);
        }
        if (problem.get().mayHaveHappened()) {
            real.perform(action, key, capsule);
        }
        return new Performed.NotDone(problem.get());
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return real.probe(action, key, capsule);
    }
}

package io.nightshift.gcp;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import java.util.function.Function;

/**
 * Performs each action with the adapters of its target's project.
 *
 * @param part the actor of a set of adapters
 */
public record ProjectActor<T>(ProjectAdapters<T> adapters, Function<T, ? extends Actor> part) implements Actor {

    /** Which actions an actor performs is the same in every project. */
    @Override
    public boolean performs(Action action) {
        return part.apply(adapters.own()).performs(action);
    }

    private Actor of(Action action) throws CallFailed {
        return part.apply(adapters.of(action.target()));
    }

    @Override
    public LiveState before(Action action) {
        try {
            return of(action).before(action);
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return of(action).perform(action, key, capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return of(action).probe(action, key, capsule);
        } catch (CallFailed e) {
            return Probed.UNKNOWN;
        }
    }
}

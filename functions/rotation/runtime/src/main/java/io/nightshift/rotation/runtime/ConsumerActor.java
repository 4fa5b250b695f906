package io.nightshift.rotation.runtime;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.action.RollConsumer;
import java.util.Map;
import java.util.Objects;

/**
 * Restarts the consumers of a secret.
 *
 * @param restarts the restart of each kind that this host can restart
 */
public record ConsumerActor(Map<String, Restart> restarts) implements Actor {

    /** Restarts one workload. */
    @FunctionalInterface
    public interface Restart {
        ActionExecution of(Resource target) throws CallFailed;
    }

    public ConsumerActor {
        restarts = Map.copyOf(restarts);
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RollConsumer
                && restarts.containsKey(action.target().kind());
    }

    private ActionExecution execution(Action action) {
        try {
            return Objects.requireNonNull(restarts.get(action.target().kind())).of(action.target());
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    @Override
    public LiveState before(Action action) {
        try {
            return execution(action).before();
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return execution(action).performIfPossible(key, capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (JsonException e) {
            return ActionExecution.not("Capsule", "the state from before the act cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return execution(action).probe(key, capsule);
        } catch (CallFailed | JsonException e) {
            return Probed.UNKNOWN;
        }
    }
}

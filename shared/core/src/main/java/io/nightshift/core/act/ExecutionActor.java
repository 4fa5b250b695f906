package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;

/** Performs each action by an {@link ActionExecution}, and turns failures into values. */
public abstract class ExecutionActor implements Actor {

    /** The execution of an action that this actor {@link #performs}; fails if the target is out of scope. */
    protected abstract ActionExecution execution(Action action) throws CallFailed;

    /** Nothing has happened to a target that is out of scope. */
    private ActionExecution orRefusing(Action action) {
        try {
            return execution(action);
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    @Override
    public final LiveState before(Action action) {
        try {
            return orRefusing(action).before();
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public final Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return orRefusing(action).performIfPossible(key, capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (JsonException e) {
            return ActionExecution.not("Capsule", "the state from before the act cannot be read: " + e.getMessage());
        }
    }

    @Override
    public final Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return orRefusing(action).probe(key, capsule);
        } catch (CallFailed | JsonException e) {
            return Probed.UNKNOWN;
        }
    }
}

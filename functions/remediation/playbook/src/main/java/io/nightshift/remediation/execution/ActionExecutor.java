package io.nightshift.remediation.execution;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;

/** An actor that delegates each action to an {@link ActionExecution} and turns failures into values. */
public abstract class ActionExecutor implements Actor {

    /**
     * The execution of an action that {@link #performs}; {@link ActionExecution#refusing} for one that must not be
     * performed.
     */
    protected abstract ActionExecution hand(Action action);

    @Override
    public final LiveState before(Action action) {
        try {
            return hand(action).before();
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public final Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return hand(action).performIfPossible(key, capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (JsonException e) {
            return ActionExecution.not("Capsule", "the state from before the act cannot be read: " + e.getMessage());
        }
    }

    @Override
    public final Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return hand(action).probe(key, capsule);
        } catch (CallFailed | JsonException e) {
            return Probed.UNKNOWN;
        }
    }

    protected static ActionExecution noUndo(Action action) {
        return ActionExecution.refusing(Problem.permanent("NoUndo", "nothing here can " + action.sentence()));
    }
}

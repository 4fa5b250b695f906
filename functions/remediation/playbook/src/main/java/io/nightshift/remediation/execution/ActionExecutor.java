package io.nightshift.remediation.execution;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.Restore;

/**
 * Performs the actions of a table, and turns failures into values.
 *
 * @param <P> what the executions work with
 */
public abstract class ActionExecutor<P> implements Actor {

    private final ExecutionTable<P> table;

    protected ActionExecutor(ExecutionTable<P> table) {
        this.table = table;
    }

    /** What the executions on that target work with; fails if the target is out of scope. */
    protected abstract P platform(Resource target) throws CallFailed;

    /** Reports whether that target is this actor's. Actions of several clouds, and undos, go to the actor of their target. */
    protected abstract boolean covers(Resource target);

    @Override
    public final boolean performs(Action action) {
        return switch (action) {
            case Restore restore -> covers(restore.target());
            case DeclaredAction declared -> table.contains(declared) && covers(declared.target());
            default -> table.contains(action) && covers(action.target());
        };
    }

    protected ActionExecution execution(Action action) {
        try {
            return table.of(platform(action.target()), action);
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    @Override
    public final LiveState before(Action action) {
        try {
            return execution(action).before();
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public final Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return execution(action).performIfPossible(key, capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (JsonException e) {
            return ActionExecution.not("Capsule", "the state from before the act cannot be read: " + e.getMessage());
        }
    }

    @Override
    public final Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return execution(action).probe(key, capsule);
        } catch (CallFailed | JsonException e) {
            return Probed.UNKNOWN;
        }
    }
}

package io.nightshift.remediation.execution;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.ExecutionActor;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.Restore;

/**
 * Performs the actions of a table.
 *
 * @param <P> what the executions work with
 */
public abstract class ActionExecutor<P> extends ExecutionActor {

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
            case Restore restore -> table.undoes(restore) && covers(restore.target());
            case DeclaredAction declared -> table.contains(declared) && covers(declared.target());
            default -> table.contains(action) && covers(action.target());
        };
    }

    @Override
    protected ActionExecution execution(Action action) throws CallFailed {
        return table.of(platform(action.target()), action);
    }
}

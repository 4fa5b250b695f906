package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.remediation.action.KubernetesAction;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.remediation.execution.ActionExecution;
import io.nightshift.remediation.execution.ActionExecutor;
import java.time.InstantSource;

/** Performs every {@link KubernetesAction}, and the undo if there is one, in the configured clusters. */
public final class KubernetesActor extends ActionExecutor {

    private final KubernetesScope places;
    private final InstantSource clock;

    /** @param clock for the time of a restart, which is written to the pod template like {@code kubectl} does */
    public KubernetesActor(KubernetesScope places, InstantSource clock) {
        this.places = places;
        this.clock = clock;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof KubernetesAction
                || (action instanceof Restore restore
                        && KubernetesScope.KINDS.contains(restore.target().kind()));
    }

    @Override
    protected ActionExecution hand(Action action) {
        try {
            return hand(action, deployment(action.target()));
        } catch (CallFailed refused) {
            return ActionExecution.refusing(refused.problem());
        }
    }

    private LiveDeployment deployment(Resource target) throws CallFailed {
        return LiveDeployment.of(places.place(target));
    }

    private ActionExecution hand(Action action, LiveDeployment target) {
        return switch (action) {
            case KubernetesAction act -> hand(act, target);
            case Restore restore -> undo(restore, target);
            default -> noUndo(action);
        };
    }

    private ActionExecution hand(KubernetesAction action, LiveDeployment target) {
        return switch (action) {
            case RestartDeployment ignored -> new PodRestart(target, clock);
            case RollBackDeployment ignored -> new PodTemplateRollback(target);
        };
    }

    private static ActionExecution undo(Restore restore, LiveDeployment target) {
        return restore.of().equals(RollBackDeployment.TYPE.name())
                ? new PodTemplateRollback.Undo(target, restore.capsule())
                : noUndo(restore);
    }
}

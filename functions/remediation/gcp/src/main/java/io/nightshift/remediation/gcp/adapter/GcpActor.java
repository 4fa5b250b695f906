package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.Action;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.GcpAction;
import io.nightshift.remediation.action.RaiseInstances;
import io.nightshift.remediation.action.RecreateInstance;
import io.nightshift.remediation.action.RestartRunService;
import io.nightshift.remediation.action.RestartSql;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.ShiftTrafficBack;
import io.nightshift.remediation.execution.ActionExecution;
import io.nightshift.remediation.execution.ActionExecutor;

/** Performs every {@link GcpAction}, and the undo of those that have one, within the configured scope. */
public final class GcpActor extends ActionExecutor {

    private final GcpScope places;
    private final GcpApis apis;

    public GcpActor(GcpScope places, GcpApis apis) {
        this.places = places;
        this.apis = apis;
    }

    /** A deployment in GKE is also on Google Cloud, but belongs to another actor. */
    @Override
    public boolean performs(Action action) {
        return action instanceof GcpAction
                || (action instanceof Restore restore
                        && restore.target().origin().cloud() == Cloud.GCP
                        && !restore.target().kind().equals(Kinds.GKE_DEPLOYMENT));
    }

    @Override
    protected ActionExecution hand(Action action) {
        var refusal = places.refusal(action.target());
        if (refusal.isPresent()) {
            return ActionExecution.refusing(refusal.get());
        }
        return switch (action) {
            case GcpAction act -> hand(act);
            case Restore restore -> undo(restore);
            default -> noUndo(action);
        };
    }

    private ActionExecution hand(GcpAction action) {
        return switch (action) {
            case ShiftTrafficBack shift -> new TrafficShift(apis.run(), shift.target());
            case RestartRunService restart -> new RunRestart(apis.run(), restart.target());
            case RaiseInstances raise -> new InstanceRaise(apis.run(), raise.target(), raise.by(), raise.upTo());
            case RestartSql restart -> new SqlOperation(apis.sql(), restart.target(), SqlOperation.Deed.RESTART);
            case FailOverSql over -> new SqlOperation(apis.sql(), over.target(), SqlOperation.Deed.FAILOVER);
            case RecreateInstance recreate -> new InstanceRecreation(apis.compute(), recreate.target());
        };
    }

    private ActionExecution undo(Restore restore) {
        return switch (restore.of()) {
            case "shift-traffic-back" -> TrafficShift.undo(apis.run(), restore.target(), restore.capsule());
            case "raise-instances" -> InstanceRaise.undo(apis.run(), restore.target(), restore.capsule());
            default -> noUndo(restore);
        };
    }
}

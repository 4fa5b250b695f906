package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.action.AwsAction;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.remediation.execution.ActionExecution;
import io.nightshift.remediation.execution.ActionExecutor;

/** Performs every {@link AwsAction}, and the undo of those that have one, within the configured scope. */
public final class AwsActor extends ActionExecutor {

    private final AwsRegions regions;

    public AwsActor(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof AwsAction
                || (action instanceof Restore restore
                        && restore.target().origin().cloud() == Cloud.AWS);
    }

    @Override
    protected ActionExecution hand(Action action) {
        try {
            return new SdkExecution(hand(action, regions.of(action.target())));
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    private static ActionExecution hand(Action action, AwsRegionApis apis) {
        return switch (action) {
            case AwsAction act -> hand(act, apis);
            case Restore restore -> undo(restore, apis);
            default -> noUndo(action);
        };
    }

    private static ActionExecution hand(AwsAction action, AwsRegionApis apis) {
        return switch (action) {
            case RebootInstance reboot -> new InstanceReboot(apis, reboot.target());
            case ReplaceInstance replace -> new InstanceReplacement(apis, replace.target());
            case SetInstanceUnhealthy mark -> new InstanceMark(apis, mark.target());
            case ScaleOutGroup scale -> new GroupGrowth(apis, scale.target(), scale.by());
            case RebootDatabase reboot -> new DatabaseReboot(apis, reboot.target(), reboot.failover());
            case GrowDatabaseStorage grow -> new StorageGrowth(apis, grow.target(), grow.byPercent(), grow.upToGib());
            case RollBackAlias back -> new AliasRollback(apis, back.target());
            case RedeployService redeploy -> new ServiceRedeployment(apis, redeploy.target());
            case RollBackService back -> new ServiceRollback(apis, back.target());
        };
    }

    private static ActionExecution undo(Restore restore, AwsRegionApis apis) {
        var target = restore.target();
        return switch (restore.of()) {
            case "set-instance-unhealthy" -> new InstanceMark.Undo(apis, target);
            case "scale-out-group" -> new GroupGrowth.Undo(apis, target, restore.capsule());
            case "roll-back-alias" -> new AliasRollback.Undo(apis, target, restore.capsule());
            case "roll-back-service" -> new ServiceRollback.Undo(apis, target, restore.capsule());
            default -> noUndo(restore);
        };
    }
}

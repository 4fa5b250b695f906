package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.SdkExecution;
import io.nightshift.aws.ecs.EcsServiceRestart;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.remediation.execution.ActionExecutor;
import io.nightshift.remediation.execution.ExecutionTable;
import java.time.InstantSource;

/** Performs the actions on AWS, and the undo of those that have one, within the configured scope. */
public final class AwsActor extends ActionExecutor<AwsRegionApis> {

    private static final ExecutionTable<AwsRegionApis> TABLE = new ExecutionTable<AwsRegionApis>()
            .with(RebootInstance.class, (apis, act) -> new InstanceReboot(apis, act.target()))
            .with(ReplaceInstance.class, (apis, act) -> new InstanceReplacement(apis, act.target()))
            .with(SetInstanceUnhealthy.class, (apis, act) -> new InstanceMark(apis, act.target()))
            .undoing(SetInstanceUnhealthy.TYPE, (apis, target, capsule) -> new InstanceMark.Undo(apis, target))
            .with(ScaleOutGroup.class, (apis, act) -> new GroupGrowth(apis, act.target(), act.by()))
            .undoing(ScaleOutGroup.TYPE, GroupGrowth.Undo::new)
            .with(RebootDatabase.class, (apis, act) -> new DatabaseReboot(apis, act.target(), act.failover()))
            .with(
                    GrowDatabaseStorage.class,
                    (apis, act) -> new StorageGrowth(apis, act.target(), act.byPercent(), act.upToGib()))
            .with(RollBackAlias.class, (apis, act) -> new AliasRollback(apis, act.target()))
            .undoing(RollBackAlias.TYPE, AliasRollback.Undo::new)
            .with(RedeployService.class, (apis, act) -> new EcsServiceRestart(apis, act.target()))
            .with(RollBackService.class, (apis, act) -> new ServiceRollback(apis, act.target()))
            .undoing(RollBackService.TYPE, ServiceRollback.Undo::new)
            .and(SecuritySettingTable.table())
            .and(LoggingSettings.table())
            .and(InstanceSettings.table())
            .and(DatabaseSettings.table())
            .and(CapacitySettings.table())
            .and(WorkflowSettings.table());

    private final AwsRegions regions;

    /** @param clock for the date of a mark */
    public AwsActor(AwsRegions regions, InstantSource clock) {
        super(new ExecutionTable<AwsRegionApis>().and(TABLE).and(new AwsCleanupSettings(clock).table()));
        this.regions = regions;
    }

    @Override
    protected AwsRegionApis platform(Resource target) throws CallFailed {
        return regions.of(target);
    }

    @Override
    protected boolean covers(Resource target) {
        return target.origin().cloud() == Cloud.AWS;
    }

    @Override
    protected ActionExecution execution(Action action) throws CallFailed {
        return new SdkExecution(super.execution(action));
    }
}

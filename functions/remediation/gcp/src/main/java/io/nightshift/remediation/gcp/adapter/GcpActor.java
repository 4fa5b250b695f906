package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunServiceRestart;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.RaiseInstances;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RecreateInstance;
import io.nightshift.remediation.action.RestartRunService;
import io.nightshift.remediation.action.RestartSql;
import io.nightshift.remediation.action.ShiftTrafficBack;
import io.nightshift.remediation.execution.ActionExecutor;
import io.nightshift.remediation.execution.ExecutionTable;
import java.time.InstantSource;

/** Performs the actions on Google Cloud, and the undo of those that have one, within the configured scope. */
public final class GcpActor extends ActionExecutor<GcpApis> {

    private static ExecutionTable<GcpApis> table(InstantSource clock) {
        return new ExecutionTable<GcpApis>()
                .with(ShiftTrafficBack.class, (apis, act) -> new TrafficShift(apis.run(), act.target()))
                .undoing(
                        ShiftTrafficBack.TYPE,
                        (apis, target, capsule) -> TrafficShift.undo(apis.run(), target, capsule))
                .with(RestartRunService.class, (apis, act) -> new RunServiceRestart(apis.run(), act.target()))
                .with(
                        RaiseInstances.class,
                        (apis, act) -> new InstanceRaise(apis.run(), act.target(), act.by(), act.upTo()))
                .undoing(
                        RaiseInstances.TYPE, (apis, target, capsule) -> InstanceRaise.undo(apis.run(), target, capsule))
                .with(
                        RestartSql.class,
                        (apis, act) -> new SqlOperation(apis.sql(), act.target(), SqlOperation.Deed.RESTART))
                .with(
                        FailOverSql.class,
                        (apis, act) -> new SqlOperation(apis.sql(), act.target(), SqlOperation.Deed.FAILOVER))
                .with(RecreateInstance.class, (apis, act) -> new InstanceRecreation(apis.compute(), act.target()))
                .with(RebootInstance.class, (apis, act) -> named(apis, act.target(), SingleCalls::reset))
                .with(GoogleActions.RUN_JOB, (apis, act) -> named(apis, act.target(), SingleCalls::run))
                .with(GoogleActions.FAIL_OVER_CACHE, (apis, act) -> named(apis, act.target(), SingleCalls::failOver))
                .with(GoogleActions.PATCH_INSTANCE, (apis, act) -> named(apis, act.target(), SingleCalls::patch))
                .setting(GoogleActions.SET_RUN_MINIMUM, RunMinimum::new)
                .and(ComputeSettings.table())
                .and(LogSettings.table())
                .and(GroupAutoscaler.table())
                .and(SqlSettings.table())
                .and(AccessSettings.table())
                .and(new GoogleCleanupSettings(clock).table());
    }

    /** Makes one of the single calls. */
    @FunctionalInterface
    private interface Making {
        ActionExecution of(SingleCalls calls) throws CallFailed;
    }

    private static ActionExecution named(GcpApis apis, Resource target, Making making) {
        try {
            return making.of(new SingleCalls(apis, target));
        } catch (CallFailed e) {
            return ActionExecution.refusing(e.problem());
        }
    }

    private final GcpScope places;
    private final GcpApis apis;

    /** @param clock for the dates of marks */
    public GcpActor(GcpScope places, GcpApis apis, InstantSource clock) {
        super(table(clock));
        this.places = places;
        this.apis = apis;
    }

    @Override
    protected GcpApis platform(Resource target) throws CallFailed {
        places.check(target);
        return apis;
    }

    @Override
    protected boolean covers(Resource target) {
        return target.origin().cloud() == Cloud.GCP;
    }
}

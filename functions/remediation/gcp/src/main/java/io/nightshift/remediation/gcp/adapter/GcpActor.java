package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunServiceRestart;
import io.nightshift.remediation.action.FailOverSql;
import io.nightshift.remediation.action.RaiseInstances;
import io.nightshift.remediation.action.RecreateInstance;
import io.nightshift.remediation.action.RestartRunService;
import io.nightshift.remediation.action.RestartSql;
import io.nightshift.remediation.action.ShiftTrafficBack;
import io.nightshift.remediation.execution.ActionExecutor;
import io.nightshift.remediation.execution.ExecutionTable;

/** Performs the actions on Google Cloud, and the undo of those that have one, within the configured scope. */
public final class GcpActor extends ActionExecutor<GcpApis> {

    private static final ExecutionTable<GcpApis> TABLE = new ExecutionTable<GcpApis>()
            .with(ShiftTrafficBack.class, (apis, act) -> new TrafficShift(apis.run(), act.target()))
            .undoing(ShiftTrafficBack.TYPE, (apis, target, capsule) -> TrafficShift.undo(apis.run(), target, capsule))
            .with(RestartRunService.class, (apis, act) -> new RunServiceRestart(apis.run(), act.target()))
            .with(
                    RaiseInstances.class,
                    (apis, act) -> new InstanceRaise(apis.run(), act.target(), act.by(), act.upTo()))
            .undoing(RaiseInstances.TYPE, (apis, target, capsule) -> InstanceRaise.undo(apis.run(), target, capsule))
            .with(
                    RestartSql.class,
                    (apis, act) -> new SqlOperation(apis.sql(), act.target(), SqlOperation.Deed.RESTART))
            .with(
                    FailOverSql.class,
                    (apis, act) -> new SqlOperation(apis.sql(), act.target(), SqlOperation.Deed.FAILOVER))
            .with(RecreateInstance.class, (apis, act) -> new InstanceRecreation(apis.compute(), act.target()));

    private final GcpScope places;
    private final GcpApis apis;

    public GcpActor(GcpScope places, GcpApis apis) {
        super(TABLE);
        this.places = places;
        this.apis = apis;
    }

    @Override
    protected GcpApis platform(Resource target) throws CallFailed {
        places.check(target);
        return apis;
    }

    /** A deployment in GKE is also on Google Cloud, but belongs to another actor. */
    @Override
    protected boolean covers(Resource target) {
        return target.origin().cloud() == Cloud.GCP && !target.kind().equals(Kinds.GKE_DEPLOYMENT);
    }
}

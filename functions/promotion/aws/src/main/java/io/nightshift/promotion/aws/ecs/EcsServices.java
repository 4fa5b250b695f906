package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;

/**
 * Services that ECS deploys by itself. Either task by task: then a deployment is the whole change. Or blue/green, canary and
 * linear: then Nightshift's lifecycle hook holds the traffic until a shift permits it. Settings: {@code container}, if the
 * task definition has more than one; {@code hook}, the name of the hook's function, by default
 * {@code nightshift-lifecycle-hook}.
 */
public final class EcsServices implements TargetPlatform {

    private final AwsRegions regions;

    public EcsServices(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean serves(Resource target) {
        return target.is(Cloud.AWS, Kinds.ECS_SERVICE);
    }

    private RollingService service(Resource target) throws CallFailed {
        return RollingService.of(regions.of(target), target.name());
    }

    /** Chosen by what the preflight found: a strategy that is changed later must not prevent the rollback. */
    private EcsDeployment on(Resource target, Rollout rollout) throws CallFailed {
        return rollout.baseline().get("strategy") == null
                ? new EcsRollingDeployment(service(target), rollout)
                : new EcsShiftedDeployment(ShiftingService.of(regions.of(target), target), target, rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return EcsService.tags(service(target).read());
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        var service = ShiftingService.of(regions.of(target), target);
        var found = service.service().read();
        return ShiftedPreflight.isFor(found)
                ? new ShiftedPreflight(service, target, rollout).look(found)
                : new ServicePreflight(service.service(), rollout).look(found);
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return on(target, rollout).deploy();
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        return on(target, rollout).readiness();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        return on(target, rollout).shift(percent);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        return on(target, rollout).exposure();
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return on(target, rollout).back();
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return on(target, rollout).retire();
    }
}

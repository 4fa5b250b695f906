package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegions;
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
 * Auto Scaling groups, by instance refresh: a deployment is the whole change. The image is the tag {@code nightshift:image}
 * of the instances; the software that starts on them must read it.
 */
public final class AutoScalingGroups implements TargetPlatform {

    private final AwsRegions regions;

    public AutoScalingGroups(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean serves(Resource target) {
        return target.is(Cloud.AWS, Kinds.AUTO_SCALING_GROUP);
    }

    private AutoScalingFleet fleet(Resource target) throws CallFailed {
        var apis = regions.of(target);
        return new AutoScalingFleet(apis.autoScaling(), apis, target.name());
    }

    private GroupRefresh promotion(Resource target, Rollout rollout) throws CallFailed {
        return new GroupRefresh(fleet(target), rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return AutoScalingFleet.tags(fleet(target).read());
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new FleetPreflight(fleet(target), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).deploy(key);
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        return promotion(target, rollout).readiness();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        if (percent != 100) {
            throw AwsCalls.refused(
                    "NotShareable", "an instance refresh cannot give " + percent + " % to a version, only all of it");
        }
        return promotion(target, rollout).forward();
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        return promotion(target, rollout).exposure();
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).back();
    }

    /** Does nothing: a version of a launch template costs nothing, and the next rollback needs it. */
    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) {
        return Json.obj();
    }
}

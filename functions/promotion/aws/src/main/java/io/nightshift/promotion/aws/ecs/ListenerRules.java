package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;

/**
 * Rules of an Application Load Balancer's listener in front of two ECS services. Settings:
 *
 * <pre>{@code {blue: {targetGroup: targetgroup/NAME/ID, service: CLUSTER/SERVICE}, green: {..}, container?}}</pre>
 */
public final class ListenerRules implements TargetPlatform {

    private final AwsRegions regions;

    public ListenerRules(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean serves(Resource target) {
        return target.is(Cloud.AWS, TargetKinds.LISTENER_RULE);
    }

    private WeightedRule rule(Resource target) throws CallFailed {
        return new WeightedRule(regions.of(target).loadBalancing(), target);
    }

    private ListenerRuleDeployment promotion(Resource target, Rollout rollout) throws CallFailed {
        return new ListenerRuleDeployment(regions.of(target), rule(target), rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return rule(target).tags();
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new RulePreflight(regions.of(target), rule(target), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).deploy();
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        return promotion(target, rollout).readiness();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).shift(percent);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        return promotion(target, rollout).exposure();
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).back();
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).retire();
    }
}

package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.aws.account.Account;
import io.nightshift.promotion.aws.account.Calls;
import io.nightshift.promotion.target.Exposure;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Preflight;
import io.nightshift.promotion.target.Readiness;
import java.util.Map;

/**
 * Auto Scaling groups, by instance refresh: a deployment is the whole change. The image is the tag {@code nightshift:image}
 * of the instances, which what starts on them has to read.
 */
public final class AutoScalingGroups implements Platform {

    private final Account account;

    public AutoScalingGroups(Account account) {
        this.account = account;
    }

    @Override
    public boolean serves(Resource target) {
        return Account.isA(Kinds.AUTO_SCALING_GROUP, target);
    }

    private Fleet fleet(Resource target) throws CallFailed {
        var apis = account.of(target);
        return new Fleet(apis.autoScaling(), apis, target.name());
    }

    private Refreshing promotion(Resource target, Rollout rollout) throws CallFailed {
        return new Refreshing(fleet(target), rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return Fleet.tags(fleet(target).read());
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
            throw Calls.refused(
                    "NotShareable", "an instance refresh cannot give " + percent + " % to a version, only all of it");
        }
        return promotion(target, rollout).forward();
    }

    @Override
    public Exposure exposure(Resource target, Rollout rollout) throws CallFailed {
        return promotion(target, rollout).exposure();
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return promotion(target, rollout).back();
    }

    /** Nothing: a version of a launch template costs nothing, and is what the next rollback needs. */
    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) {
        return Json.obj();
    }
}

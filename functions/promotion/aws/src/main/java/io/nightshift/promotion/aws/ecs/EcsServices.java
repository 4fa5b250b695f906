package io.nightshift.promotion.aws.ecs;

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
 * Services that ECS updates by itself, task by task: a deployment is the whole change. Settings: {@code container}, where
 * the task definition has more than one.
 */
public final class EcsServices implements Platform {

    private final Account account;

    public EcsServices(Account account) {
        this.account = account;
    }

    @Override
    public boolean serves(Resource target) {
        return Account.isA(Kinds.ECS_SERVICE, target);
    }

    private Rolling rolling(Resource target, Rollout rollout) throws CallFailed {
        return new Rolling(RollingService.of(account.of(target), target.name()), rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return RollingService.tags(rolling(target, rollout).service().read());
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new ServicePreflight(rolling(target, rollout).service(), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return rolling(target, rollout).deploy();
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        return rolling(target, rollout).readiness();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        if (percent != 100) {
            throw Calls.refused(
                    "NotShareable", "a rolling service cannot give " + percent + " % to a version, only all of it");
        }
        return rolling(target, rollout).forward();
    }

    @Override
    public Exposure exposure(Resource target, Rollout rollout) throws CallFailed {
        return rolling(target, rollout).exposure();
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return rolling(target, rollout).back();
    }

    /** Nothing: task definitions cost nothing, and are what the next rollback needs. */
    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) {
        return Json.obj();
    }
}

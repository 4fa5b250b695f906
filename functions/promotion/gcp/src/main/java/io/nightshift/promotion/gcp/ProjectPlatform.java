package io.nightshift.promotion.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.ProjectAdapters;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;

/**
 * A platform with the adapters of each target's project.
 *
 * @param place of the platform in {@link GoogleCloud#platforms}
 */
record ProjectPlatform(ProjectAdapters<GoogleCloud> projects, int place) implements TargetPlatform {

    private TargetPlatform of(Resource target) throws CallFailed {
        return projects.of(target).platforms().get(place);
    }

    @Override
    public boolean serves(Resource target) {
        return projects.own().platforms().get(place).serves(target);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return of(target).tags(target, rollout);
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return of(target).preflight(target, rollout);
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return of(target).deploy(target, rollout, key);
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        return of(target).deployed(target, rollout);
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        return of(target).shift(target, rollout, percent, key);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        return of(target).exposure(target, rollout);
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return of(target).takeBack(target, rollout, key);
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return of(target).retire(target, rollout, key);
    }
}

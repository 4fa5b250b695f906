package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.promotion.target.Exposure;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Preflight;
import io.nightshift.promotion.target.Readiness;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A platform's adapter with one of the bugs. */
final class PlantedPlatform implements Platform {

    private final PromotionBug bug;
    private final InMemoryPlatform platform;
    private final Supplier<String> newest;
    private final Map<String, Integer> given = new HashMap<>();

    /** @param newest the digest that was pushed last */
    PlantedPlatform(PromotionBug bug, InMemoryPlatform platform, Supplier<String> newest) {
        this.bug = bug;
        this.platform = platform;
        this.newest = newest;
    }

    @Override
    public boolean serves(Resource target) {
        return platform.serves(target);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) {
        return platform.tags(target, rollout);
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) {
        return platform.preflight(target, rollout);
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return platform.deploy(target, rollout, key);
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) {
        return bug == PromotionBug.READY_TOO_SOON ? new Readiness.Ready() : platform.deployed(target, rollout);
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        given.put(target + rollout.digest(), percent);
        int more = bug == PromotionBug.ONE_PERCENT_MORE ? Math.min(100, percent + 1) : percent;
        return platform.shift(target, rollout, more, key);
    }

    @Override
    public Exposure exposure(Resource target, Rollout rollout) {
        var seen = platform.exposure(target, rollout);
        return bug == PromotionBug.SHARE_BY_HAND_OVERWRITTEN
                ? new Exposure(given.getOrDefault(target + rollout.digest(), seen.percent()), true, seen.others())
                : seen;
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        given.remove(target + rollout.digest());
        var done = platform.takeBack(target, rollout, key);
        if (bug == PromotionBug.BACK_TO_THE_NEWEST) {
            platform.setByHand(target, newest.get());
        }
        return done;
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return platform.retire(target, rollout, key);
    }
}

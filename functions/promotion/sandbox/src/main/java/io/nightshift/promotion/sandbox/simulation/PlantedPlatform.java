package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A platform adapter with one of the bugs. */
final class PlantedPlatform implements TargetPlatform {

    private final PromotionBug bug;
    private final TargetPlatform platform;
    private final InMemoryPlatform console;
    private final Supplier<String> newest;
    private final Map<String, Integer> given = new HashMap<>();
    private final Set<String> saidBack = new HashSet<>();

    /**
     * @param console changes shares without a promotion
     * @param newest the digest that was pushed last
     */
    PlantedPlatform(PromotionBug bug, TargetPlatform platform, InMemoryPlatform console, Supplier<String> newest) {
        this.bug = bug;
        this.platform = platform;
        this.console = console;
        this.newest = newest;
    }

    @Override
    public boolean serves(Resource target) {
        return platform.serves(target);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return platform.tags(target, rollout);
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        var found = platform.preflight(target, rollout);
        return bug == PromotionBug.DEAD_BASELINE_BLOCKS && !found.baselineDown().isEmpty()
                ? new Preflight(
                        found.baseline(),
                        found.percent(),
                        List.of(new Preflight.Finding("Unhealthy", found.baselineDown(), true)))
                : found;
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        saidBack.remove(target + rollout.digest());
        return platform.deploy(target, rollout, key);
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var seen = platform.deployed(target, rollout);
        boolean blamed = seen instanceof Readiness.Broken(var ignored, var cause)
                && ((bug == PromotionBug.IMAGE_BLAMED && cause == Cause.IMAGE)
                        || (bug == PromotionBug.START_BLAMED && cause == Cause.START));
        return bug == PromotionBug.READY_TOO_SOON
                ? new Readiness.Ready()
                : blamed ? new Readiness.Broken("it has ended") : seen;
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        given.put(target + rollout.digest(), percent);
        int more = bug == PromotionBug.ONE_PERCENT_MORE ? Math.min(100, percent + 1) : percent;
        return platform.shift(target, rollout, more, key);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var seen = platform.exposure(target, rollout);
        var key = target + rollout.digest();
        return switch (bug) {
            case SHARE_BY_HAND_OVERWRITTEN ->
                new TrafficStatus(given.getOrDefault(key, seen.percent()), true, seen.others())
                        .down(seen.versionDown(), seen.baselineDown());
            case DEAD_VERSION_PROVEN -> seen.down("", seen.baselineDown());
            case BASELINE_BLAMED -> seen.versionDown().isEmpty() ? seen.down(seen.baselineDown(), "") : seen;
            case ROLLBACK_TRIED_ONCE -> saidBack.contains(key) ? new TrafficStatus(0, true, "") : seen;
            default -> seen;
        };
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        given.remove(target + rollout.digest());
        var done = bug == PromotionBug.ROLLBACK_TRIED_ONCE
                ? once(target, rollout, key)
                : platform.takeBack(target, rollout, key);
        if (bug == PromotionBug.BACK_TO_THE_NEWEST) {
            console.setByHand(target, newest.get());
        }
        return done;
    }

    private Json.Obj once(Resource target, Rollout rollout, IdempotencyKey key) {
        try {
            return platform.takeBack(target, rollout, key);
        } catch (CallFailed e) {
            saidBack.add(target + rollout.digest());
            return Json.obj();
        }
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return bug == PromotionBug.DEAD_VERSION_PROVEN ? Json.obj() : platform.retire(target, rollout, key);
    }
}

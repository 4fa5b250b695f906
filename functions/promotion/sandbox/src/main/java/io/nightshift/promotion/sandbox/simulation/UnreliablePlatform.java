package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A platform that for a while refuses changes or cannot fetch images, and whose processes may not start properly. */
final class UnreliablePlatform implements TargetPlatform {

    /** The start-up time limit in the policies. */
    private static final Duration SETTLE = Duration.ofMinutes(10);

    private final TargetPlatform platform;
    private final InstantSource clock;
    private final DigestGroundTruth shown;
    private final OwedRollbacks owed;
    private final Map<Resource, Instant> refusesUntil = new HashMap<>();
    private final Map<Resource, Instant> slowUntil = new HashMap<>();
    private final Map<Resource, Duration> slowNext = new HashMap<>();
    private final Map<Resource, Integer> failNext = new HashMap<>();
    private final Map<String, Readiness.Broken> notStarted = new HashMap<>();
    private final Map<String, Instant> begun = new HashMap<>();
    private Instant registryAwayUntil = Instant.MIN;

    UnreliablePlatform(TargetPlatform platform, InstantSource clock, DigestGroundTruth shown, OwedRollbacks owed) {
        this.platform = platform;
        this.clock = clock;
        this.shown = shown;
        this.owed = owed;
    }

    void refuses(Resource target, Instant until) {
        refusesUntil.put(target, until);
    }

    boolean refuses(Resource target) {
        return clock.instant().isBefore(refusesUntil.getOrDefault(target, Instant.MIN));
    }

    void registryAway(Instant until) {
        registryAwayUntil = until;
    }

    boolean registryAway() {
        return clock.instant().isBefore(registryAwayUntil);
    }

    /** The next version deployed there takes this long to start. */
    void slowStart(Resource target, Duration wait) {
        slowNext.put(target, wait);
    }

    /** The next starts there end at once. */
    void failedStarts(Resource target, int times) {
        failNext.put(target, times);
    }

    private static String process(Resource target, Rollout rollout) {
        return target + "@" + rollout.digest();
    }

    private void change(Resource target) throws CallFailed {
        if (refuses(target)) {
            throw new CallFailed(
                    Problem.permanent("BadConfiguration", "the configuration of " + target.label() + " is broken"));
        }
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
        if (!found.baselineDown().isEmpty()) {
            shown.looked(rollout.digest(), FalsePositive.BASELINE_DOWN);
        }
        return found;
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        change(target);
        var details = platform.deploy(target, rollout, key);
        owed.deployed(target, rollout.digest());
        starts(target, rollout);
        return details;
    }

    private void starts(Resource target, Rollout rollout) {
        var process = process(target, rollout);
        boolean again = notStarted.remove(process) != null;
        if (begun.putIfAbsent(process, clock.instant()) != null && !again) {
            return;
        }
        int fail = failNext.getOrDefault(target, 0);
        if (registryAway()) {
            notStarted.put(process, new Readiness.Broken("the image cannot be fetched", Cause.IMAGE));
        } else if (fail > 0) {
            failNext.put(target, fail - 1);
            notStarted.put(process, new Readiness.Broken("the process has ended", Cause.START));
        }
        var slow = slowNext.remove(target);
        if (slow != null) {
            slowUntil.put(target, clock.instant().plus(slow));
        }
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var broken = notStarted.get(process(target, rollout));
        if (broken != null) {
            brokenStart(process(target, rollout), rollout.digest(), broken);
            return broken;
        }
        if (clock.instant().isBefore(slowUntil.getOrDefault(target, Instant.MIN))) {
            shown.looked(rollout.digest(), FalsePositive.STARTING);
            return new Readiness.OnItsWay("it is starting");
        }
        return platform.deployed(target, rollout);
    }

    private void brokenStart(String process, String digest, Readiness.Broken broken) {
        var settled = begun.getOrDefault(process, Instant.MIN).plus(SETTLE).minus(ShareSteps.SKEW);
        if (broken.cause() == Cause.IMAGE) {
            shown.looked(digest, FalsePositive.IMAGE_AWAY);
        } else if (clock.instant().isBefore(settled)) {
            shown.looked(digest, FalsePositive.STARTING);
        } else {
            shown.failed(digest);
        }
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        change(target);
        return platform.shift(target, rollout, percent, key);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var seen = platform.exposure(target, rollout);
        if (!seen.versionDown().isEmpty()) {
            shown.failed(rollout.digest());
        } else if (!seen.baselineDown().isEmpty()) {
            shown.looked(rollout.digest(), FalsePositive.BASELINE_DOWN);
        }
        return seen;
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        if (refuses(target)) {
            owed.refused(target, rollout.digest(), clock.instant());
        }
        change(target);
        begun.remove(process(target, rollout));
        notStarted.remove(process(target, rollout));
        return platform.takeBack(target, rollout, key);
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        change(target);
        return platform.retire(target, rollout, key);
    }
}

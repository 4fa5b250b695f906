package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.MarkKnownGood;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.ShiftTraffic;
import io.nightshift.promotion.action.TargetAction;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.sandbox.simulation.Scene.Night;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The invariants of a promotion towards humans, other runs, and the version that served before; uses its own records. */
final class PromotionInvariants {

    static final Duration GUARD = Duration.ofMinutes(30);

    /** A change by hand while an act is on its way to the platform may be lost. */
    private static final Duration ACT = Duration.ofMinutes(2);

    private record Hand(int percent, Instant at) {}

    private final Night night;
    private final InMemoryPlatform platform;
    private final ShareSteps ladder;
    private final Set<String> bore = new HashSet<>();
    private final Map<String, Hand> hands = new HashMap<>();

    /** The shares that promotions last set. */
    private final Map<String, Integer> given = new HashMap<>();

    private final ServiceRuns runs;
    private final ProcessCrashes crashes;
    private final DigestGroundTruth shown;

    PromotionInvariants(
            Night night,
            InMemoryPlatform platform,
            ShareSteps ladder,
            ServiceRuns runs,
            ProcessCrashes crashes,
            DigestGroundTruth shown) {
        this.night = night;
        this.platform = platform;
        this.ladder = ladder;
        this.runs = runs;
        this.crashes = crashes;
        this.shown = shown;
    }

    private static String key(Resource target, String digest) {
        return target + "@" + digest;
    }

    private Instant now() {
        return night.time().instant();
    }

    void rises(Resource target, String digest, int percent) {
        if (percent == 100) {
            bore.add(key(target, digest));
        }
    }

    void setByHand(Resource target) {
        hands.keySet().removeIf(key -> key.startsWith(target + "@"));
    }

    void shiftByHand(Resource target, Map<String, Integer> before, Map<String, Integer> after) {
        after.forEach((digest, share) -> {
            var key = key(target, digest);
            rises(target, digest, share);
            if (share.equals(given.get(key))) {
                hands.remove(key);
            } else if (!share.equals(before.get(digest))) {
                hands.put(key, new Hand(share, now()));
            }
        });
    }

    /** Checks an act that is about to be performed. */
    void before(Action action) {
        if (action instanceof TargetAction act) {
            alone(act.target());
            frozen(act);
        }
        switch (action) {
            case ShiftTraffic shift -> shifts(shift);
            case Deploy deploy -> forget(key(deploy.target(), deploy.rollout().digest()));
            case RollBackTarget back -> forget(key(back.target(), back.rollout().digest()));
            case MarkKnownGood proven -> guarded(proven);
            default -> {
                // Other acts do not concern humans, other runs, or the version that served before.
            }
        }
    }

    private void forget(String key) {
        hands.remove(key);
        given.remove(key);
    }

    private void alone(Resource target) {
        var service = PromotionScene.service(target);
        if (runs.open(service).size() > 1) {
            wrong("one run of a service is open", "two of " + service + ", and one acts on " + target.label());
        }
    }

    /** Between the query that shows it and the act, a human may have decided, or the act was already in progress. */
    private void frozen(TargetAction act) {
        var service = PromotionScene.service(act.target());
        var digest = act.rollout().digest();
        var since = shown.brokenSince(service, digest).filter(now().minus(ACT)::isAfter);
        since.flatMap(at -> runs.open(service).stream()
                        .filter(run -> ServiceRuns.freezes(run)
                                && ServiceRuns.digest(run).equals(digest))
                        .filter(run -> runs.sawFailures(run, at.minus(ShareSteps.SKEW))
                                && !runs.spokenTo(run, at.minus(ShareSteps.SKEW)))
                        .findFirst())
                .ifPresent(run -> wrong(
                        "what is frozen stays as it is until a human speaks",
                        run.id() + " failed, and does this: " + act.sentence()));
    }

    private void shifts(ShiftTraffic shift) {
        var target = shift.target();
        var key = key(target, shift.rollout().digest());
        int share = platform.shareOf(target, shift.rollout().digest());
        Optional.ofNullable(hands.remove(key))
                .filter(hand -> hand.at().isBefore(now().minus(ACT)))
                .filter(hand -> hand.percent() == share && share != shift.percent() && !resumed(target, hand))
                .ifPresent(hand -> wrong(
                        "what somebody gave by hand is not overwritten",
                        "%s has %d %% by hand and gets %d %%".formatted(target.label(), share, shift.percent())));
        given.put(key, shift.percent());
    }

    /** Reports whether a human has resumed after the change. */
    private boolean resumed(Resource target, Hand hand) {
        return runs.open(PromotionScene.service(target)).stream()
                .anyMatch(run -> runs.resumed(run, hand.at().minus(ShareSteps.SKEW)));
    }

    private void guarded(MarkKnownGood proven) {
        var last = proven.service().equals(PromotionRules.WORKER) ? SimulatedShop.WORKER : SimulatedShop.EDGE;
        ladder.full(last, proven.digest())
                .filter(since -> since.plus(GUARD).minus(ShareSteps.SKEW).isAfter(now()))
                .ifPresent(since -> wrong(
                        "nothing is proven before its guard is over",
                        last.label() + " has had it for " + Duration.between(since, now())));
        ladder.full(last, proven.digest()).ifPresent(since -> alive(proven, since.plus(GUARD)));
    }

    /** A version that ended shortly before the end of the guard period may have been missed. */
    private void alive(MarkKnownGood proven, Instant guardEnds) {
        SimulatedShop.STEPS.keySet().stream()
                .filter(target -> PromotionScene.service(target).equals(proven.service()))
                .filter(target -> platform.shareOf(target, proven.digest()) == 100)
                .filter(target -> crashes.downSince(target, proven.digest())
                        .filter(guardEnds.minus(ACT)::isAfter)
                        .isPresent())
                .findFirst()
                .ifPresent(target -> wrong("no dead version is proven", target.label() + " does not run it"));
    }

    /** A target was rolled back. */
    void wentBack(Resource target, Map<String, Integer> shares) {
        shares.forEach((digest, share) -> {
            if (share > 0 && !bore.contains(key(target, digest))) {
                wrong(
                        "the rollback leads to what served before",
                        target.label() + " gives " + share + " % to " + digest);
            }
        });
    }

    private void wrong(String invariant, String what) {
        night.wrong().broken(invariant, what);
    }
}

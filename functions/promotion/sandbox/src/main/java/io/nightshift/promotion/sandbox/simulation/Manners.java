package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.MarkProven;
import io.nightshift.promotion.action.Shift;
import io.nightshift.promotion.action.TakeBack;
import io.nightshift.promotion.action.TargetAction;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.sandbox.simulation.Scene.Night;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a promotion behaves towards people, towards other runs, and towards what served before; by books of its own. */
final class Manners {

    static final Duration GUARD = Duration.ofMinutes(30);

    /** What somebody did while an act was on its way to the platform may be lost. */
    private static final Duration ACT = Duration.ofMinutes(2);

    private record Hand(int percent, Instant at) {}

    private final Night night;
    private final InMemoryPlatform platform;
    private final Ladder ladder;
    private final Set<String> bore = new HashSet<>();
    private final Map<String, Hand> hands = new HashMap<>();

    Manners(Night night, InMemoryPlatform platform, Ladder ladder) {
        this.night = night;
        this.platform = platform;
        this.ladder = ladder;
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
            rises(target, digest, share);
            if (!share.equals(before.get(digest))) {
                hands.put(key(target, digest), new Hand(share, now()));
            }
        });
    }

    /** An act is about to be performed: may it? */
    void before(Action action) {
        if (action instanceof TargetAction act) {
            alone(act.target());
        }
        switch (action) {
            case Shift shift -> shifts(shift);
            case Deploy deploy ->
                hands.remove(key(deploy.target(), deploy.rollout().digest()));
            case TakeBack back -> hands.remove(key(back.target(), back.rollout().digest()));
            case MarkProven proven -> guarded(proven);
            default -> {
                // No other act is about people, other runs, or what served before.
            }
        }
    }

    private void alone(Resource target) {
        var service = PromotionScene.service(target);
        if (open(service).size() > 1) {
            wrong("one run of a service is open", "two of " + service + ", and one acts on " + target.label());
        }
    }

    private List<Run> open(String service) {
        return night.ledger().runs(Optional.empty(), 1000).items().stream()
                .filter(run -> run.rule().equals(service) && run.status() != Status.FINISHED)
                .toList();
    }

    private void shifts(Shift shift) {
        var target = shift.target();
        var key = key(target, shift.rollout().digest());
        int share = platform.shareOf(target, shift.rollout().digest());
        Optional.ofNullable(hands.remove(key))
                .filter(hand -> hand.at().isBefore(now().minus(ACT)))
                .filter(hand -> hand.percent() == share && share != shift.percent() && !resumed(target))
                .ifPresent(hand -> wrong(
                        "what somebody gave by hand is not overwritten",
                        "%s has %d %% by hand and gets %d %%".formatted(target.label(), share, shift.percent())));
    }

    /** Whether a human saw what was changed and said to go on. */
    private boolean resumed(Resource target) {
        return open(PromotionScene.service(target)).stream()
                .anyMatch(run -> run.state().get("facts") instanceof Json.Obj facts && facts.get("resumed") != null);
    }

    private void guarded(MarkProven proven) {
        var last = proven.service().equals(PromotionRules.WORKER) ? Shop.WORKER : Shop.EDGE;
        ladder.full(last, proven.digest())
                .filter(since -> since.plus(GUARD).minus(Ladder.SKEW).isAfter(now()))
                .ifPresent(since -> wrong(
                        "nothing is proven before its guard is over",
                        last.label() + " has had it for " + Duration.between(since, now())));
    }

    /** A target went back. */
    void wentBack(Resource target, Map<String, Integer> shares) {
        shares.forEach((digest, share) -> {
            if (share > 0 && !bore.contains(key(target, digest))) {
                wrong(
                        "the way back leads to what served before",
                        target.label() + " gives " + share + " % to " + digest);
            }
        });
    }

    private void wrong(String invariant, String what) {
        night.wrong().broken(invariant, what);
    }
}

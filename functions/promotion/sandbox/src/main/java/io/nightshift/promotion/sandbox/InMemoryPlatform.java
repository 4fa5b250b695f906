package io.nightshift.promotion.sandbox;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Targets in memory: two versions each, a traffic split between them, and a deployment time. A rollback leaves a version that
 * had a share running; repeating it removes the version.
 */
public final class InMemoryPlatform implements TargetPlatform {

    private static final Duration START = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final Predicate<String> broken;
    private final Rise rises;
    private final Map<Resource, Two> targets = new LinkedHashMap<>();
    private final Set<String> down = new HashSet<>();
    private final Map<Resource, Problem> jammed = new HashMap<>();
    private final Map<String, FailedStart> failedStarts = new HashMap<>();

    /** @param starts how many more deployments end this way */
    private record FailedStart(Readiness.Broken how, int starts) {}

    /** Called right before a version is given a share. */
    @FunctionalInterface
    public interface Rise {
        void to(Resource target, String digest, int percent);
    }

    /** Two versions of one target; both are digests, which here are also the versions' names. */
    private static final class Two {
        final boolean splits;
        String stable;
        String canary = "";
        int share;
        Instant ready = Instant.MIN;

        Two(boolean splits, String stable) {
            this.splits = splits;
            this.stable = stable;
        }

        String serving() {
            return share == 100 ? canary : stable;
        }

        void set(String digest) {
            stable = digest;
            canary = "";
            share = 0;
        }

        int shareOf(String digest) {
            return (stable.equals(digest) ? 100 - share : 0) + (canary.equals(digest) ? share : 0);
        }
    }

    /**
     * @param broken the digests that never become ready
     * @param rises called before a version is given a share
     */
    public InMemoryPlatform(InstantSource clock, Predicate<String> broken, Rise rises) {
        this.clock = clock;
        this.broken = broken;
        this.rises = rises;
    }

    public void add(Resource target, String digest, boolean splits) {
        targets.put(target, new Two(splits, digest));
    }

    /**
     * The version's process on that target ends, as in a crash; deploying it again, or rolling back to it, starts it again.
     */
    public void crash(Resource target, String digest) {
        down.add(process(target, digest));
    }

    public void start(Resource target, String digest) {
        down.remove(process(target, digest));
    }

    /** Rollbacks fail on that target until {@link #mend}. */
    public void jam(Resource target, Problem problem) {
        jammed.put(target, problem);
    }

    public void mend(Resource target) {
        jammed.remove(target);
    }

    /** The next deployments of the version do not become ready. */
    public void failStarts(String digest, int starts, Readiness.Broken how) {
        failedStarts.put(digest, new FailedStart(how, starts));
    }

    public boolean runs(Resource target, String digest) {
        return !down.contains(process(target, digest));
    }

    private static String process(Resource target, String digest) {
        return target + " " + digest;
    }

    private String down(Resource target, String digest, int share) {
        return share > 0 && down.contains(process(target, digest)) ? digest + " does not run" : "";
    }

    /** Someone gives another version all traffic by hand. */
    public void setByHand(Resource target, String digest) {
        two(target).set(digest);
    }

    /** Someone changes the share of the promoted version; does nothing if there is none. */
    public void shiftByHand(Resource target, int percent) {
        var two = two(target);
        if (two.splits && !two.canary.isEmpty()) {
            two.share = percent;
        }
    }

    public int shareOf(Resource target, String digest) {
        return two(target).shareOf(digest);
    }

    /** The versions with a share. */
    public List<String> serving(Resource target) {
        var two = two(target);
        return Stream.of(two.stable, two.canary)
                .filter(digest -> two.shareOf(digest) > 0)
                .distinct()
                .toList();
    }

    public boolean holds(Resource target, String digest) {
        return two(target).stable.equals(digest) || two(target).canary.equals(digest);
    }

    public Set<Resource> targets() {
        return targets.keySet();
    }

    private Two two(Resource target) {
        return Optional.ofNullable(targets.get(target)).orElseThrow();
    }

    @Override
    public boolean serves(Resource target) {
        return targets.containsKey(target);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) {
        return Map.of();
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) {
        var two = two(target);
        var baseline = Json.obj()
                .with("version", two.serving())
                .with("digest", two.serving())
                .with("command", "put " + two.serving() + " on " + target.name());
        var leftOver = new Preflight.Finding("WeightsLeftOver", "a canary has " + two.share + " %", false);
        return new Preflight(
                baseline,
                two.shareOf(rollout.digest()),
                two.share > 0 && two.share < 100 ? List.of(leftOver) : List.of(),
                down(target, two.serving(), 100));
    }

    private static String baseline(Rollout rollout) {
        return rollout.baseline().get("version") instanceof Json.Str(var version) ? version : "";
    }

    private static CallFailed changed(String what) {
        return new CallFailed(Problem.permanent(CHANGED, what + " is there, which nobody promoted"));
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var two = two(target);
        var digest = rollout.digest();
        start(target, digest);
        failedStarts.computeIfPresent(digest, (any, failed) -> new FailedStart(failed.how(), failed.starts() - 1));
        if (!two.canary.equals(digest) && !two.serving().equals(digest)) {
            if (!two.serving().equals(baseline(rollout))) {
                throw changed(two.serving());
            }
            if (!two.splits) {
                rises.to(target, digest, 100);
            }
            two.set(two.serving());
            two.canary = digest;
            two.share = two.splits ? 0 : 100;
            two.ready = clock.instant().plus(START);
        }
        return Json.obj().with("version", digest);
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) {
        if (clock.instant().isBefore(two(target).ready)) {
            return new Readiness.OnItsWay("0 of 1 runs");
        }
        var failed = failedStarts.get(rollout.digest());
        if (failed != null && failed.starts() >= 0) {
            return failed.how();
        }
        return broken.test(rollout.digest()) ? new Readiness.Broken("it crashes at once") : new Readiness.Ready();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        var two = two(target);
        if (!two.stable.equals(baseline(rollout)) || !two.canary.equals(rollout.digest())) {
            throw changed(two.serving());
        }
        rises.to(target, rollout.digest(), percent);
        two.share = percent;
        return Json.obj().with("percent", percent);
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) {
        var two = two(target);
        var digest = rollout.digest();
        boolean known = two.stable.equals(baseline(rollout)) || two.stable.equals(digest);
        boolean idle = two.canary.equals(digest) && two.share == 0;
        int share = two.shareOf(digest);
        return new TrafficStatus(share, true, known ? "" : two.stable, idle ? two.canary : "")
                .down(down(target, digest, share), down(target, baseline(rollout), 100 - share));
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        if (jammed.containsKey(target)) {
            throw new CallFailed(Optional.ofNullable(jammed.get(target)).orElseThrow());
        }
        var two = two(target);
        start(target, baseline(rollout));
        if (two.canary.equals(rollout.digest())) {
            boolean served = two.splits && two.share > 0;
            two.share = 0;
            two.set(two.stable);
            two.canary = served ? rollout.digest() : "";
        } else if (two.stable.equals(rollout.digest()) && two.canary.equals(baseline(rollout))) {
            two.share = 100;
        }
        return Json.obj();
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var two = two(target);
        var dead = down(target, rollout.digest(), two.shareOf(rollout.digest()));
        if (!dead.isEmpty()) {
            throw new CallFailed(Problem.permanent(NOT_SERVING, dead));
        }
        if (two.canary.equals(rollout.digest()) && two.share == 100) {
            two.set(two.canary);
        }
        return Json.obj();
    }
}

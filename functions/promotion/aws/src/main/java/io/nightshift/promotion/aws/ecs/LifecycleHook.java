package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.Problem;
import io.nightshift.promotion.aws.ecs.HookAnswer.Fail;
import io.nightshift.promotion.aws.ecs.HookAnswer.Pass;
import io.nightshift.promotion.aws.ecs.HookAnswer.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Decides whether a deployment may give its new version the next share, from the call, the deployment in ECS, the permission,
 * and the time for an answer. If it is not certain, it does not let the traffic through.
 */
record LifecycleHook(HookSettings settings) {

    private static final String BEFORE = HookCheck.STAGE;
    private static final String SHIFT = "PRODUCTION_TRAFFIC_SHIFT";

    /** These stages give no production traffic, or all of it is given already. */
    private static final Set<String> OTHERS = Set.of(
            "RECONCILE_SERVICE",
            "PRE_SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            "POST_PRODUCTION_TRAFFIC_SHIFT");

    /** Reports whether the call needs a query to ECS. */
    static boolean looks(HookCall call) {
        return call.stage().equals(BEFORE) || (call.stage().equals(SHIFT) && !goesBack(call));
    }

    /**
     * A rollback has no stage of its own: the deployed revision has no share then, and all others have everything. Holding it
     * would keep the bad version in place.
     */
    private static boolean goesBack(HookCall call) {
        double others = call.weights().entrySet().stream()
                .filter(weight -> !weight.getKey().equals(call.revision()))
                .mapToDouble(weight -> weight.getValue())
                .sum();
        return call.weight().filter(weight -> weight == 0).isPresent() && others >= 100;
    }

    /** For a call that needs no query to ECS, see {@link #looks}. */
    static HookAnswer unseen(HookCall call) {
        if (OTHERS.contains(call.stage())) {
            return new Pass(call.stage() + " gives no production traffic");
        }
        return call.stage().equals(SHIFT) && goesBack(call)
                ? new Pass("a rollback is never held")
                : new Fail("no lifecycle stage that is known: " + BEFORE + " is where the hook belongs");
    }

    HookAnswer answer(HookCall call, HookedDeployment seen, Instant now) {
        if (!seen.revision().equals(call.revision())) {
            return new Fail("the deployment goes to another revision than the one that was asked for");
        }
        if (!seen.forward()) {
            return new Fail("the deployment is not under way");
        }
        if (call.weight().isEmpty() || seen.steps().isEmpty()) {
            return new Fail("nobody can say which share comes next");
        }
        // If the two differ, the larger counts: then more permission is needed.
        double has = Math.max(call.weight().get(), seen.weight());
        double next = call.stage().equals(SHIFT) ? has : seen.steps().get().after(has);
        return permitted(call, seen, next, now);
    }

    private HookAnswer permitted(HookCall call, HookedDeployment seen, double next, Instant now) {
        if (seen.version().equals(seen.tags().get(HookPermission.HOME))) {
            return new Pass("it goes home to " + seen.version());
        }
        int may = HookPermission.of(seen.tags(), call.id());
        if (may >= next) {
            return new Pass(may + " % are permitted");
        }
        if (!seen.promoted() && settings.byHand() == HookSettings.ByHand.PASS) {
            return new Pass("no promotion made this version, and such deployments pass");
        }
        if (call.stage().equals(SHIFT)) {
            return new Fail("it is given " + next + " % and may have " + may);
        }
        var limit = seen.promoted() ? settings.retryPolicy() : settings.patienceByHand();
        return wait(call, next + "", limit, "it may have " + may + " % and would get " + next, now);
    }

    /** ECS could not be queried. */
    HookAnswer blind(HookCall call, Problem problem, Instant now) {
        return problem.retryable() || call.stage().equals(BEFORE)
                ? wait(call, "", settings.retryPolicy(), "the permission could not be read: " + problem.message(), now)
                : new Fail("the permission could not be read: " + problem.message());
    }

    /** A time in the future did not come from this hook. */
    private HookAnswer wait(HookCall call, String share, Duration limit, String reason, Instant now) {
        var known = call.since()
                .filter(since -> !since.isAfter(now))
                .filter(since -> share.isEmpty()
                        || call.waitingFor().isEmpty()
                        || call.waitingFor().equals(share));
        var since = known.orElse(now);
        return Duration.between(since, now).compareTo(limit) >= 0
                ? new Fail(reason + ", for " + limit.toMinutes() + " min")
                : new Wait(reason, settings.every(), since, share.isEmpty() ? call.waitingFor() : share);
    }
}

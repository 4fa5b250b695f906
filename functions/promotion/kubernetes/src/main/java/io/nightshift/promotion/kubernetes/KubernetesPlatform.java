package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesErrors;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;

/**
 * Deployments of Kubernetes, in GKE and elsewhere: a second deployment, the canary, gets the version and as many pods as the
 * first has; an {@code HTTPRoute} divides the traffic between their services. Each write contains the resource version of the
 * read; if the object has changed, everything is read and judged again.
 */
public final class KubernetesPlatform implements TargetPlatform {

    private static final int TRIES = 3;
    private static final int ALL = 100;

    private final KubernetesScope places;

    public KubernetesPlatform(KubernetesScope places) {
        this.places = places;
    }

    @Override
    public boolean serves(Resource target) {
        return KubernetesScope.DEPLOYMENTS.contains(target.kind());
    }

    private CanaryPair pair(Resource target, Rollout rollout) throws CallFailed {
        return CanaryPair.read(places.place(target), rollout);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return Map.copyOf(pair(target, rollout).stable().labels());
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new PairPreflight(pair(target, rollout), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, rollout, pair -> new CanaryRelease(pair, rollout).step());
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var pair = pair(target, rollout);
        var canary = pair.canary();
        var readiness = readiness(canary, rollout);
        boolean waits = canary.runs(rollout) && canary.replicas() > 0 && !(readiness instanceof Readiness.Ready);
        var failure = waits ? ImagePull.failure(pair.place(), canary) : "";
        return failure.isEmpty()
                ? readiness
                : new Readiness.Broken(
                        "the image of deployment " + canary.name() + " cannot be fetched: " + failure, Cause.IMAGE);
    }

    private static Readiness readiness(Workload canary, Rollout rollout) {
        if (!canary.runs(rollout)) {
            return new Readiness.Broken("deployment " + canary.name() + " runs " + canary.version());
        }
        var status = canary.status();
        if (status.replicas() == 0) {
            return new Readiness.Broken("deployment " + canary.name() + " is scaled to zero");
        }
        return switch (status.health()) {
            case WELL -> new Readiness.Ready();
            case UNWELL ->
                new Readiness.Broken("deployment " + canary.name() + " did not come up: " + status.conditions());
            case UNKNOWN ->
                new Readiness.OnItsWay("%d of %d pods of deployment %s are updated, %d pods serve"
                        .formatted(status.updated(), status.replicas(), canary.name(), status.available()));
        };
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        return write(target, rollout, pair -> {
            pair.refuseOthers(rollout);
            var details = Json.obj().with("percent", percent);
            if (pair.canary().runs(rollout) && pair.split().canary() == percent) {
                return details.with("changed", false);
            }
            switch (readiness(pair.canary(), rollout)) {
                case Readiness.Ready() -> pair.route().shift(percent);
                case Readiness.OnItsWay(var progress) ->
                    throw new CallFailed(Problem.transientFault("NotReady", progress));
                case Readiness.Broken(var reason, var ignored) ->
                    throw new CallFailed(Problem.permanent("NotReady", reason));
            }
            return details;
        });
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var pair = pair(target, rollout);
        boolean settled = pair.route().settled() && pair.stable().status().through();
        return new TrafficStatus(pair.share(rollout), settled, pair.others(rollout), idle(pair))
                .down(pair.down(rollout, true), pair.down(rollout, false));
    }

    private static String idle(CanaryPair pair) {
        int pods = pair.canary().replicas();
        return pods > 0 && pair.split().canary() == 0
                ? pods + " pods of deployment " + pair.canary().name()
                : "";
    }

    /**
     * The canary's pods stay until the gateway has accepted the route, because a request sent to a removed pod is lost. So
     * they are removed at once if they had no traffic, else when this is repeated, which {@link TrafficStatus#idle} requests.
     */
    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, rollout, pair -> {
            pair.refuseOthers(rollout);
            var baseline = CanaryPair.baseline(rollout);
            if (baseline.isEmpty()) {
                throw new CallFailed(Problem.permanent("NoBaseline", "no preflight told which image served before"));
            }
            if (!pair.stable().image().equals(baseline)) {
                pair.stable().setImage(baseline);
            }
            if (pair.split().stable() != ALL) {
                pair.route().shift(0);
                return Json.obj().with("serving", baseline).with("canary", "left until the gateway has settled");
            }
            if (pair.route().settled() && pair.canary().replicas() > 0) {
                pair.canary().scale(0);
            }
            return Json.obj().with("serving", baseline);
        });
    }

    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, rollout, pair -> new Retirement(pair, rollout).step());
    }

    /** Changes the objects that were just read. */
    @FunctionalInterface
    private interface Change {
        Json.Obj of(CanaryPair pair) throws CallFailed;
    }

    private Json.Obj write(Resource target, Rollout rollout, Change change) throws CallFailed {
        return RetryPolicy.attempt(
                TRIES,
                () -> change.of(pair(target, rollout)),
                CallFailed.class,
                (e, failed) -> e.problem().code().equals(KubernetesErrors.CONFLICT));
    }
}

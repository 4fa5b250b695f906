package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Revision;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cloud Run services: revisions by name, shares in percent. Each write uses the etag of the read; if the service has changed,
 * Cloud Run responds with {@code ABORTED}, and the service is read and judged again. "Latest" traffic is pinned to a revision
 * and stays pinned.
 *
 * @see <a href="https://google.aip.dev/154">etags</a>
 */
public final class RunPlatform implements TargetPlatform {

    /** In the project of the service; {@code iam.serviceAccounts.actAs} also on the account with which it runs. */
    public static final List<String> PERMISSIONS =
            List.of("iam.serviceAccounts.actAs", "run.revisions.get", "run.services.get", "run.services.update");

    private static final int TRIES = 3;

    private final GcpScope places;
    private final RunCalls run;

    public RunPlatform(GcpScope places, RunCalls run) {
        this.places = places;
        this.run = run;
    }

    @Override
    public boolean serves(Resource target) {
        return target.kind().equals(Kinds.RUN_SERVICE);
    }

    private LiveService live(Resource target) throws CallFailed {
        places.check(target);
        var service = run.service(target).orElseThrow(() -> new CallFailed(RunCalls.gone(target)));
        return new LiveService(run, target, service);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return Map.copyOf(live(target).service().getLabelsMap());
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new RunPreflight(live(target), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, live -> new RunDeployment(live, rollout, key).write());
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var revision = rollout.version().isEmpty()
                ? Optional.<Revision>empty()
                : live(target).revision(rollout.version());
        if (revision.isEmpty()) {
            return new Readiness.Broken("there is no revision '" + rollout.version() + "'");
        }
        if (!RunContainers.haveDigest(revision.get().getContainersList(), rollout.digest())) {
            return new Readiness.Broken(
                    "revision " + rollout.version() + " does not run " + Rollout.brief(rollout.digest()));
        }
        var ready = RunConditions.named("Ready", revision.get().getConditionsList());
        if (RunConditions.succeeded(ready)) {
            return new Readiness.Ready();
        }
        var reason = "revision " + rollout.version() + ": " + RunConditions.reason(ready);
        return RunConditions.failed(ready)
                ? new Readiness.Broken(reason, RunConditions.isOfTheImage(ready) ? Cause.IMAGE : Cause.VERSION)
                : new Readiness.OnItsWay(reason);
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        return write(target, live -> {
            live.refuseOthers(rollout);
            if (!(deployed(target, rollout) instanceof Readiness.Ready)) {
                throw new CallFailed(
                        Problem.permanent("NotReady", "revision '" + rollout.version() + "' is not ready for traffic"));
            }
            var shares = new LinkedHashMap<String, Integer>();
            shares.put(rollout.version(), percent);
            shares.merge(way(rollout), 100 - percent, Integer::sum);
            return RunWrite.traffic(
                    Json.obj().with("percent", percent), live, live.asked().split(shares));
        });
    }

    /** The revision to roll back to. */
    private static String way(Rollout rollout) throws CallFailed {
        var baseline = LiveService.baseline(rollout);
        if (baseline.isEmpty()) {
            throw new CallFailed(Problem.permanent("NoBaseline", "no preflight told which revision served before"));
        }
        return baseline;
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var live = live(target);
        var asked = live.split(live.askedShares(), rollout);
        var served = live.split(live.servedShares(), rollout);
        var others = new LinkedHashMap<>(served.others());
        others.putAll(asked.others());
        int percent = live.settled() ? served.promoted() : Math.max(asked.promoted(), served.promoted());
        return new TrafficStatus(percent, live.settled(), LiveService.text(others))
                .down(live.down(rollout.version()), live.down(LiveService.baseline(rollout)));
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, live -> {
            live.refuseOthers(rollout);
            var back = live.asked()
                    .allTo(way(rollout))
                    .untagged(RunSettings.of(rollout).tag());
            return RunWrite.traffic(Json.obj().with("serving", way(rollout)), live, back);
        });
    }

    /** Without traffic the old revision costs nothing. A tag would keep the minimum number of its instances alive. */
    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return write(target, live -> {
            var tag = RunSettings.of(rollout).tag();
            return RunWrite.traffic(Json.obj(), live, live.asked().untagged(tag));
        });
    }

    /** Computes the write for a service that was just read. */
    @FunctionalInterface
    private interface Change {
        RunWrite to(LiveService live) throws CallFailed;
    }

    private Json.Obj write(Resource target, Change change) throws CallFailed {
        return RetryPolicy.attempt(
                TRIES,
                () -> change.to(live(target)).send(run),
                CallFailed.class,
                (e, failed) -> e.problem().code().equals("ABORTED"));
    }
}

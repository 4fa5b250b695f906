package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.TrafficSplit;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A service as read. Revisions are named by their short names. */
record LiveService(RunCalls run, Resource target, Service service) {

    TrafficSplit asked() {
        return TrafficSplit.of(service);
    }

    /** The requested share of each revision. */
    Map<String, Integer> askedShares() {
        return asked().shares(latestReady());
    }

    /** The current share of each revision. */
    Map<String, Integer> servedShares() {
        return TrafficSplit.served(service).shares(latestReady());
    }

    private String latestReady() {
        return RunCalls.shortName(service.getLatestReadyRevision());
    }

    String latestCreated() {
        return RunCalls.shortName(service.getLatestCreatedRevision());
    }

    /** Reports whether all requested traffic changes are done. The latest revision may have failed nevertheless. */
    boolean settled() {
        return !service.getReconciling() && askedShares().equals(servedShares());
    }

    /** Why that revision does not serve although it has a share; empty if it does, or has none. */
    String down(String name) throws CallFailed {
        return name.isEmpty() || servedShares().getOrDefault(name, 0) == 0 ? "" : down(name, revision(name));
    }

    static String down(String name, Optional<Revision> revision) {
        if (revision.isEmpty()) {
            return "revision " + name + " is gone";
        }
        var ready = RunConditions.named("Ready", revision.get().getConditionsList());
        return RunConditions.failed(ready)
                ? "revision %s is not ready: %s".formatted(name, RunConditions.reason(ready))
                : "";
    }

    Optional<Revision> revision(String name) throws CallFailed {
        return run.revision(target, name);
    }

    /** The total shares of the promoted version, and of versions that are neither it nor its baseline. */
    Split split(Map<String, Integer> shares, Rollout rollout) throws CallFailed {
        int promoted = 0;
        var others = new LinkedHashMap<String, Integer>();
        for (var share : shares.entrySet()) {
            if (isPromoted(share.getKey(), rollout)) {
                promoted += share.getValue();
            } else if (!share.getKey().equals(baseline(rollout))) {
                others.put(share.getKey(), share.getValue());
            }
        }
        return new Split(promoted, others);
    }

    /** @param others shares in percent, by revision */
    record Split(int promoted, Map<String, Integer> others) {}

    /** Also true if its name was not recorded: a worker may have died right after it created the revision. */
    private boolean isPromoted(String name, Rollout rollout) throws CallFailed {
        if (name.equals(rollout.version())) {
            return true;
        }
        if (name.equals(baseline(rollout))) {
            return false;
        }
        var revision = revision(name);
        return revision.isPresent() && RunContainers.haveDigest(revision.get().getContainersList(), rollout.digest());
    }

    /** Fails if a version that is neither the baseline nor the promoted one has traffic. */
    void refuseOthers(Rollout rollout) throws CallFailed {
        var others = split(askedShares(), rollout).others();
        if (!others.isEmpty()) {
            throw new CallFailed(Problem.permanent(
                    TargetPlatform.CHANGED,
                    "Cloud Run service %s sends traffic to %s, which is neither the baseline nor the version that is"
                                    .formatted(target.name(), text(others))
                            + " promoted"));
        }
    }

    /** {@code checkout-4 (30 %), checkout-5 (70 %)}. */
    static String text(Map<String, Integer> shares) {
        return shares.entrySet().stream()
                .map(share -> share.getKey() + " (" + share.getValue() + " %)")
                .collect(Collectors.joining(", "));
    }

    /** The revision that served before; empty until a preflight has recorded it. */
    static String baseline(Rollout rollout) {
        try {
            return View.of(rollout.baseline()).at("version").textOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}

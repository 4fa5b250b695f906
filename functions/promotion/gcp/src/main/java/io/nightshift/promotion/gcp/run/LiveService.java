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

/** A service as it was read. Revisions are called by their short names. */
record LiveService(RunCalls run, Resource target, Service service) {

    TrafficSplit asked() {
        return TrafficSplit.of(service);
    }

    /** The share of each revision that is to have one. */
    Map<String, Integer> askedShares() {
        return asked().shares(latestReady());
    }

    /** The share of each revision that has one now. */
    Map<String, Integer> servedShares() {
        return TrafficSplit.served(service).shares(latestReady());
    }

    private String latestReady() {
        return RunCalls.shortName(service.getLatestReadyRevision());
    }

    String latestCreated() {
        return RunCalls.shortName(service.getLatestCreatedRevision());
    }

    /** Done with all that it was told of its traffic. The latest revision may have failed all the same. */
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

    /** What the shares come to for the version that is promoted, and for what is neither it nor its baseline. */
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

    /** @param others share in percent by revision */
    record Split(int promoted, Map<String, Integer> others) {}

    /** Also where nobody wrote down its name: a worker may have died right after it made the revision. */
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

    /** Fails where traffic is sent to what is neither the baseline nor the version that is promoted. */
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

    /** The revision that served before; empty as long as no preflight said so. */
    static String baseline(Rollout rollout) {
        try {
            return View.of(rollout.baseline()).at("version").textOr("");
        } catch (JsonException e) {
            return "";
        }
    }
}

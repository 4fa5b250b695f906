package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.gcp.run.TrafficSplit;
import io.nightshift.promotion.action.Rollout;
import java.util.List;
import java.util.Optional;

/**
 * Deploys a new revision without traffic. The same write pins the traffic: with a "latest" target, the new revision would get
 * all traffic as soon as it is ready.
 *
 * @see <a href="https://cloud.google.com/run/docs/rollouts-rollbacks-traffic-migration">Cloud Run: rollouts</a>
 */
record RunDeployment(LiveService live, Rollout rollout, IdempotencyKey key) {

    RunWrite write() throws CallFailed {
        live.refuseOthers(rollout);
        var there = there();
        var name = there.orElse(name());
        var tag = RunSettings.of(rollout).tag();
        var pinned = live.asked().split(live.askedShares());
        var traffic = tag.isEmpty() ? pinned : pinned.tagged(tag, name);
        var details = Json.obj().with("version", name);
        if (there.isEmpty()) {
            return RunWrite.of(details, withRevision(name, traffic), List.of("template", "traffic"));
        }
        return RunWrite.traffic(details, live, traffic);
    }

    /**
     * The revision of an earlier attempt of this run, or the latest one if it has that digest and is not broken. An older
     * revision of that digest may have other settings than the service has now.
     */
    private Optional<String> there() throws CallFailed {
        if (live.revision(name()).isPresent()) {
            return Optional.of(name());
        }
        var latest = live.latestCreated().isEmpty() ? Optional.<Revision>empty() : live.revision(live.latestCreated());
        return latest.filter(one -> RunContainers.haveDigest(one.getContainersList(), rollout.digest()))
                .filter(one -> !RunConditions.failed(RunConditions.named("Ready", one.getConditionsList())))
                .map(one -> live.latestCreated());
    }

    /**
     * The same in every attempt of a run, and different in the next run: a revision that failed stays failed. Service names
     * have at most 49 characters, revision names 63.
     */
    private String name() {
        int from = rollout.digest().indexOf(':') + 1;
        return live.target().name() + "-" + rollout.digest().substring(from, from + 8)
                + Sha256.hex(key.run()).substring(0, 4);
    }

    private Service withRevision(String name, TrafficSplit traffic) throws CallFailed {
        var edited = live.service().toBuilder();
        var template = edited.getTemplateBuilder().setRevision(name);
        int index = RunContainers.index(template.getContainersList(), rollout);
        template.getContainersBuilder(index).setImage(rollout.reference());
        return edited.clearTraffic().addAllTraffic(traffic.wire()).build();
    }
}

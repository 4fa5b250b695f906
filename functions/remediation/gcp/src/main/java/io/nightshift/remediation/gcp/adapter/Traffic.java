package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a Cloud Run service splits its traffic, as it is asked for (not as it is served while it reconciles). No target at
 * all means everything to the latest ready revision.
 */
record Traffic(List<Target> targets) {

    private static final int ALL = 100;

    /** @param revision short name; empty for the latest ready revision, whichever that is */
    record Target(String revision, int percent, String tag) {

        private TrafficTarget wire() {
            var target = TrafficTarget.newBuilder().setPercent(percent).setTag(tag);
            return revision.isEmpty()
                    ? target.setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                            .build()
                    : target.setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
                            .setRevision(revision)
                            .build();
        }

        private Json.Obj toJson() {
            return Json.obj()
                    .with("revision", revision)
                    .with("percent", percent)
                    .with("tag", tag);
        }
    }

    Traffic {
        targets = List.copyOf(targets);
    }

    static Traffic of(Service service) {
        var targets = new ArrayList<Target>();
        for (var target : service.getTrafficList()) {
            var latest = target.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST;
            targets.add(new Target(
                    latest ? "" : RunCalls.shortName(target.getRevision()), target.getPercent(), target.getTag()));
        }
        return new Traffic(targets.isEmpty() ? List.of(new Target("", ALL, "")) : targets);
    }

    /** Everything to one revision; targets with a tag stay, without a share, so that their URLs go on working. */
    Traffic allTo(String revision) {
        var shifted = new ArrayList<Target>();
        shifted.add(new Target(revision, ALL, ""));
        for (var target : targets) {
            if (!target.tag().isEmpty()) {
                shifted.add(new Target(target.revision(), 0, target.tag()));
            }
        }
        return new Traffic(shifted);
    }

    /** The share of each revision that has one, by short name. */
    Map<String, Integer> shares(String latest) {
        var shares = new LinkedHashMap<String, Integer>();
        for (var target : targets) {
            if (target.percent() > 0) {
                shares.merge(target.revision().isEmpty() ? latest : target.revision(), target.percent(), Integer::sum);
            }
        }
        return shares;
    }

    /** Whether a new revision gets all the traffic by itself as soon as it is ready. */
    boolean followsLatest() {
        return targets.stream()
                .allMatch(target -> target.percent() == 0 || target.revision().isEmpty());
    }

    Iterable<TrafficTarget> wire() {
        return targets.stream().map(Target::wire).toList();
    }

    Json.Arr toJson() {
        return Json.arr(targets.stream().map(Target::toJson).toList());
    }

    static Traffic fromJson(View json) throws JsonException {
        var targets = new ArrayList<Target>();
        for (var item : json.items()) {
            targets.add(new Target(
                    item.at("revision").text(),
                    (int) item.at("percent").integer(),
                    item.at("tag").text()));
        }
        return new Traffic(targets);
    }
}

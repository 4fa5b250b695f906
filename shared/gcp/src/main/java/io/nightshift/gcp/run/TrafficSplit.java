package io.nightshift.gcp.run;

import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The traffic split of a Cloud Run service. No target means all traffic to the latest ready revision. */
public record TrafficSplit(List<Target> targets) {

    private static final int ALL = 100;

    /** @param revision short name; empty for the latest ready revision, whichever it is */
    public record Target(String revision, int percent, String tag) {

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

    public TrafficSplit {
        targets = List.copyOf(targets);
    }

    /** The requested split. */
    public static TrafficSplit of(Service service) {
        var targets = new ArrayList<Target>();
        for (var target : service.getTrafficList()) {
            var latest = target.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST;
            targets.add(new Target(
                    latest ? "" : RunCalls.shortName(target.getRevision()), target.getPercent(), target.getTag()));
        }
        return new TrafficSplit(targets.isEmpty() ? List.of(new Target("", ALL, "")) : targets);
    }

    /** The served split: while the service reconciles, and after a failed update, it differs from the requested one. */
    public static TrafficSplit served(Service service) {
        var targets = new ArrayList<Target>();
        for (var status : service.getTrafficStatusesList()) {
            var latest = status.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST;
            targets.add(new Target(
                    latest ? "" : RunCalls.shortName(status.getRevision()), status.getPercent(), status.getTag()));
        }
        return new TrafficSplit(targets);
    }

    /** All traffic to one revision; see {@link #split}. */
    public TrafficSplit allTo(String revision) {
        return split(Map.of(revision, ALL));
    }

    /**
     * Exactly these shares. Targets with a tag stay, without a share, so that their URLs keep working.
     *
     * @param shares in percent, by short name of the revision; 100 in total
     */
    public TrafficSplit split(Map<String, Integer> shares) {
        var shifted = new ArrayList<Target>();
        shares.forEach((revision, percent) -> {
            if (percent > 0) {
                shifted.add(new Target(revision, percent, ""));
            }
        });
        for (var target : targets) {
            if (!target.tag().isEmpty()) {
                shifted.add(new Target(target.revision(), 0, target.tag()));
            }
        }
        return new TrafficSplit(shifted);
    }

    /** With that tag only on this revision: the tag gives it a URL, but no share. */
    public TrafficSplit tagged(String tag, String revision) {
        var tagged = new ArrayList<>(untagged(tag).targets);
        tagged.add(new Target(revision, 0, tag));
        return new TrafficSplit(tagged);
    }

    public TrafficSplit untagged(String tag) {
        var rest = new ArrayList<Target>();
        for (var target : targets) {
            if (!target.tag().equals(tag)) {
                rest.add(target);
            } else if (target.percent() > 0) {
                rest.add(new Target(target.revision(), target.percent(), ""));
            }
        }
        return new TrafficSplit(rest);
    }

    /** The share of each revision that has one, by short name. */
    public Map<String, Integer> shares(String latest) {
        var shares = new LinkedHashMap<String, Integer>();
        for (var target : targets) {
            if (target.percent() > 0) {
                shares.merge(target.revision().isEmpty() ? latest : target.revision(), target.percent(), Integer::sum);
            }
        }
        return shares;
    }

    /** Reports whether both splits are the same, also if their targets are divided differently. */
    public boolean sameAs(TrafficSplit other) {
        return shares("").equals(other.shares("")) && tags().equals(other.tags());
    }

    private Map<String, String> tags() {
        var tags = new HashMap<String, String>();
        for (var target : targets) {
            if (!target.tag().isEmpty()) {
                tags.put(target.tag(), target.revision());
            }
        }
        return tags;
    }

    /** Reports whether a new revision automatically gets all traffic as soon as it is ready. */
    public boolean followsLatest() {
        return targets.stream()
                .allMatch(target -> target.percent() == 0 || target.revision().isEmpty());
    }

    public Iterable<TrafficTarget> wire() {
        return targets.stream().map(Target::wire).toList();
    }

    public Json.Arr toJson() {
        return Json.arr(targets.stream().map(Target::toJson).toList());
    }

    public static TrafficSplit fromJson(View json) throws JsonException {
        var targets = new ArrayList<Target>();
        for (var item : json.items()) {
            targets.add(new Target(
                    item.at("revision").text(),
                    (int) item.at("percent").integer(),
                    item.at("tag").text()));
        }
        return new TrafficSplit(targets);
    }
}

package io.nightshift.promotion.aws.autoscaling;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefresh;
import software.amazon.awssdk.services.autoscaling.model.InstanceRefreshStatus;

/**
 * A promotion on one group: a refresh replaces its instances by those of another version. The group's own version changes
 * when the refresh is done; until then only the refresh contains the new version.
 */
record GroupRefresh(AutoScalingFleet fleet, Rollout rollout) {

    private LaunchTemplateVersions templates() throws CallFailed {
        return new LaunchTemplateVersions(fleet.apis().ec2(), RolloutFields.baseline(rollout, "template"));
    }

    private Optional<String> version() throws CallFailed {
        return rollout.version().isEmpty()
                ? templates().made(rollout, RolloutFields.baseline(rollout, "version"))
                : Optional.of(rollout.version());
    }

    private String deployedVersion() throws CallFailed {
        return version().orElseThrow(() -> AwsCalls.refused("NoVersion", "no version was deployed"));
    }

    Json.Obj deploy(IdempotencyKey key) throws CallFailed {
        var baseline = RolloutFields.baseline(rollout, "version");
        var made = version();
        onlyOurs(fleet.read(), fleet.active(), made);
        var version = made.isPresent() ? made.get() : templates().make(rollout, baseline, key);
        return to(version);
    }

    Json.Obj forward() throws CallFailed {
        var version = deployedVersion();
        onlyOurs(fleet.read(), fleet.active(), Optional.of(version));
        return to(version);
    }

    private Json.Obj to(String version) throws CallFailed {
        if (!isAt(version)) {
            fleet.refresh(RolloutFields.baseline(rollout, "template"), version);
        }
        return Json.obj().with("version", version);
    }

    /** Reports whether the version is installed or being installed. */
    private boolean isAt(String version) throws CallFailed {
        var active = fleet.active();
        if (active.isPresent()) {
            return active.get().status() != InstanceRefreshStatus.ROLLBACK_IN_PROGRESS
                    && AutoScalingFleet.wanted(active.get()).equals(version);
        }
        var group = fleet.read();
        return AutoScalingFleet.version(group).equals(version)
                && Set.of(version).containsAll(AutoScalingFleet.instances(group).keySet());
    }

    private void onlyOurs(AutoScalingGroup group, Optional<InstanceRefresh> active, Optional<String> version)
            throws CallFailed {
        var others = new TreeSet<String>();
        others.add(AutoScalingFleet.version(group));
        active.map(AutoScalingFleet::wanted).ifPresent(others::add);
        others.remove(RolloutFields.baseline(rollout, "version"));
        version.ifPresent(others::remove);
        if (!others.isEmpty()) {
            throw RolloutFields.changed("the group goes to version " + String.join(", ", others)
                    + " of its launch template, which is neither the baseline nor promoted");
        }
    }

    /** The platform itself rolls back a refresh in progress; a finished one needs another refresh. */
    Json.Obj back() throws CallFailed {
        var baseline = RolloutFields.baseline(rollout, "version");
        var active = fleet.active();
        onlyOurs(fleet.read(), active, version());
        boolean returning = active.filter(refresh -> refresh.status() == InstanceRefreshStatus.ROLLBACK_IN_PROGRESS)
                .isPresent();
        if (returning) {
            return Json.obj().with("version", baseline);
        }
        boolean ours = active.filter(
                        refresh -> !AutoScalingFleet.wanted(refresh).equals(baseline))
                .isPresent();
        return ours && fleet.rollBack() ? Json.obj().with("version", baseline) : to(baseline);
    }

    Readiness readiness() throws CallFailed {
        var version = deployedVersion();
        var latest = fleet.latest()
                .filter(refresh -> AutoScalingFleet.wanted(refresh).equals(version));
        if (latest.isEmpty() || latest.get().status() == InstanceRefreshStatus.SUCCESSFUL) {
            var runs = AutoScalingFleet.version(fleet.read());
            return runs.equals(version)
                    ? new Readiness.Ready()
                    : new Readiness.Broken("the group has version " + runs + " of its launch template, not " + version);
        }
        var refresh = latest.get();
        return switch (refresh.status()) {
            case PENDING, IN_PROGRESS, BAKING, SUCCESSFUL ->
                new Readiness.OnItsWay("%s, %d %% of the instances are replaced"
                        .formatted(
                                refresh.statusAsString(),
                                Optional.ofNullable(refresh.percentageComplete())
                                        .orElse(0)));
            case FAILED,
                    CANCELLING,
                    CANCELLED,
                    ROLLBACK_IN_PROGRESS,
                    ROLLBACK_FAILED,
                    ROLLBACK_SUCCESSFUL,
                    UNKNOWN_TO_SDK_VERSION ->
                new Readiness.Broken("the instance refresh is " + refresh.statusAsString());
        };
    }

    /** Computed from the existing instances. */
    TrafficStatus exposure() throws CallFailed {
        var group = fleet.read();
        var instances = AutoScalingFleet.instances(group);
        int all = instances.values().stream().mapToInt(count -> count).sum();
        int ours = instances.getOrDefault(rollout.version(), 0);
        var others = new TreeSet<>(instances.keySet());
        others.removeAll(Set.of(rollout.version()));
        if (rollout.baseline().get("version") instanceof Json.Str(var baseline)) {
            others.remove(baseline);
        }
        int percent = all == 0 ? 0 : Math.round(100f * ours / all);
        return new TrafficStatus(percent, fleet.active().isEmpty(), String.join(", ", others))
                .down(percent > 0 ? down(group, true) : "", percent < 100 ? down(group, false) : "");
    }

    private String down(AutoScalingGroup group, boolean promoted) {
        return AutoScalingFleet.down(group, one -> AutoScalingFleet.version(one).equals(rollout.version()) == promoted);
    }
}

package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.aws.account.Calls;
import io.nightshift.promotion.target.Exposure;
import io.nightshift.promotion.target.Readiness;
import io.nightshift.promotion.target.Readiness.Cause;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A promotion on one service. ECS has no concurrency token: what runs is read right before each change and compared with
 * what the promotion knows; between the two somebody else may come, and loses.
 */
record Rolling(RollingService service, Rollout rollout) implements OnService {

    @Override
    public Json.Obj deploy() throws CallFailed {
        var baseline = Calls.baseline(rollout, "version");
        var definitions = service.definitions();
        var runs = service.version();
        var made = definitions.made(rollout, baseline);
        onlyOurs(runs, made);
        var version = made.isPresent() ? made.get() : definitions.make(rollout, baseline);
        return to(version, runs);
    }

    private Json.Obj to(String version, String runs) throws CallFailed {
        if (!runs.equals(version)) {
            service.run(version);
        }
        return Json.obj().with("version", version);
    }

    private void onlyOurs(String runs, Optional<String> version) throws CallFailed {
        var baseline = Calls.baseline(rollout, "version");
        if (!runs.equals(baseline) && !version.filter(runs::equals).isPresent()) {
            throw Calls.changed("the service runs " + runs + "; it ran " + baseline + " before the promotion");
        }
    }

    private Optional<String> version() {
        return Optional.of(rollout.version()).filter(version -> !version.isEmpty());
    }

    private String deployedVersion() throws CallFailed {
        return version().orElseThrow(() -> Calls.refused("NoVersion", "no version was deployed"));
    }

    /** Where a circuit breaker went back by itself, all of it is done once more. */
    @Override
    public Json.Obj shift(int percent) throws CallFailed {
        if (percent != 100) {
            throw Calls.refused(
                    "NotShareable", "a rolling service cannot give " + percent + " % to a version, only all of it");
        }
        var version = deployedVersion();
        var runs = service.version();
        onlyOurs(runs, version());
        return to(version, runs);
    }

    /** A deployment that is under way is replaced: its new tasks stop, and the old ones that still run stay. */
    @Override
    public Json.Obj back() throws CallFailed {
        var baseline = Calls.baseline(rollout, "version");
        var runs = service.version();
        onlyOurs(runs, version().isPresent() ? version() : service.definitions().made(rollout, baseline));
        return to(baseline, runs);
    }

    @Override
    public Readiness readiness() throws CallFailed {
        return readiness(deployedVersion());
    }

    Readiness readiness(String version) throws CallFailed {
        var found = service.read();
        var primary = RollingService.primary(found);
        if (primary.isEmpty() || !RollingService.version(found).equals(version)) {
            var left = found.deployments().stream()
                    .filter(one -> TaskDefinitions.version(one.taskDefinition()).equals(version))
                    .findFirst();
            return new Readiness.Broken(
                    "the service runs " + RollingService.version(found) + ", not " + version
                            + ": ECS or somebody went back from it",
                    left.map(one -> cause(one, found)).orElse(Cause.VERSION));
        }
        return readiness(primary.get(), found);
    }

    private static Readiness readiness(Deployment primary, Service found) {
        if (primary.rolloutState() == DeploymentRolloutState.FAILED) {
            return new Readiness.Broken(
                    "ECS gave the deployment up after " + failed(primary) + " failed tasks", cause(primary, found));
        }
        return primary.rolloutState() == DeploymentRolloutState.COMPLETED
                        && found.runningCount() >= found.desiredCount()
                ? new Readiness.Ready()
                : new Readiness.OnItsWay("%d of %d tasks of it run, %d failed"
                        .formatted(running(primary), found.desiredCount(), failed(primary)));
    }

    /** As ECS tells it in the service's events since the deployment began. */
    private static Cause cause(Deployment deployment, Service found) {
        boolean noImage = found.events().stream()
                .filter(event -> event.createdAt() == null
                        || deployment.createdAt() == null
                        || !event.createdAt().isBefore(deployment.createdAt()))
                .anyMatch(event -> String.valueOf(event.message()).contains("CannotPull"));
        boolean inReason = String.valueOf(deployment.rolloutStateReason()).contains("CannotPull");
        return noImage || inReason ? Cause.IMAGE : Cause.VERSION;
    }

    private static int failed(Deployment deployment) {
        return Optional.ofNullable(deployment.failedTasks()).orElse(0);
    }

    private static int running(Deployment deployment) {
        return Optional.ofNullable(deployment.runningCount()).orElse(0);
    }

    /** By the tasks that run while ECS is on its way. */
    @Override
    public Exposure exposure() throws CallFailed {
        var found = service.read();
        var settled = found.deployments().size() == 1
                && RollingService.primary(found)
                        .filter(primary -> primary.rolloutState() != DeploymentRolloutState.IN_PROGRESS)
                        .isPresent();
        int percent = settled ? (RollingService.version(found).equals(rollout.version()) ? 100 : 0) : share(found);
        var down = settled ? RollingService.down(found) : "";
        return new Exposure(percent, settled, others(found)).down(percent == 0 ? "" : down, percent == 0 ? down : "");
    }

    /** Nothing: task definitions cost nothing, and are what the next rollback needs. */
    @Override
    public Json.Obj retire() {
        return Json.obj();
    }

    private int share(Service found) {
        int all = 0;
        int ours = 0;
        for (var deployment : found.deployments()) {
            all += running(deployment);
            ours += TaskDefinitions.version(deployment.taskDefinition()).equals(rollout.version())
                    ? running(deployment)
                    : 0;
        }
        return all == 0 ? 0 : Math.round(100f * ours / all);
    }

    private String others(Service found) {
        var others = new TreeSet<String>();
        found.deployments().forEach(one -> others.add(TaskDefinitions.version(one.taskDefinition())));
        others.removeAll(Set.of(rollout.version()));
        if (rollout.baseline().get("version") instanceof Json.Str(var baseline)) {
            others.remove(baseline);
        }
        return String.join(", ", others);
    }
}

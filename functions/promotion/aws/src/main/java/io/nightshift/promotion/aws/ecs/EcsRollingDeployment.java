package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/**
 * A promotion on one service. ECS has no concurrency token: the running state is read right before each change and compared
 * with the expected one. A change by someone else between the two is overwritten.
 */
record EcsRollingDeployment(RollingService service, Rollout rollout) implements EcsDeployment {

    @Override
    public Json.Obj deploy() throws CallFailed {
        var baseline = RolloutFields.baseline(rollout, "version");
        var definitions = service.definitions();
        var found = service.read();
        var made = definitions.made(rollout, baseline);
        onlyOurs(found, made);
        var version = made.isPresent() ? made.get() : definitions.make(rollout, baseline);
        return to(version, found);
    }

    private Json.Obj to(String version, Service found) throws CallFailed {
        boolean same = RollingService.version(found).equals(version);
        if (!same || RollingService.gaveUp(found)) {
            service.run(version, same);
        }
        return Json.obj().with("version", version);
    }

    private void onlyOurs(Service found, Optional<String> version) throws CallFailed {
        var baseline = RolloutFields.baseline(rollout, "version");
        var runs = RollingService.version(found);
        if (!runs.equals(baseline) && !version.filter(runs::equals).isPresent()) {
            throw RolloutFields.changed("the service runs " + runs + "; it ran " + baseline + " before the promotion");
        }
    }

    private Optional<String> version() {
        return Optional.of(rollout.version()).filter(version -> !version.isEmpty());
    }

    private String deployedVersion() throws CallFailed {
        return version().orElseThrow(() -> AwsCalls.refused("NoVersion", "no version was deployed"));
    }

    /** If a circuit breaker rolled back by itself, the whole deployment is repeated. */
    @Override
    public Json.Obj shift(int percent) throws CallFailed {
        if (percent != 100) {
            throw AwsCalls.refused(
                    "NotShareable", "a rolling service cannot give " + percent + " % to a version, only all of it");
        }
        var version = deployedVersion();
        var found = service.read();
        onlyOurs(found, version());
        return to(version, found);
    }

    /** A deployment in progress is replaced: its new tasks stop, and the old ones that still run stay. */
    @Override
    public Json.Obj back() throws CallFailed {
        var baseline = RolloutFields.baseline(rollout, "version");
        var found = service.read();
        onlyOurs(
                found, version().isPresent() ? version() : service.definitions().made(rollout, baseline));
        return to(baseline, found);
    }

    @Override
    public Readiness readiness() throws CallFailed {
        return readiness(deployedVersion());
    }

    Readiness readiness(String version) throws CallFailed {
        var found = service.read();
        var failures = failures(version, found);
        var primary = EcsService.primary(found);
        return primary.isEmpty() || !RollingService.version(found).equals(version)
                ? failures.broken(
                        "the service runs " + RollingService.version(found) + ", not " + version
                                + ": ECS or somebody went back from it",
                        found)
                : readiness(primary.get(), found, failures);
    }

    private TaskFailures failures(String version, Service found) {
        var begun = found.deployments().stream()
                .filter(one -> TaskDefinitions.version(one.taskDefinition()).equals(version))
                .map(Deployment::createdAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        return new TaskFailures(service, version, begun.orElse(Instant.MIN));
    }

    private static Readiness readiness(Deployment primary, Service found, TaskFailures failures) throws CallFailed {
        if (RollingService.gaveUp(found)) {
            return failures.broken("ECS gave the deployment up after " + failed(primary) + " failed tasks", found);
        }
        return primary.rolloutState() == DeploymentRolloutState.COMPLETED
                        && found.runningCount() >= found.desiredCount()
                ? new Readiness.Ready()
                : failures.onItsWay(
                        "%d of %d tasks of it run, %d failed"
                                .formatted(running(primary), found.desiredCount(), failed(primary)),
                        found);
    }

    private static int failed(Deployment deployment) {
        return Optional.ofNullable(deployment.failedTasks()).orElse(0);
    }

    private static int running(Deployment deployment) {
        return Optional.ofNullable(deployment.runningCount()).orElse(0);
    }

    /** Computed from the running tasks while ECS is deploying. */
    @Override
    public TrafficStatus exposure() throws CallFailed {
        var found = service.read();
        var settled = found.deployments().size() == 1
                && EcsService.primary(found)
                        .filter(primary -> primary.rolloutState() != DeploymentRolloutState.IN_PROGRESS)
                        .isPresent();
        int percent = settled ? (RollingService.version(found).equals(rollout.version()) ? 100 : 0) : share(found);
        var down = settled ? RollingService.down(found) : "";
        return new TrafficStatus(percent, settled, others(found))
                .down(percent == 0 ? "" : down, percent == 0 ? down : "");
    }

    /** Does nothing: task definitions cost nothing, and the next rollback needs them. */
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

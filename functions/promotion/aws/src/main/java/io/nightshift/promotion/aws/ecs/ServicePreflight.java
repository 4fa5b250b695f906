package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.ecs.EcsService;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** The preflight of a service. */
record ServicePreflight(RollingService service, Rollout rollout) {

    private static final Finding IN_PROGRESS =
            new Finding("DeploymentInProgress", "ECS is deploying the service", true);

    Preflight look(Service found) throws CallFailed {
        var version = RollingService.version(found);
        var definition = service.definitions().read(version).taskDefinition();
        var image = TaskDefinitions.container(definition, rollout).image();
        var problems = new ArrayList<Finding>();
        check(found, problems);
        returnable(image, version, problems);
        platform(definition).flatMap(ImagePlatforms.by(rollout)::lacks).ifPresent(problems::add);
        int percent = digest(image).equals(rollout.digest()) ? 100 : 0;
        return new Preflight(baseline(version, digest(image)), percent, problems, down(found));
    }

    private Json.Obj baseline(String version, String digest) {
        return Json.obj()
                .with("version", version)
                .with("digest", digest)
                .with(
                        "command",
                        "aws ecs update-service --region %s --cluster %s --service %s --task-definition %s"
                                .formatted(service.region(), service.cluster(), service.service(), version));
    }

    /** Empty if a tag names the image. */
    static String digest(String image) {
        int at = image.indexOf('@');
        return at < 0 ? "" : image.substring(at + 1);
    }

    /** Checks that ECS deploys the service, and is not deploying it now. */
    static void check(Service found, List<Finding> problems) {
        deployedByEcs(found, problems);
        settled(found, problems);
    }

    static Optional<Finding> controller(Service found) {
        return Optional.ofNullable(found.deploymentController())
                .filter(controller -> controller.type() != DeploymentControllerType.ECS)
                .map(controller -> new Finding(
                        "WrongController",
                        "the service is deployed by " + controller.typeAsString() + ", not by ECS itself",
                        false));
    }

    private static void deployedByEcs(Service found, List<Finding> problems) {
        controller(found).ifPresent(problems::add);
        var configuration = found.deploymentConfiguration();
        if (configuration != null
                && configuration.strategy() != null
                && configuration.strategy() != DeploymentStrategy.ROLLING) {
            problems.add(new Finding(
                    "WrongStrategy",
                    "the service's own strategy is " + configuration.strategyAsString() + "; ROLLING is known here",
                    false));
        }
    }

    /** The same for a service without traffic: its version is replaced anyway, healthy or not. */
    static void checkIdle(Service found, List<Finding> problems) {
        deployedByEcs(found, problems);
        if (deploying(found)) {
            problems.add(IN_PROGRESS);
        }
    }

    private static boolean deploying(Service found) {
        return found.deployments().size() > 1
                || EcsService.primary(found)
                        .filter(primary -> primary.rolloutState() == DeploymentRolloutState.IN_PROGRESS)
                        .isPresent();
    }

    /** Why the serving version does not serve; empty until its first tasks had time to start. */
    static String down(Service found) {
        return deploying(found) && RollingService.failed(found) == 0 ? "" : RollingService.down(found);
    }

    private static void settled(Service found, List<Finding> problems) {
        if (!down(found).isEmpty()) {
            // This is the best reason for another version.
            return;
        }
        var state = EcsService.primary(found).map(primary -> primary.rolloutState());
        if (deploying(found)) {
            problems.add(IN_PROGRESS);
        } else if (state.filter(DeploymentRolloutState.FAILED::equals).isPresent()) {
            problems.add(new Finding("Unhealthy", "the service's last deployment failed", false));
        } else if (found.runningCount() < found.desiredCount()) {
            problems.add(new Finding(
                    "Unhealthy",
                    "only %d of %d tasks run".formatted(found.runningCount(), found.desiredCount()),
                    true));
        }
    }

    /** Empty if the definition leaves the platform to the machines. */
    static Optional<String> platform(TaskDefinition definition) {
        var runtime = definition.runtimePlatform();
        return runtime == null || runtime.cpuArchitecture() == null
                ? Optional.empty()
                : Optional.of(runtime.cpuArchitecture() == CPUArchitecture.ARM64 ? "linux/arm64" : "linux/amd64");
    }

    static void returnable(String image, String version, List<Finding> problems) {
        var last = image.substring(image.lastIndexOf('/') + 1);
        if (digest(image).isEmpty() && (!last.contains(":") || last.endsWith(":latest"))) {
            problems.add(new Finding(
                    "Irreversible",
                    version + " names its image by latest: going back would pull whatever that names then; name a"
                            + " digest, or a tag that stays",
                    false));
        }
    }
}

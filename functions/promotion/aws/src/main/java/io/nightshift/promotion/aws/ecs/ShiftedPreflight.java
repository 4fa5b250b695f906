package io.nightshift.promotion.aws.ecs;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/** The preflight of a service whose traffic ECS shifts by itself. */
record ShiftedPreflight(ShiftingService service, Resource target, Rollout rollout) {

    /** With a longer wait of ECS between two shares, a read-back would take too long; a stage settles in 15 min. */
    private static final int MOST_MINUTES = 10;

    private static final Duration HOLD = HookSettings.DEFAULT.retryPolicy();

    static boolean isFor(Service found) {
        return configuration(found).strategy() != null && configuration(found).strategy() != DeploymentStrategy.ROLLING;
    }

    private static DeploymentConfiguration configuration(Service found) {
        return Optional.ofNullable(found.deploymentConfiguration())
                .orElseGet(() -> DeploymentConfiguration.builder().build());
    }

    Preflight look(Service found) throws CallFailed {
        var state = service.read(found);
        var version = state.runs();
        var definition = service.service().definitions().read(version).taskDefinition();
        var image = TaskDefinitions.container(definition, rollout).image();
        var digest = ServicePreflight.digest(image);
        var problems = new ArrayList<Finding>();
        ServicePreflight.controller(found).ifPresent(problems::add);
        settled(state, problems);
        problems.addAll(HookCheck.of(target, rollout).problems(found.deploymentConfiguration()));
        shares(found, problems);
        holds(problems);
        ServicePreflight.returnable(image, version, problems);
        ServicePreflight.platform(definition)
                .flatMap(ImagePlatforms.by(rollout)::lacks)
                .ifPresent(problems::add);
        return new Preflight(
                baseline(found, version, digest),
                digest.equals(rollout.digest()) ? 100 : 0,
                problems,
                state.ongoing().isPresent() ? "" : RollingService.down(found));
    }

    private static void settled(ServiceState state, List<Finding> problems) {
        var found = state.service();
        if (state.ongoing().isPresent()) {
            var deployment = state.ongoing().get();
            problems.add(new Finding(
                    "DeploymentInProgress",
                    "ECS is deploying the service: " + ServiceState.id(deployment) + " is at "
                            + deployment.lifecycleStageAsString(),
                    true));
        } else if (state.stuck()) {
            problems.add(new Finding("Unhealthy", "the service's last deployment could not go back", false));
        } else if (RollingService.down(found).isEmpty() && found.runningCount() < found.desiredCount()) {
            problems.add(new Finding(
                    "Unhealthy",
                    "only %d of %d tasks run".formatted(found.runningCount(), found.desiredCount()),
                    true));
        }
    }

    private void shares(Service found, List<Finding> problems) {
        var steps = EcsTrafficSteps.of(configuration(found));
        if (steps.isEmpty()) {
            problems.add(new Finding(
                    "WrongStrategy",
                    "the service's strategy is " + configuration(found).strategyAsString()
                            + "; ROLLING, BLUE_GREEN, CANARY and LINEAR are known here",
                    false));
            return;
        }
        var other = wanted().filter(share -> !steps.get().gives(share)).map(String::valueOf);
        var not = other.collect(Collectors.joining(", "));
        if (!not.isEmpty()) {
            problems.add(new Finding(
                    "NotShareable",
                    "the stage's shares " + not + " % are none that ECS gives this service: "
                            + steps.get().shares() + " %",
                    false));
        }
        int waits = waits(configuration(found));
        if (waits > MOST_MINUTES) {
            problems.add(new Finding(
                    "BakesItself",
                    "ECS waits " + waits + " min between two shares; the promotion bakes by itself, 0 is right",
                    false));
        }
    }

    private Stream<Integer> wanted() {
        return asked("shares").map(BigDecimal::intValue);
    }

    /** The requested values, one for each share. */
    private Stream<BigDecimal> asked(String what) {
        return rollout.settings().get(what) instanceof Json.Arr(var items)
                ? items.stream()
                        .filter(Json.Num.class::isInstance)
                        .map(Json.Num.class::cast)
                        .map(Json.Num::decimal)
                : Stream.of();
    }

    /** While a share below 100 % bakes, the hook holds the next one. */
    private void holds(List<Finding> problems) {
        var bakes = asked("bakes").map(BigDecimal::longValue).toList();
        var longest = bakes.stream().limit(Math.max(0, bakes.size() - 1)).max(Comparator.naturalOrder());
        if (longest.isPresent() && longest.get() >= HOLD.toSeconds()) {
            problems.add(new Finding(
                    "HoldsTooLong",
                    "a share is to bake for "
                            + Duration.ofSeconds(longest.get()).toHours()
                            + " h; ECS goes back from what is held for 24 h, less than " + HOLD.toHours()
                            + " h is right",
                    false));
        }
    }

    private static int waits(DeploymentConfiguration configuration) {
        var canary = Optional.ofNullable(configuration.canaryConfiguration()).map(one -> one.canaryBakeTimeInMinutes());
        return canary.or(() -> Optional.ofNullable(configuration.linearConfiguration())
                        .map(one -> one.stepBakeTimeInMinutes()))
                .orElse(0);
    }

    private Json.Obj baseline(Service found, String version, String digest) {
        var baseline = Json.obj()
                .with("version", version)
                .with("digest", digest)
                .with("strategy", String.valueOf(configuration(found).strategyAsString()))
                .with("command", command(version));
        var alarms = configuration(found).alarms();
        return alarms != null && Boolean.TRUE.equals(alarms.enable()) && Boolean.TRUE.equals(alarms.rollback())
                ? baseline.with("ecsRollsBackOn", Json.strings(alarms.alarmNames()))
                : baseline;
    }

    /**
     * The command that stops the deployment in progress; if there is none, it begins one to the version that served before.
     */
    private String command(String version) {
        var one = service.service();
        var where = "--region %s --cluster %s --service %s".formatted(one.region(), one.cluster(), one.service());
        return "aws ecs stop-service-deployment --region " + one.region()
                + " --stop-type ROLLBACK --service-deployment-arn \"$(aws ecs list-service-deployments " + where
                + " --status IN_PROGRESS --query 'serviceDeployments[0].serviceDeploymentArn' --output text)\""
                + " || aws ecs update-service " + where + " --task-definition " + version;
    }
}

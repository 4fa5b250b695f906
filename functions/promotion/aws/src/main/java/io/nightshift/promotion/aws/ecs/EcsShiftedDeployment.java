package io.nightshift.promotion.aws.ecs;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/**
 * A promotion on a service whose traffic ECS shifts by itself. The deployment proceeds by itself up to the lifecycle hook
 * before the first traffic, and from there as far as the {@link HookPermission} allows.
 */
record EcsShiftedDeployment(ShiftingService service, Resource target, Rollout rollout) implements EcsDeployment {

    private String baseline() throws CallFailed {
        return RolloutFields.baseline(rollout, "version");
    }

    private Optional<String> ours() throws CallFailed {
        return rollout.version().isEmpty()
                ? service.service().definitions().made(rollout, baseline())
                : Optional.of(rollout.version());
    }

    private String deployedVersion() throws CallFailed {
        if (rollout.version().isEmpty()) {
            throw AwsCalls.refused("NoVersion", "no version was deployed");
        }
        return rollout.version();
    }

    /**
     * The version that may return is recorded before the new version is begun: a rollback exists even after a crash in
     * between.
     */
    @Override
    public Json.Obj deploy() throws CallFailed {
        var state = service.read();
        var made = service.service().definitions().made(rollout, baseline());
        onlyOurs(state, made);
        governed(state);
        var version =
                made.isPresent() ? made.get() : service.service().definitions().make(rollout, baseline());
        if (!has(state, version)) {
            idle(state);
            service.tag(state, HookPermission.HOME, baseline());
            service.service()
                    .run(version, wentBack(state, version) && state.told().equals(version));
        }
        return Json.obj().with("version", version);
    }

    private static boolean has(ServiceState state, String version) {
        return state.ongoing().isEmpty()
                ? state.runs().equals(version) && state.told().equals(version)
                : state.forward().map(state::target).filter(version::equals).isPresent();
    }

    private static void idle(ServiceState state) throws CallFailed {
        if (state.ongoing().isPresent()) {
            throw AwsCalls.busy("ECS is under way with deployment "
                    + ServiceState.id(state.ongoing().get()));
        }
    }

    private void onlyOurs(ServiceState state, Optional<String> version) throws CallFailed {
        var others = others(state, version);
        if (!others.isEmpty()) {
            throw RolloutFields.changed(
                    "the service has " + others + "; it ran " + baseline() + " before the promotion");
        }
    }

    private String others(ServiceState state, Optional<String> version) throws CallFailed {
        var others = new TreeSet<>(state.shares().keySet());
        others.add(state.told());
        others.remove(baseline());
        version.ifPresent(others::remove);
        return String.join(", ", others);
    }

    /** If the hook was removed since the preflight, nothing holds the traffic any more. */
    private void governed(ServiceState state) throws CallFailed {
        var problems = HookCheck.of(target, rollout).problems(state.service().deploymentConfiguration());
        if (!problems.isEmpty()) {
            throw AwsCalls.refused(
                    problems.getFirst().code(),
                    problems.stream().map(Finding::message).collect(Collectors.joining("; ")));
        }
    }

    @Override
    public Readiness readiness() throws CallFailed {
        var version = deployedVersion();
        var state = service.read();
        return state.ongoing().isEmpty()
                ? over(state, version)
                : underWay(state, state.ongoing().get(), version);
    }

    private Readiness underWay(ServiceState state, ServiceDeployment deployment, String version) throws CallFailed {
        if (!ServiceState.isForward(deployment) || !state.target(deployment).equals(version)) {
            return failures(state, version)
                    .broken(
                            "ECS goes back from it or to another version: deployment " + ServiceState.id(deployment),
                            state.service());
        }
        return ServiceState.scaledUp(deployment)
                ? new Readiness.Ready()
                : failures(state, version)
                        .onItsWay("ECS is at " + deployment.lifecycleStageAsString(), state.service());
    }

    private TaskFailures failures(ServiceState state, String version) {
        var begun =
                state.latest().filter(one -> state.target(one).equals(version)).map(ServiceDeployment::createdAt);
        return new TaskFailures(service.service(), version, begun.orElse(Instant.MIN));
    }

    /**
     * Reports whether the last deployment was one to the version, when nothing is in progress and the version does not run.
     */
    private static boolean wentBack(ServiceState state, String version) {
        return state.latest().map(state::target).filter(version::equals).isPresent();
    }

    /** A deployment that was just begun is not listed at once. */
    private Readiness over(ServiceState state, String version) throws CallFailed {
        if (state.runs().equals(version)) {
            return new Readiness.Ready();
        }
        return state.told().equals(version) && !wentBack(state, version)
                ? new Readiness.OnItsWay("ECS has not begun its deployment")
                : failures(state, version)
                        .broken(
                                "the service runs " + state.runs() + ", not " + version
                                        + ": ECS or somebody went back from it",
                                state.service());
    }

    @Override
    public Json.Obj shift(int percent) throws CallFailed {
        var version = deployedVersion();
        var state = service.read();
        onlyOurs(state, Optional.of(version));
        var forward = state.forward().filter(one -> state.target(one).equals(version));
        if (forward.isPresent()) {
            permit(state, forward.get(), percent);
        } else {
            given(state, version, percent);
        }
        return Json.obj().with("permitted", percent);
    }

    private void permit(ServiceState state, ServiceDeployment deployment, int percent) throws CallFailed {
        var steps = EcsTrafficSteps.of(state.configuration())
                .orElseThrow(() -> RolloutFields.changed("the deployment does not shift traffic step by step"));
        if (!steps.gives(percent)) {
            throw AwsCalls.refused(
                    "NotShareable", "ECS gives this service " + steps.shares() + " %, and not " + percent + " %");
        }
        lessThan(percent, deployment);
        var id = ServiceState.id(deployment);
        int before = HookPermission.of(state.tags(), id);
        service.tag(state, HookPermission.TAG, new HookPermission(id, percent).text());
        if (before > percent) {
            // The hook may have let the larger share through meanwhile.
            lessThan(
                    percent,
                    service.deployment(deployment.serviceDeploymentArn()).orElse(deployment));
        }
    }

    private static void lessThan(int percent, ServiceDeployment deployment) throws CallFailed {
        double has = ServiceState.weight(deployment);
        if (has > percent) {
            throw AwsCalls.refused(
                    "NotShareable",
                    "it has " + has + " % already; ECS gives it no less than that, only all of it back");
        }
    }

    private static void given(ServiceState state, String version, int percent) throws CallFailed {
        idle(state);
        if (!state.runs().equals(version)) {
            throw AwsCalls.refused(
                    "NotDeployed",
                    "no deployment of " + version + " is under way, the service runs " + state.runs()
                            + ": ECS or somebody went back from it");
        }
        if (percent != 100) {
            throw AwsCalls.refused("NotShareable", "it has all traffic; ECS gives it no less, only all of it back");
        }
    }

    @Override
    public TrafficStatus exposure() throws CallFailed {
        var state = service.read();
        double share = state.shares().getOrDefault(rollout.version(), 0.0);
        var down = RollingService.down(state.service());
        return new TrafficStatus(
                        (int) Math.ceil(share), settled(state, share), others(state, Optional.of(rollout.version())))
                .down(share > 0 ? down : "", share < 100 ? down : "");
    }

    private boolean settled(ServiceState state, double share) {
        if (state.ongoing().isEmpty()) {
            return !state.stuck() && state.runs().equals(state.told());
        }
        var deployment = state.ongoing().get();
        return ServiceState.isForward(deployment)
                && state.target(deployment).equals(rollout.version())
                && ServiceState.scaledUp(deployment)
                && share == HookPermission.of(state.tags(), ServiceState.id(deployment));
    }

    @Override
    public Json.Obj back() throws CallFailed {
        var state = service.read();
        var version = ours();
        onlyOurs(state, version);
        if (state.ongoing().isEmpty()) {
            home(state, version);
        } else {
            stop(state, state.ongoing().get());
        }
        return Json.obj().with("version", baseline());
    }

    private void stop(ServiceState state, ServiceDeployment deployment) throws CallFailed {
        boolean toBaseline = state.target(deployment).equals(baseline());
        if (toBaseline && !ServiceState.isForward(deployment)) {
            throw AwsCalls.busy("ECS rolls back the rollback: deployment " + ServiceState.id(deployment));
        }
        if (toBaseline) {
            service.tag(state, HookPermission.HOME, baseline());
        } else if (ServiceState.isForward(deployment)) {
            service.tag(state, HookPermission.TAG, new HookPermission(ServiceState.id(deployment), 0).text());
            service.stop(deployment);
        }
    }

    /**
     * Starts another deployment, to the version that served before; the hook lets it through at once, because it is the home
     * version.
     */
    private void home(ServiceState state, Optional<String> version) throws CallFailed {
        if (state.stuck()) {
            throw new CallFailed(Problem.permanent(
                    "RollbackFailed",
                    "ECS could not go back in deployment "
                            + state.latest().map(ServiceState::id).orElse("")));
        }
        boolean away = version.filter(
                        one -> state.runs().equals(one) || state.told().equals(one))
                .isPresent();
        if (away) {
            service.tag(state, HookPermission.HOME, baseline());
            service.service().run(baseline(), false);
        }
    }

    /** ECS removes the old tasks itself after its bake time; the known good version becomes the home version. */
    @Override
    public Json.Obj retire() throws CallFailed {
        var version = deployedVersion();
        var state = service.read();
        if (state.shares().getOrDefault(version, 0.0) != 100) {
            throw RolloutFields.changed("the version has no longer all traffic: " + state.shares());
        }
        service.tag(state, HookPermission.HOME, version);
        return Json.obj().with("home", version);
    }
}

package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.kubernetes.RolloutStatus;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The preflight: the serving version, and whether a promotion can begin. */
record PairPreflight(CanaryPair pair, Rollout rollout) {

    Preflight look() throws CallFailed {
        var stable = pair.stable();
        var baseline = Json.obj()
                .with("version", stable.version())
                .with("digest", stable.digest())
                .with("image", stable.image())
                .with("command", pair.route().rollbackHandler());
        var problems = new ArrayList<Finding>();
        problems.addAll(ofTheDeployment(stable));
        problems.addAll(ofTheRoute());
        var names = pair.route().names();
        ofTheService(names.stableService(), stable, pair.canary()).ifPresent(problems::add);
        ofTheService(names.canaryService(), pair.canary(), stable).ifPresent(problems::add);
        var offered = ImagePlatforms.by(rollout);
        if (offered.platforms().isEmpty()) {
            return new Preflight(baseline, pair.share(rollout), problems, stable.down());
        }
        var machines = NodePlatforms.of(pair, names.platform());
        offered.lacks(machines.platforms(), machines.by()).ifPresent(problems::add);
        return new Preflight(
                baseline.with("runsOn", machines.toString()), pair.share(rollout), problems, stable.down());
    }

    private List<Finding> ofTheDeployment(Workload stable) throws CallFailed {
        var found = new ArrayList<Finding>();
        var name = "deployment " + pair.place();
        if (stable.digest().isEmpty()) {
            found.add(new Finding(
                    "Irreversible",
                    "%s runs %s, which is not pinned to a digest: what it names may be another image by now"
                            .formatted(name, stable.image()),
                    false));
        }
        var held = stable.held();
        if (!held.isEmpty()) {
            found.add(new Finding("Unhealthy", name + ": " + held, false));
        }
        if (stable.down().isEmpty()) {
            ofTheRollout(stable.status(), name).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Finding> ofTheRollout(RolloutStatus status, String name) {
        if (status.health() == Health.UNWELL) {
            return Optional.of(new Finding("Unhealthy", name + " is not well: " + status.conditions(), false));
        }
        return status.through()
                ? Optional.empty()
                : Optional.of(new Finding("DeploymentInProgress", name + " is being rolled out", true));
    }

    /** A service that selects the pods of both would give the canary traffic that the route's weights do not control. */
    private Optional<Finding> ofTheService(String name, Workload its, Workload other) throws CallFailed {
        var selector = ApiObject.service(pair.place(), name)
                .ask(view -> view.at("spec", "selector").texts())
                .entrySet();
        if (selector.isEmpty() || !its.podLabels().entrySet().containsAll(selector)) {
            return Optional.of(wrongPods("service %s does not select the pods of deployment %s", name, its));
        }
        return other.podLabels().entrySet().containsAll(selector)
                ? Optional.of(wrongPods(
                        "service %s selects the pods of deployment %s, too: they would serve whatever the weights",
                        name, other))
                : Optional.empty();
    }

    private static Finding wrongPods(String message, String service, Workload workload) {
        return new Finding("WrongPods", message.formatted(service, workload.name()), false);
    }

    private List<Finding> ofTheRoute() throws CallFailed {
        var found = new ArrayList<Finding>();
        var split = pair.split();
        var name = "httproute " + pair.route().names().route();
        if ((split.canary() > 0 && !pair.runTheSame()) || !split.others().isEmpty()) {
            found.add(new Finding(
                    "WeightsLeftOver",
                    "%s sends %d %% to the canary%s"
                            .formatted(
                                    name,
                                    split.canary(),
                                    split.others().isEmpty() ? "" : ", and some to " + split.foreign()),
                    false));
        }
        if (!pair.route().settled()) {
            found.add(new Finding("DeploymentInProgress", name + " is not taken over by its gateway yet", true));
        }
        return found;
    }
}

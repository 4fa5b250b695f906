package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.kubernetes.RolloutStatus;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.target.Preflight;
import io.nightshift.promotion.target.Preflight.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What serves, and whether a promotion can begin. */
record PairPreflight(Pair pair, Rollout rollout) {

    Preflight look() throws CallFailed {
        var stable = pair.stable();
        var baseline = Json.obj()
                .with("version", stable.version())
                .with("digest", stable.digest())
                .with("image", stable.image())
                .with("command", pair.route().wayBack());
        var problems = new ArrayList<Finding>();
        problems.addAll(ofTheDeployment(stable));
        problems.addAll(ofTheRoute());
        return new Preflight(baseline, pair.share(rollout), problems);
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
        ofTheRollout(stable.status(), name).ifPresent(found::add);
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

    private List<Finding> ofTheRoute() throws CallFailed {
        var found = new ArrayList<Finding>();
        var split = pair.split();
        var name = "httproute " + pair.route().names().route();
        if (split.canary() > 0 || !split.others().isEmpty()) {
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

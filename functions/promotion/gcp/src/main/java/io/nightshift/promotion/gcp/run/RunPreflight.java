package io.nightshift.promotion.gcp.run;

import com.google.cloud.run.v2.Revision;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.target.ImagePlatforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The preflight: the serving version, and whether a promotion can begin. */
record RunPreflight(LiveService live, Rollout rollout) {

    /** @see <a href="https://cloud.google.com/run/docs/container-contract#languages">Cloud Run: the container contract</a> */
    private static final String PLATFORM = "linux/amd64";

    Preflight look() throws CallFailed {
        var served = live.servedShares();
        var name = served.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
        var revision = name.isEmpty() ? Optional.<Revision>empty() : live.revision(name);
        var blank = new Rollout(rollout.image(), rollout.digest(), "", Json.obj(), rollout.settings());
        return new Preflight(
                baseline(name, revision),
                live.split(served, blank).promoted(),
                problems(name, revision),
                revision.isEmpty() ? "" : LiveService.down(name, revision));
    }

    private Json.Obj baseline(String name, Optional<Revision> revision) throws CallFailed {
        var digest = revision.isPresent() ? digest(revision.get()) : "";
        return Json.obj()
                .with("version", name)
                .with("digest", digest)
                .with("command", name.isEmpty() ? "" : command(name));
    }

    private String digest(Revision revision) throws CallFailed {
        var containers = revision.getContainersList();
        return RunContainers.digest(containers.get(RunContainers.index(containers, rollout)));
    }

    private String command(String name) {
        var origin = live.target().origin();
        return "gcloud run services update-traffic %s --project=%s --region=%s --to-revisions=%s=100"
                .formatted(live.target().name(), origin.account(), origin.region(), name);
    }

    private List<Finding> problems(String name, Optional<Revision> revision) {
        var found = new ArrayList<Finding>();
        var service = "Cloud Run service " + live.target().name();
        var shares = live.askedShares();
        if (live.service().getReconciling()) {
            found.add(new Finding("DeploymentInProgress", service + " is being changed", true));
        } else if (!live.settled()) {
            found.add(new Finding(
                    "Unhealthy",
                    service + " was told to send its traffic to " + LiveService.text(shares) + " and failed: "
                            + RunConditions.reason(live.service().getTerminalCondition()),
                    false));
        }
        if (shares.size() > 1) {
            found.add(new Finding(
                    "WeightsLeftOver", service + " splits its traffic: " + LiveService.text(shares), false));
        }
        unhealthy(service, name, revision).ifPresent(found::add);
        ImagePlatforms.by(rollout).lacks(PLATFORM).ifPresent(found::add);
        return found;
    }

    private static Optional<Finding> unhealthy(String service, String name, Optional<Revision> revision) {
        if (revision.isEmpty()) {
            var none = name.isEmpty() ? "no revision serves" : "revision " + name + " is gone";
            return Optional.of(new Finding("Unhealthy", service + ": " + none, false));
        }
        var ready = RunConditions.named("Ready", revision.get().getConditionsList());
        return RunConditions.succeeded(ready) || RunConditions.failed(ready)
                ? Optional.empty()
                : Optional.of(new Finding(
                        "Unhealthy",
                        "%s: revision %s, which serves, is not ready: %s"
                                .formatted(service, name, RunConditions.reason(ready)),
                        false));
    }
}

package io.nightshift.promotion.gcp;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.gcp.observe.AlertPolicyObserver;
import io.nightshift.promotion.gcp.observe.ArtifactImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactNewestImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactScanGate;
import io.nightshift.promotion.gcp.observe.AttestationGate;
import io.nightshift.promotion.gcp.observe.TimeSeriesObserver;
import io.nightshift.promotion.gcp.run.RunPlatform;
import io.nightshift.promotion.gcp.run.RunVerificationJobs;
import io.nightshift.promotion.plan.PlanRequirements;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The minimal grants of the function's service account on Google Cloud, computed from the promotions of a policy: for the
 * targets, gates, jobs, alarms and metrics that it uses, in their projects. Deployments in GKE have a Role in their cluster.
 */
public final class PromotionGrants {

    private static final String ACT_AS = "iam.serviceAccounts.actAs";

    private final String home;
    private final Map<String, Set<String>> allowed = new TreeMap<>();

    private PromotionGrants(String home) {
        this.home = "projects/" + home;
    }

    /** @param home the function's own project: the monitoring of targets without a project is there */
    public static List<RoleGrant> of(PlanRequirements uses, String home) {
        var grants = new PromotionGrants(home);
        for (var target : uses.targets(Kinds.RUN_SERVICE)) {
            grants.grant(RunPlatform.PERMISSIONS, grants.project(target.resource()));
        }
        uses.jobs(RunJob.RUN_JOB).forEach(job -> grants.grant(RunVerificationJobs.PERMISSIONS, grants.project(job)));
        uses.services().forEach(grants::image);
        uses.services().forEach(grants::gates);
        for (var target : uses.alarmed("cloud-monitoring")) {
            grants.grant(AlertPolicyObserver.PERMISSIONS, grants.project(target));
        }
        for (var target : uses.measured("cloud-monitoring")) {
            grants.grant(TimeSeriesObserver.PERMISSIONS, grants.project(target));
        }
        return grants.granted();
    }

    private String project(Resource resource) {
        var origin = resource.origin();
        return origin.cloud() == Cloud.GCP ? "projects/" + origin.account() : home;
    }

    private void grant(Collection<String> permissions, String on) {
        allowed.computeIfAbsent(on, each -> new TreeSet<>()).addAll(permissions);
    }

    private void image(PlanRequirements.Service service) {
        if (service.repository().origin().cloud() == Cloud.GCP) {
            grant(ArtifactImageObserver.PERMISSIONS, project(service.repository()));
            grant(ArtifactNewestImageObserver.PERMISSIONS, project(service.repository()));
        }
    }

    private void gates(PlanRequirements.Service service) {
        boolean scanned =
                service.gates("scan").stream().anyMatch(gate -> Fields.says(gate.at("source"), "artifact-analysis"));
        if (scanned && service.repository().origin().cloud() == Cloud.GCP) {
            grant(ArtifactScanGate.PERMISSIONS, project(service.repository()));
        }
        for (var gate : service.gates("attestation")) {
            if (Fields.says(gate.at("by"), "binary-authorization")) {
                attestation(gate.at("name"));
            }
        }
    }

    /** The note may be in another project, which only the attestor contains. */
    private void attestation(View name) {
        try {
            var attestor = name.nonBlank();
            for (var permission : AttestationGate.PERMISSIONS) {
                boolean ofTheNote = permission.startsWith("containeranalysis.");
                grant(List.of(permission), ofTheNote ? "the note of " + attestor : attestor);
            }
        } catch (JsonException e) {
            throw new IllegalStateException("the policy lets an attestation without an attestor through", e);
        }
    }

    private List<RoleGrant> granted() {
        var grants = new ArrayList<RoleGrant>();
        boolean actsAs = false;
        for (var one : allowed.entrySet()) {
            actsAs |= one.getValue().remove(ACT_AS);
            grants.add(new RoleGrant("promotion", one.getKey(), one.getValue(), ""));
        }
        if (actsAs) {
            grants.add(new RoleGrant(
                    "update", "the service accounts by which the promoted services run", Set.of(ACT_AS), ""));
        }
        return List.copyOf(grants);
    }
}

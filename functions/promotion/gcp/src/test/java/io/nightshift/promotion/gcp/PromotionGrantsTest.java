package io.nightshift.promotion.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.gcp.observe.AlertPolicyObserver;
import io.nightshift.promotion.gcp.observe.ArtifactImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactNewestImageObserver;
import io.nightshift.promotion.gcp.observe.ArtifactScanGate;
import io.nightshift.promotion.gcp.observe.TimeSeriesObserver;
import io.nightshift.promotion.gcp.run.RunVerificationJobs;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.sandbox.Plans;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The permissions of each look, job and platform are compared with its calls in its own test. */
final class PromotionGrantsTest {

    private static final String IMAGE = "europe-west1-docker.pkg.dev/shop-images/shop/checkout";
    private static final Resource LAMBDA =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.LAMBDA_FUNCTION, "shop:live");
    private static final Json CLOUD_MONITORING =
            Json.obj().with("source", "cloud-monitoring").with("name", "errors");

    private static Resource google(String kind) {
        return new Resource(Origin.gcp("shop-prod", "europe-west1"), kind, "checkout");
    }

    private static List<RoleGrant> grants(Resource target, Json.Obj more) throws JsonException {
        return PromotionGrants.of(
                new PlanRequirements(List.of(PlanRequirements.Service.of(Plans.of(IMAGE, target, Json.obj(), more)))),
                "night");
    }

    private static RoleGrant grant(String on, Collection<String> permissions) {
        return new RoleGrant("promotion", on, new TreeSet<>(permissions), "");
    }

    /** Whoever promotes an image asks its registry, and its sweep asks for the newest there. */
    private static RoleGrant images() {
        var permissions = new TreeSet<>(ArtifactImageObserver.PERMISSIONS);
        permissions.addAll(ArtifactNewestImageObserver.PERMISSIONS);
        return grant("projects/shop-images", permissions);
    }

    private static Json.Obj gate(String kind, String field, String value) {
        var gate = Json.obj().with("kind", kind).with("withinSeconds", 60).with(field, value);
        return Json.obj().with("gates", Json.arr(gate.with("name", "projects/shop-prod/attestors/built-by-ci")));
    }

    @Test
    void aServiceOfCloudRunIsUpdatedInItsProjectAndItsAccountIsNamedApart() throws JsonException {
        assertThat(grants(google(Kinds.RUN_SERVICE), Json.obj()))
                .extracting(RoleGrant::on)
                .containsExactly(
                        "projects/shop-images",
                        "projects/shop-prod",
                        "the service accounts by which the promoted services run");
    }

    @Test
    void whatIsElsewhereNeedsNothingHereButItsImage() throws JsonException {
        assertThat(grants(LAMBDA, Json.obj())).containsExactly(images());
        assertThat(grants(LAMBDA, gate("scan", "source", "ecr"))).containsExactly(images());
        assertThat(grants(LAMBDA, gate("attestation", "by", "aws-signer"))).containsExactly(images());
    }

    @Test
    void aGateIsAskedWhereTheImageOrTheAttestorIs() throws JsonException {
        assertThat(grants(LAMBDA, gate("scan", "source", "artifact-analysis")))
                .singleElement()
                .satisfies(grant -> assertThat(grant.permissions())
                        .containsAll(ArtifactScanGate.PERMISSIONS)
                        .containsAll(ArtifactImageObserver.PERMISSIONS));
        assertThat(grants(LAMBDA, gate("attestation", "by", "binary-authorization")))
                .containsExactly(
                        images(),
                        grant(
                                "projects/shop-prod/attestors/built-by-ci",
                                List.of(
                                        "binaryauthorization.attestors.get",
                                        "binaryauthorization.attestors.verifyImageAttested")),
                        grant(
                                "the note of projects/shop-prod/attestors/built-by-ci",
                                List.of("containeranalysis.notes.listOccurrences")));
    }

    @Test
    void alarmsAndNumbersAreInTheProjectOfTheTargetOrAtHome() throws JsonException {
        var alarms = Json.obj().with("analysis", Plans.analysis(Json.arr(), Json.arr(CLOUD_MONITORING)));
        assertThat(grants(google(Kinds.GKE_DEPLOYMENT), alarms))
                .containsExactly(images(), grant("projects/shop-prod", AlertPolicyObserver.PERMISSIONS));
        var metrics = Json.obj().with("analysis", Plans.analysis(Json.arr(CLOUD_MONITORING), Json.arr()));
        assertThat(grants(LAMBDA, metrics))
                .containsExactly(grant("projects/night", TimeSeriesObserver.PERMISSIONS), images());
    }

    @Test
    void aJobIsRunInItsProject() throws JsonException {
        var check = Json.obj().with("job", google(RunJob.RUN_JOB).toJson()).with("withinSeconds", 60);
        assertThat(grants(LAMBDA, Json.obj().with("verify", Json.arr(check))))
                .containsExactly(images(), grant("projects/shop-prod", RunVerificationJobs.PERMISSIONS));
    }
}

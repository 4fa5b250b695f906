package io.nightshift.promotion.gcp.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.run.v2.Condition.CommonReason;
import com.google.cloud.run.v2.TrafficTarget;
import io.grpc.Status;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.gcp.PromotionGrants;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.sandbox.Plans;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunPlatformTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 4);

    /** @see <a href="https://cloud.google.com/run/docs/reference/iam/permissions">Cloud Run: permissions</a> */
    private static final Map<String, Set<String>> ASKED = Map.of(
            "GetService", Set.of("run.services.get"),
            "GetRevision", Set.of("run.revisions.get"),
            "UpdateService", Set.of("run.services.update", "iam.serviceAccounts.actAs"));

    private final RunStand stand = new RunStand();

    @AfterEach
    void close() {
        stand.close();
    }

    private Rollout blank() {
        return new Rollout(RunStand.IMAGE, TargetUnderTest.NEW, "", Json.obj(), stand.settings());
    }

    private Rollout ready() throws CallFailed {
        var baseline = stand.platform().preflight(stand.target(), blank()).baseline();
        return new Rollout(RunStand.IMAGE, TargetUnderTest.NEW, "", baseline, stand.settings());
    }

    private Rollout deploy(Rollout rollout, IdempotencyKey key) throws CallFailed, JsonException {
        var details = stand.platform().deploy(stand.target(), rollout, key);
        return new Rollout(
                rollout.image(),
                rollout.digest(),
                View.of(details).at("version").text(),
                rollout.baseline(),
                rollout.settings());
    }

    private Rollout deployed() throws CallFailed, JsonException {
        var rollout = deploy(ready(), KEY);
        stand.settle();
        return rollout;
    }

    private interface Call {
        void make() throws CallFailed, JsonException;
    }

    private static Problem problem(Call call) {
        var failure = catchThrowableOfType(CallFailed.class, call::make);
        assertThat(failure).isNotNull();
        return failure.problem();
    }

    @Test
    void trafficThatFollowsTheLatestRevisionIsPinnedInTheWriteThatMakesTheNewOne() throws CallFailed, JsonException {
        var rollout = deploy(ready(), KEY);
        assertThat(stand.server.changes()).containsExactly("checkout template,traffic");
        assertThat(stand.service().getTrafficList())
                .extracting(TrafficTarget::getRevision, TrafficTarget::getPercent, TrafficTarget::getTag)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(RunStand.BASELINE, 100, ""),
                        org.assertj.core.groups.Tuple.tuple(rollout.version(), 0, "nightshift"));
    }

    @Test
    void onlyTheContainerOfTheImageGetsTheDigest() throws CallFailed, JsonException {
        deployed();
        assertThat(stand.service().getTemplate().getContainersList())
                .extracting(container -> container.getImage())
                .containsExactly("mesh:1", RunStand.IMAGE + "@" + TargetUnderTest.NEW);
    }

    @Test
    void theWayBackIsTheExactCommand() throws CallFailed, JsonException {
        assertThat(View.of(ready().baseline()).at("command").text())
                .isEqualTo("gcloud run services update-traffic checkout --project=shop-prod --region=europe-west1"
                        + " --to-revisions=checkout-00003-abc=100");
    }

    @Test
    void aVersionIsOnItsWayThenReady() throws CallFailed, JsonException {
        var rollout = deploy(ready(), KEY);
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
    }

    @Test
    void aVersionThatDoesNotStartIsBrokenByCloudRunsOwnReason() throws CallFailed, JsonException {
        stand.server.breakImage(RunStand.IMAGE + "@" + TargetUnderTest.NEW);
        var rollout = deployed();
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.Broken("revision " + rollout.version() + ": HEALTH_CHECK_CONTAINER_ERROR"));
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 5, KEY))
                        .code())
                .isEqualTo("NotReady");
    }

    @ParameterizedTest
    @EnumSource(
            value = CommonReason.class,
            names = {"CONTAINER_MISSING", "CONTAINER_PERMISSION_DENIED", "CONTAINER_IMAGE_.*"},
            mode = EnumSource.Mode.MATCH_ANY)
    void anImageThatCannotBeFetchedIsNotTheVersionsFault(CommonReason reason) throws CallFailed, JsonException {
        stand.server.breakImage(RunStand.IMAGE + "@" + TargetUnderTest.NEW, reason);
        var rollout = deployed();
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(
                        new Readiness.Broken("revision " + rollout.version() + ": " + reason, Readiness.Cause.IMAGE));
    }

    @Test
    void theNextRunMakesItsOwnRevisionOfADigestThatFailedBefore() throws CallFailed, JsonException {
        stand.server.breakImage(RunStand.IMAGE + "@" + TargetUnderTest.NEW);
        var first = deployed();
        stand.platform().takeBack(stand.target(), first, KEY);
        stand.settle();
        assertThat(stand.platform().preflight(stand.target(), blank()).problems())
                .isEmpty();
        var second = deploy(ready(), new IdempotencyKey("promotion-ba9876543210", 4));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(stand.versionsOfNew()).isEqualTo(2);
    }

    @Test
    void aServiceThatIsBeingChangedIsWaitedFor() throws CallFailed, JsonException {
        deploy(ready(), KEY);
        assertThat(codes()).containsExactly("DeploymentInProgress");
        assertThat(stand.platform().preflight(stand.target(), blank()).problems())
                .allMatch(Finding::passing);
    }

    private Iterable<String> codes() throws CallFailed {
        return stand.platform().preflight(stand.target(), blank()).problems().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void anImageWithoutThePlatformOfCloudRunIsFound() throws CallFailed {
        assertThat(problems("linux/arm64", "linux/s390x"))
                .containsExactly(new Finding(
                        "WrongPlatform",
                        "the target runs linux/amd64, the image is for linux/arm64, linux/s390x",
                        false));
        assertThat(problems("linux/arm64", "linux/amd64")).isEmpty();
        assertThat(problems()).as("nobody knows").isEmpty();
    }

    private List<Finding> problems(String... platforms) throws CallFailed {
        var settings = stand.settings().with("platforms", Json.strings(List.of(platforms)));
        var rollout = new Rollout(RunStand.IMAGE, TargetUnderTest.NEW, "", Json.obj(), settings);
        return stand.platform().preflight(stand.target(), rollout).problems();
    }

    @Test
    void sharesThatSomebodyLeftOverAreFound() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.platform().shift(stand.target(), rollout, 10, KEY);
        stand.settle();
        assertThat(codes()).containsExactly("WeightsLeftOver");
    }

    @Test
    void anEtagThatMovedIsReadAgain() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.server.justBeforeTheWrite(
                () -> stand.server.edit(RunStand.SERVICE, service -> service.putLabels("owner", "shop")));
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        stand.settle();
        assertThat(stand.shareOfNew()).isEqualTo(20);
        assertThat(stand.service().getLabelsMap()).containsEntry("owner", "shop");
    }

    @Test
    void trafficThatSomebodyShiftedBetweenLookAndWriteIsLeftAlone() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.server.justBeforeTheWrite(stand::changeByHand);
        var problem = problem(() -> stand.platform().shift(stand.target(), rollout, 20, KEY));
        assertThat(problem.code()).isEqualTo(TargetPlatform.CHANGED);
        assertThat(problem.message()).contains("checkout-by-hand (100 %)");
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void aReplyThatIsLostIsUncertainAndTheRepetitionFindsItDone() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.server.happensButAnswers("UpdateService", Status.INTERNAL);
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 20, KEY))
                        .mayHaveHappened())
                .isTrue();
        int changes = stand.server.changes().size();
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        assertThat(stand.server.changes()).hasSize(changes);
    }

    @Test
    void itGoesBackAlsoWhereNobodyWroteDownTheNewVersion() throws CallFailed, JsonException {
        var rollout = ready();
        deploy(rollout, KEY);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.platform().exposure(stand.target(), rollout).percent()).isZero();
        assertThat(stand.service().getTrafficList()).hasSize(1);
    }

    @Test
    void whileCloudRunIsOnItsWayTheLargerShareCounts() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.platform().shift(stand.target(), rollout, 50, KEY);
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.settled()).isFalse();
        assertThat(seen.percent()).isEqualTo(50);
        stand.settle();
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.platform().exposure(stand.target(), rollout).percent()).isEqualTo(50);
    }

    @Test
    void itAsksForThePermissionsThatItStates() throws CallFailed, JsonException {
        var rollout = deployed();
        stand.platform().shift(stand.target(), rollout, 20, KEY);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        var asked = new TreeSet<String>();
        stand.server.calls().forEach(method -> asked.addAll(ASKED.getOrDefault(method, Set.of(method))));
        var granted = new TreeSet<String>();
        var elsewhere = Plans.of("registry.example/checkout", stand.target(), stand.settings(), Json.obj());
        PromotionGrants.of(new PlanRequirements(List.of(PlanRequirements.Service.of(elsewhere))), "home")
                .forEach(grant -> granted.addAll(grant.permissions()));
        assertThat(asked).isEqualTo(granted);
    }

    @Test
    void anotherProjectIsRefusedBeforeAnyCall() {
        var elsewhere = new Resource(Origin.gcp("other", "europe-west1"), Kinds.RUN_SERVICE, "checkout");
        assertThat(problem(() -> stand.platform().preflight(elsewhere, blank())).code())
                .isEqualTo("OtherProject");
        assertThat(stand.server.calls()).isEmpty();
    }

    @Test
    void aServiceThatIsGoneIsNamed() {
        stand.server.remove(RunStand.SERVICE);
        assertThat(problem(() -> stand.platform().preflight(stand.target(), blank()))
                        .message())
                .isEqualTo("Cloud Run service checkout does not exist");
    }

    @Test
    void anImageThatNoContainerRunsIsNamed() throws CallFailed {
        var other = new Rollout("docker.io/shop/other", TargetUnderTest.NEW, "", ready().baseline(), Json.obj());
        assertThat(problem(() -> deploy(other, KEY)).message())
                .isEqualTo("none of the 2 containers runs docker.io/shop/other; the setting 'container' names the one"
                        + " that is to");
    }
}

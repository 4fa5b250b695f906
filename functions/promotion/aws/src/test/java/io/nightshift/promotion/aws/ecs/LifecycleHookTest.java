package io.nightshift.promotion.aws.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Rollouts;
import io.nightshift.promotion.aws.ecs.HookSettings.ByHand;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Revision;
import io.nightshift.sandbox.aws.FakeResource.Rollover;
import io.nightshift.sandbox.aws.FakeResource.Service;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A canary of 10 % that a promotion deployed: {@code web:10}, at its first step; asked over the wire. */
class LifecycleHookTest {

    private static final String DEPLOYMENT = AwsStandIn.arn("ecs", "service-deployment/prod/web/EZe5RNVLH6PPzHXI00001");
    private static final String REVISION = AwsStandIn.arn("ecs", "service-revision/prod/web/9313423515462893901");
    private static final String BEFORE = "PRE_PRODUCTION_TRAFFIC_SHIFT";
    private static final String ID = "EZe5RNVLH6PPzHXI00001";

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final ShiftStand stand = ShiftStand.in(cloud, "CANARY", 10, 0);
    private final List<String> log = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T03:04:05Z");
    private HookSettings settings = HookSettings.DEFAULT;

    LifecycleHookTest() throws CallFailed {
        Rollouts.deployed(stand);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Json.Obj question(String stage, double weight) {
        var weights =
                Json.obj().with(REVISION, Json.of(weight)).with(REVISION.replace("901", "900"), Json.of(100 - weight));
        return Json.obj()
                .with("executionId", "f4fcae0f-9bec-41c6-ba87-0eaa0cef8af5")
                .with("lifecycleStage", stage)
                .with("resourceArn", DEPLOYMENT)
                .with(
                        "executionDetails",
                        Json.obj()
                                .with("serviceArn", AwsStandIn.arn("ecs", "service/prod/web"))
                                .with("targetServiceRevisionArn", REVISION)
                                .with("testTrafficWeights", Json.obj())
                                .with("productionTrafficWeights", weights));
    }

    private Json.Obj ask(byte[] payload) {
        InstantSource clock = () -> now;
        var answer = new EcsLifecycleHook(cloud.regions, settings, clock, log::add).answer(payload);
        try {
            return Json.parse(new String(answer, StandardCharsets.UTF_8)) instanceof Json.Obj json ? json : Json.obj();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private String status(String payload) {
        return status(payload.getBytes(StandardCharsets.UTF_8));
    }

    private String status(byte[] payload) {
        return ask(payload).get("hookStatus") instanceof Json.Str(var text) ? text : "";
    }

    private String status(Json payload) {
        return status(payload.text());
    }

    private void tagged(String key, String value) {
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.tagged(Map.of(key, value)));
    }

    private void permitted(String text) {
        tagged(HookPermission.TAG, text);
    }

    @Test
    void withoutAPermissionItIsAskedAgain() throws JsonException {
        var answer = View.of(ask(question(BEFORE, 0).text().getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.at("hookStatus").text()).isEqualTo("IN_PROGRESS");
        assertThat(answer.at("callBackDelay").integer()).isEqualTo(30);
        assertThat(answer.at("hookDetails", HookCall.SINCE).text()).isEqualTo("2026-11-21T03:04:05Z");
    }

    @ParameterizedTest
    @CsvSource({
        ID + "=10, 0, SUCCEEDED",
        ID + "=100, 0, SUCCEEDED",
        ID + "=9, 0, IN_PROGRESS",
        ID + "=10, 10, IN_PROGRESS",
        ID + "=99, 10, IN_PROGRESS",
        ID + "=100, 10, SUCCEEDED",
        "EZe5RNVLH6PPzHXI00002=100, 0, IN_PROGRESS",
        ID + "=1000, 0, IN_PROGRESS",
        ID + "=010, 0, IN_PROGRESS",
        ID + "=-10, 0, IN_PROGRESS",
        ID + ", 0, IN_PROGRESS",
        "=100, 0, IN_PROGRESS",
        "100, 0, IN_PROGRESS"
    })
    void aStepIsGivenWhenItIsPermittedToThisDeployment(String tag, double weight, String status) {
        permitted(tag);
        assertThat(status(question(BEFORE, weight))).isEqualTo(status);
    }

    @Test
    void ofTheQuestionsWeightAndThatOfEcsTheLargerCounts() {
        cloud.aws.alter(Rollover.class, "service-deployment/prod/web/" + ID, one -> one.in("IN_PROGRESS", BEFORE, 10));
        permitted(ID + "=10");
        assertThat(status(question(BEFORE, 0))).isEqualTo("IN_PROGRESS");
    }

    @Test
    void itIsFailedWhenNobodyPermittedItInTime() {
        var held = question(BEFORE, 0)
                .with(
                        "hookDetails",
                        Json.obj().with(HookCall.SINCE, now.toString()).with(HookCall.FOR, "10.0"));
        now = now.plus(settings.retryPolicy()).minusSeconds(1);
        assertThat(status(held)).isEqualTo("IN_PROGRESS");
        now = now.plusSeconds(1);
        assertThat(status(held)).isEqualTo("FAILED");
    }

    @Test
    void eachShareHasTheWholeTime() {
        permitted(ID + "=10");
        var held = question(BEFORE, 10)
                .with(
                        "hookDetails",
                        Json.obj().with(HookCall.SINCE, now.toString()).with(HookCall.FOR, "10.0"));
        now = now.plus(Duration.ofDays(2));
        assertThat(status(held)).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aTimeOfTheFutureWinsNoTime() throws JsonException {
        var held = question(BEFORE, 0)
                .with(
                        "hookDetails",
                        Json.obj().with(HookCall.SINCE, "2030-01-01T00:00:00Z").with(HookCall.FOR, "10.0"));
        var answer = View.of(ask(held.text().getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.at("hookDetails", HookCall.SINCE).text()).isEqualTo(now.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeServiceDeployments",
                "DescribeServiceRevisions",
                "DescribeServices",
                "DescribeTaskDefinition"
            })
    void whatCannotBeReadIsNoPermission(String operation) {
        permitted(ID + "=100");
        cloud.aws.fail(operation, new AwsFault.Denied());
        assertThat(status(question(BEFORE, 0))).isEqualTo("IN_PROGRESS");
        var held = question(BEFORE, 0)
                .with(
                        "hookDetails",
                        Json.obj().with(HookCall.SINCE, now.toString()).with(HookCall.FOR, ""));
        now = now.plus(settings.retryPolicy());
        cloud.aws.fail(operation, new AwsFault.Denied());
        assertThat(status(held)).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ROLLBACK_REQUESTED", "ROLLBACK_SUCCESSFUL", "STOPPED", "SUCCESSFUL"})
    void aDeploymentThatIsNotUnderWayGetsNothing(String over) {
        permitted(ID + "=100");
        cloud.aws.alter(Rollover.class, "service-deployment/prod/web/" + ID, one -> one.in(over, BEFORE, 0));
        assertThat(status(question(BEFORE, 0))).isEqualTo("FAILED");
    }

    @Test
    void whatServedBeforeComesHomeWithoutAPermission() {
        tagged(HookPermission.HOME, "web:10");
        assertThat(status(question(BEFORE, 0))).isEqualTo("SUCCEEDED");
        tagged(HookPermission.HOME, "web:1");
        assertThat(status(question(BEFORE, 0))).isEqualTo("IN_PROGRESS");
    }

    @ParameterizedTest
    @CsvSource({"HOLD, IN_PROGRESS", "PASS, SUCCEEDED"})
    void aVersionThatNoPromotionMadeIsHeldUnlessSuchOnesPass(ByHand byHand, String status) {
        cloud.aws.place(new Revision("prod/web", "9313423515462893901", AwsStandIn.taskDefinition("web", 3)));
        settings = settings.deployedByHand(byHand);
        assertThat(status(question(BEFORE, 0))).isEqualTo(status);
    }

    @Test
    void oneThatAPromotionMadeIsHeldAlsoWhereOthersPass() {
        settings = settings.deployedByHand(ByHand.PASS);
        assertThat(status(question(BEFORE, 0))).isEqualTo("IN_PROGRESS");
    }

    @Test
    void aVersionByHandIsHeldForAnHour() {
        cloud.aws.place(new Revision("prod/web", "9313423515462893901", AwsStandIn.taskDefinition("web", 3)));
        var held = question(BEFORE, 0)
                .with(
                        "hookDetails",
                        Json.obj().with(HookCall.SINCE, now.toString()).with(HookCall.FOR, "10.0"));
        now = now.plus(Duration.ofHours(1));
        assertThat(status(held)).isEqualTo("FAILED");
    }

    @Test
    void theWayBackIsNeverHeld() {
        cloud.aws.fail("DescribeServiceDeployments", new AwsFault.Denied());
        assertThat(status(question("PRODUCTION_TRAFFIC_SHIFT", 0))).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @CsvSource({"10, SUCCEEDED", "11, FAILED", "100, FAILED"})
    void aShiftThatIsUnderWayIsHeldToThePermissionToo(double weight, String status) {
        permitted(ID + "=10");
        assertThat(status(question("PRODUCTION_TRAFFIC_SHIFT", weight))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRE_SCALE_UP", "POST_SCALE_UP", "POST_PRODUCTION_TRAFFIC_SHIFT"})
    void aStageWithoutTrafficIsNotHeld(String stage) {
        assertThat(status(question(stage, 0))).isEqualTo("SUCCEEDED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AFTER_ALL", "pre_scale_up", "PRE_SCALE_UP ", "SCALE_UP"})
    void aStageThatNobodyKnowsIsFailed(String stage) {
        permitted(ID + "=100");
        assertThat(status(question(stage, 0))).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @CsvSource({
        "111122223333, 999988887777",
        "eu-central-1, us-east-1",
        "arn:aws:ecs, arn:aws:lambda",
        "arn:aws:ecs, ARN:AWS:ECS",
        "prod/web, prod",
        "prod/web, prod/web/web",
        "prod/web, prod/..",
        "service-deployment/prod, service-deployment/stage",
        "service-revision/prod/web, service-revision/prod/api",
        "service/prod/web, service/prod/api",
        "EZe5RNVLH6PPzHXI00001, EZe5RNVLH6PPzHXI00009",
        "9313423515462893901, 9313423515462893999"
    })
    void anArnThatIsNotOfThisDeploymentIsFailed(String what, String other) {
        permitted(ID + "=100");
        for (var stage : List.of(BEFORE, "PRODUCTION_TRAFFIC_SHIFT")) {
            assertThat(status(question(stage, stage.equals(BEFORE) ? 0 : 10)
                            .text()
                            .replace(what, other)))
                    .as(stage)
                    .isEqualTo("FAILED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lifecycleStage",
                "resourceArn",
                "executionDetails",
                "serviceArn",
                "targetServiceRevisionArn",
                "productionTrafficWeights",
                "9313423515462893901"
            })
    void aQuestionWithoutItIsFailed(String field) {
        permitted(ID + "=100");
        assertThat(status(question(BEFORE, 0).text().replaceFirst("\"([^\"]*)" + field + "\":", "\"$1x\":")))
                .isEqualTo("FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "\"SUCCEEDED\"", "{\"hookStatus\":\"SUCCEEDED\"}", "{\"a\":", "\u0000"})
    void whatIsNoQuestionIsFailed(String payload) {
        assertThat(status(payload)).isEqualTo("FAILED");
    }

    @Test
    void aQuestionThatIsTooLongOrTooDeepIsFailed() {
        permitted(ID + "=100");
        assertThat(status(question(BEFORE, 0).with("padding", "x".repeat(70_000))))
                .isEqualTo("FAILED");
        assertThat(status("[".repeat(50_000))).isEqualTo("FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "101", "1e9", "1e99999999999", "\"all\"", "null", "{}", "true"})
    void aWeightThatIsNoneIsFailed(String weight) {
        permitted(ID + "=100");
        assertThat(status(question(BEFORE, 0).text().replace("901\":0.0", "901\":" + weight)))
                .isEqualTo("FAILED");
    }

    @Test
    void theLogHasTheReasonAndNothingOfThePayload() {
        status(question(BEFORE, 0).with("token", "canary-secret"));
        status("{\"lifecycleStage\":\"canary-secret\",\"resourceArn\":\"canary-secret\"}");
        status(question("canary-secret", 0));
        assertThat(log).hasSize(3).noneMatch(line -> line.contains("canary-secret"));
        assertThat(log.getFirst())
                .isEqualTo("prod/web " + ID + " at " + BEFORE + ": Wait, it may have 0 % and would get 10.0");
    }
}

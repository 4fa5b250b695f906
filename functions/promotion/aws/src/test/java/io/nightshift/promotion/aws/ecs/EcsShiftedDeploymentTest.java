package io.nightshift.promotion.aws.ecs;

import static io.nightshift.promotion.aws.Rollouts.KEY;
import static io.nightshift.promotion.aws.Rollouts.blank;
import static io.nightshift.promotion.aws.Rollouts.deploy;
import static io.nightshift.promotion.aws.Rollouts.deployed;
import static io.nightshift.promotion.aws.Rollouts.preflight;
import static io.nightshift.promotion.aws.Rollouts.problem;
import static io.nightshift.promotion.aws.Rollouts.problems;
import static io.nightshift.promotion.aws.Rollouts.ready;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Rollover;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.Shifting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsShiftedDeploymentTest {

    private static final String BEFORE = "PRE_PRODUCTION_TRAFFIC_SHIFT";

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final ShiftStand stand = ShiftStand.in(cloud, "CANARY", 10, 1);

    @AfterEach
    void close() {
        cloud.close();
    }

    private void configured(UnaryOperator<Shifting> how) {
        cloud.aws.alter(Shifting.class, "shifting/prod/web", how);
    }

    private void hooked(Map<String, List<String>> hooks) {
        configured(how -> how.hooked(hooks));
    }

    private void shift(Rollout rollout, int percent) throws CallFailed {
        stand.platform().shift(stand.target(), rollout, percent, KEY);
    }

    private TrafficStatus exposure(Rollout rollout) throws CallFailed {
        return stand.platform().exposure(stand.target(), rollout);
    }

    private void last(UnaryOperator<Rollover> how) {
        var last = stand.rollovers().getLast();
        cloud.aws.place(how.apply(last));
    }

    @Test
    void itIsHeldBeforeItsFirstTrafficHoweverLongItTakes() throws CallFailed {
        var rollout = deployed(stand);
        for (int hour = 0; hour < 10; hour++) {
            stand.settle();
        }
        assertThat(stand.shareOfNew()).isZero();
        assertThat(exposure(rollout)).isEqualTo(new TrafficStatus(0, true, ""));
        assertThat(stand.log).allMatch(line -> line.contains("Wait"));
    }

    @Test
    void aPermissionIsNotYetTheShare() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 10);
        assertThat(exposure(rollout)).isEqualTo(new TrafficStatus(0, false, ""));
        stand.settle();
        assertThat(exposure(rollout)).isEqualTo(new TrafficStatus(10, true, ""));
        shift(rollout, 100);
        assertThat(exposure(rollout)).isEqualTo(new TrafficStatus(10, false, ""));
        stand.settle();
        assertThat(exposure(rollout)).isEqualTo(new TrafficStatus(100, true, ""));
    }

    @Test
    void aPermissionLetsNoOtherDeploymentThrough() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        var left = stand.service().tags().get(HookPermission.TAG);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        cloud.aws.alter(
                Service.class,
                "service/prod/web",
                service -> service.tagged(Map.of(HookPermission.TAG, String.valueOf(left))));
        deployed(stand);
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"5, '10, 100'", "50, '10, 100'", "99, '10, 100'"})
    void aShareThatEcsCannotGiveIsRefusedWithThoseThatItCan(int percent, String shares) throws CallFailed {
        var rollout = deployed(stand);
        assertThat(problem(() -> shift(rollout, percent)).message()).contains(shares);
        var settings = stand.settings().with("shares", Json.arr(Json.of(percent), Json.of(100)));
        var wanted = new Rollout(stand.image(), ShiftStand.NEW, "", Json.obj(), settings);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.platform().preflight(stand.target(), wanted).problems())
                .singleElement()
                .satisfies(found -> assertThat(found.message()).contains(shares, String.valueOf(percent)));
    }

    @ParameterizedTest
    @CsvSource({"82799, 999999, 0", "82800, 600, 1"})
    void aBakeThatEcsDoesNotWaitForIsRefusedBeforehand(long canary, long all, int problems) throws CallFailed {
        var settings = stand.settings()
                .with("shares", Json.arr(Json.of(10), Json.of(100)))
                .with("bakes", Json.arr(Json.of(canary), Json.of(all)));
        var wanted = new Rollout(stand.image(), ShiftStand.NEW, "", Json.obj(), settings);
        assertThat(stand.platform().preflight(stand.target(), wanted).problems())
                .hasSize(problems)
                .allMatch(found -> found.code().equals("HoldsTooLong"));
    }

    @Test
    void aShareIsNotTakenBackByHalf() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        assertThat(problem(() -> shift(rollout, 10)).code()).isEqualTo("NotShareable");
        assertThat(stand.shareOfNew()).isEqualTo(100);
    }

    @Test
    void aPermissionThatWasNotUsedCanBeMadeSmaller() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        shift(rollout, 10);
        stand.settle();
        assertThat(stand.shareOfNew()).isEqualTo(10);
    }

    @Test
    void whileEcsBakesTheWayBackIsItsOwn() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.rollovers())
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isEqualTo("ROLLBACK_SUCCESSFUL"));
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void afterwardsAnotherDeploymentGoesHomePastTheHook() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        stand.settle();
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.rollovers()).hasSize(2);
        assertThat(stand.shareOfNew()).isZero();
        assertThat(stand.log.getLast()).contains("goes home to web:9");
    }

    private void byHand(String version) throws CallFailed {
        cloud.regions
                .of(stand.target())
                .ecs()
                .updateService(request -> request.cluster("prod").service("web").taskDefinition(version));
    }

    @Test
    void aHumanWhoGoesBackByHandIsNotHeld() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        stand.settle();
        byHand("web:9");
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void anotherVersionByHandIsHeldForAnHourAndThenFailed() throws CallFailed {
        byHand("web:3");
        stand.settle();
        assertThat(stand.rollovers().getLast().stage()).isEqualTo(BEFORE);
        stand.wait(Duration.ofHours(1));
        stand.settle();
        assertThat(stand.rollovers().getLast().status()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(stand.service().taskDefinition()).isEqualTo(AwsStandIn.taskDefinition("web", 9));
    }

    @Test
    void aPromotionThatNobodyGoesOnWithIsTakenBackByTheHook() throws CallFailed {
        deployed(stand);
        stand.wait(HookSettings.DEFAULT.retryPolicy());
        stand.settle();
        assertThat(stand.rollovers().getLast().status()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void theWayHomeIsOpenWhenSomebodyTookTheTagsAway() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        stand.settle();
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.tagged(Map.of()));
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagResource", "UpdateService", "ListServiceDeployments", "DescribeServiceRevisions"})
    void aReplyThatIsLostMakesNoSecondVersion(String operation) throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail(operation, new AwsFault.CutReply());
        assertThat(deploy(stand, rollout).version()).isEqualTo("web:10");
        assertThat(stand.rollovers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagResource", "UpdateService"})
    void aCrashInTheMiddleIsPickedUp(String operation) throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail(operation, new AwsFault.Denied());
        assertThat(problem(() -> deploy(stand, rollout)).retryable()).isFalse();
        assertThat(deploy(stand, rollout).version()).isEqualTo("web:10");
        assertThat(stand.versionsOfNew()).isEqualTo(1);
        assertThat(stand.rollovers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"StopServiceDeployment", "DescribeServiceDeployments"})
    void aStopWhoseReplyIsLostIsAStop(String operation) throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.fail(operation, new AwsFault.CutReply());
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.service().taskDefinition()).isEqualTo(AwsStandIn.taskDefinition("web", 9));
    }

    @Test
    void thePermissionIsGoneBeforeEcsIsToldToStop() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        cloud.aws.fail("StopServiceDeployment", new AwsFault.Denied());
        assertThat(problem(() -> stand.platform().takeBack(stand.target(), rollout, KEY))
                        .code())
                .isEqualTo("AccessDeniedException");
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void aDeploymentThatEcsTookBackIsBrokenAndNotBegunAgain() throws CallFailed {
        var rollout = deployed(stand);
        last(one -> one.in("ROLLBACK_REQUESTED", one.stage(), 0));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
        assertThat(problem(() -> shift(rollout, 10)).code()).isEqualTo("NotDeployed");
    }

    private Readiness wentBack(String... codeReasonContainers) throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.place(ServiceStand.stopped("web", 10, ServiceStand.LATER, codeReasonContainers));
        last(one -> one.in("ROLLBACK_REQUESTED", "SCALE_UP", 0));
        return stand.platform().deployed(stand.target(), rollout);
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE, TaskFailedToStart, CannotPullContainerError: not found",
        "START, TaskFailedToStart, ResourceInitializationError: failed to initialize logging driver",
        "VERSION, EssentialContainerExited, Essential container in task exited",
        "VERSION, ServiceSchedulerInitiated, Scaling activity initiated by (deployment ecs-svc/2)"
    })
    void theStoppedTasksTellWhatEcsGoesBackFor(Cause cause, String code, String reason) throws CallFailed {
        assertThat(wentBack(code, reason, code.startsWith("Task") ? reason : "1"))
                .asInstanceOf(type(Readiness.Broken.class))
                .satisfies(broken -> assertThat(broken.cause()).isEqualTo(cause));
        stand.settle();
        assertThat(stand.service().taskDefinition()).isEqualTo(AwsStandIn.taskDefinition("web", 9));
    }

    @Test
    void anImageThatCannotBePulledIsFoundWhileItsTasksStart() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.place(
                ServiceStand.stopped("web", 10, ServiceStand.LATER, "TaskFailedToStart", "CannotPullContainerError"));
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.Broken("ECS is at RECONCILE_SERVICE: CannotPullContainerError", Cause.IMAGE));
    }

    @Test
    void whatEcsWentBackFromIsBegunAnewOnceItIsBack() throws CallFailed {
        var before = ready(stand);
        deploy(stand, before);
        last(one -> one.in("ROLLBACK_REQUESTED", "SCALE_UP", 0));
        assertThat(problem(() -> deploy(stand, before)).retryable()).isTrue();
        stand.settle();
        deployedAgain(before);
    }

    @Test
    void soIsWhatEcsStoppedAndDidNotGoBackFrom() throws CallFailed {
        var before = ready(stand);
        var rollout = deploy(stand, before);
        last(one -> one.in("STOPPED", "SCALE_UP", 0));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
        assertThat(exposure(rollout).percent()).isZero();
        deployedAgain(before);
    }

    private void deployedAgain(Rollout before) throws CallFailed {
        var again = deploy(stand, before);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), again)).isEqualTo(new Readiness.Ready());
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    @Test
    void itIsOnItsWayWhileItsTasksStart() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.OnItsWay("ECS is at RECONCILE_SERVICE"));
    }

    @Test
    void aDeploymentThatIsNotListedYetIsNotBroken() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.remove(stand.rollovers().getFirst().key());
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
    }

    @Test
    void aWayBackThatFailedIsForAHuman() throws CallFailed {
        var rollout = deployed(stand);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        last(one -> one.in("ROLLBACK_FAILED", one.stage(), 0));
        assertThat(exposure(rollout).settled()).isFalse();
        assertThat(problem(() -> stand.platform().takeBack(stand.target(), rollout, KEY))
                        .code())
                .isEqualTo("RollbackFailed");
    }

    @Test
    void aServiceWithoutOurHookIsRefused() throws CallFailed {
        hooked(Map.of("their-hook", List.of(BEFORE)));
        assertThat(problems(stand)).containsExactly("HookMissing");
    }

    @Test
    void aHookThatIsNotAskedBeforeTheTrafficIsRefused() throws CallFailed {
        hooked(Map.of(ShiftStand.HOOK, List.of("POST_SCALE_UP")));
        assertThat(problems(stand)).containsExactly("HookStageMissing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRODUCTION_TRAFFIC_SHIFT", "TEST_TRAFFIC_SHIFT"})
    void aHookThatIsAskedOnTheWayBackIsRefused(String stage) throws CallFailed {
        hooked(Map.of(ShiftStand.HOOK, List.of(BEFORE, stage)));
        assertThat(problems(stand)).containsExactly("HookOnTheWayBack");
    }

    @Test
    void aHookOfAnotherNameIsNamedInThePolicy() throws CallFailed {
        hooked(Map.of("their-hook", List.of(BEFORE)));
        var settings = stand.settings().with("hook", "their-hook");
        var rollout = new Rollout(stand.image(), ShiftStand.NEW, "", Json.obj(), settings);
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .isEmpty();
    }

    @Test
    void nothingIsDeployedWhenTheHookWasTakenAwayMeanwhile() throws CallFailed {
        var rollout = ready(stand);
        hooked(Map.of());
        assertThat(problem(() -> deploy(stand, rollout)).code()).isEqualTo("HookMissing");
        assertThat(stand.versionsOfNew()).isZero();
    }

    @Test
    void aDeploymentThatIsUnderWayIsWaitedFor() throws CallFailed {
        deployed(stand);
        assertThat(preflight(stand).problems()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("DeploymentInProgress");
            assertThat(found.passing()).isTrue();
        });
    }

    @Test
    void aServiceOfCodeDeployIsNotOurs() throws CallFailed {
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.deployedBy("CODE_DEPLOY"));
        assertThat(problems(stand)).containsExactly("WrongController");
    }

    @Test
    void aStrategyThatNobodyKnowsIsRefused() throws CallFailed {
        configured(how -> new Shifting("prod/web", "SPIRAL", 1, 0, how.hooks(), List.of()));
        assertThat(problems(stand)).containsExactly("WrongStrategy");
    }

    @Test
    void alarmsOnWhichEcsGoesBackByItselfAreWrittenDown() throws CallFailed {
        configured(how -> new Shifting("prod/web", "CANARY", 10, 0, how.hooks(), List.of("web-5xx")));
        assertThat(preflight(stand).baseline().get("ecsRollsBackOn")).isEqualTo(Json.strings(List.of("web-5xx")));
    }

    @Test
    void theWayBackIsTheCommandThatAHumanWouldType() throws CallFailed {
        assertThat(preflight(stand).baseline().get("command"))
                .isEqualTo(Json.of("aws ecs stop-service-deployment --region eu-central-1 --stop-type ROLLBACK"
                        + " --service-deployment-arn \"$(aws ecs list-service-deployments --region eu-central-1"
                        + " --cluster prod --service web --status IN_PROGRESS --query"
                        + " 'serviceDeployments[0].serviceDeploymentArn' --output text)\""
                        + " || aws ecs update-service --region eu-central-1 --cluster prod --service web"
                        + " --task-definition web:9"));
    }

    @Test
    void whatWasProvenIsHomeAfterwards() throws CallFailed {
        var rollout = deployed(stand);
        shift(rollout, 100);
        stand.settle();
        stand.platform().retire(stand.target(), rollout, KEY);
        assertThat(stand.service().tags())
                .containsEntry(HookPermission.HOME, "web:10")
                .containsEntry("team", "shop");
    }

    @Test
    void ownersTagsAreSeen() throws CallFailed {
        assertThat(stand.platform().tags(stand.target(), blank(stand))).containsEntry("team", "shop");
    }
}

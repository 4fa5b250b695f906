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
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Whole;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TaskDefinition;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsServicesTest {

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final ServiceStand stand = ServiceStand.in(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    /** As the service is, with one deployment of that state. */
    private void deployment(String rollout) {
        deployment(rollout, "");
    }

    private void deployment(String rollout, String event) {
        cloud.aws.alter(Service.class, "service/prod/web", service -> {
            var one = new Deployment("ecs-svc/2", "PRIMARY", service.taskDefinition(), rollout, event);
            return new Service(
                    "prod",
                    "web",
                    "ACTIVE",
                    4,
                    4,
                    service.taskDefinition(),
                    List.of(one),
                    service.controller(),
                    service.tags());
        });
    }

    @Test
    void aVersionIsTheBaselineWithAnotherImage() throws CallFailed {
        var rollout = deployed(stand);
        assertThat(rollout.version()).isEqualTo("web:10");
        var made = stand.definitionsOfNew().getFirst();
        assertThat(made.body())
                .isEqualTo(ServiceStand.definition(9, ServiceStand.IMAGE + "@" + ServiceStand.NEW)
                        .body()
                        .with("family", "web"));
        assertThat(made.tags()).containsEntry("team", "shop").containsEntry(TaskDefinitions.FROM, "web:9");
    }

    @Test
    void theWayBackIsTheCommandThatAHumanWouldType() throws CallFailed {
        assertThat(preflight(stand).baseline().get("command"))
                .isEqualTo(Json.of("aws ecs update-service --region eu-central-1 --cluster prod --service web"
                        + " --task-definition web:9"));
    }

    @ParameterizedTest
    @CsvSource({"IN_PROGRESS, DeploymentInProgress", "FAILED, Unhealthy"})
    void aDeploymentThatIsNotDoneIsFoundBeforehand(String state, String code) throws CallFailed {
        deployment(state);
        assertThat(problems(stand)).containsExactly(code);
    }

    @Test
    void tasksThatDoNotRunAreFoundBeforehand() throws CallFailed {
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.running(3));
        assertThat(preflight(stand).problems()).singleElement().satisfies(found -> {
            assertThat(found.message()).isEqualTo("only 3 of 4 tasks run");
            assertThat(found.passing()).isTrue();
        });
    }

    @Test
    void aServiceOfCodeDeployIsNotOurs() throws CallFailed {
        cloud.aws.alter(Service.class, "service/prod/web", service -> service.deployedBy("CODE_DEPLOY"));
        assertThat(problems(stand)).containsExactly("WrongController");
    }

    @ParameterizedTest
    @CsvSource({"shop/web:latest, 1", "shop/web, 1", "registry:5000/web, 1", "shop/web:v7, 0"})
    void anImageByALatestTagHasNoWayBack(String image, int problems) throws CallFailed {
        cloud.aws.place(ServiceStand.definition(9, image));
        assertThat(preflight(stand).problems())
                .hasSize(problems)
                .allMatch(found -> found.code().equals("Irreversible"));
    }

    @ParameterizedTest
    @CsvSource({"linux/arm64, 0", "linux/amd64, 1"})
    void anImageForAnotherArchitectureIsFoundBeforehand(String platform, int problems) throws CallFailed {
        var definition = ServiceStand.definition(9, ServiceStand.IMAGE + "@" + ServiceStand.OLD);
        var body = definition.body().with("runtimePlatform", Json.obj().with("cpuArchitecture", "ARM64"));
        cloud.aws.place(new TaskDefinition("web", 9, body, definition.tags()));
        var settings = stand.settings().with("platforms", Json.arr(Json.of(platform)));
        var rollout = new Rollout(stand.image(), ServiceStand.NEW, "", Json.obj(), settings);
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .hasSize(problems)
                .allMatch(found -> found.code().equals("WrongPlatform"));
    }

    @Test
    void oneContainerOfManyHasToBeNamed() {
        var unnamed = new Rollout(stand.image(), ServiceStand.NEW, "", Json.obj(), Json.obj());
        assertThat(problem(() -> stand.platform().preflight(stand.target(), unnamed))
                        .message())
                .contains("with.container");
        var other = new Rollout(
                stand.image(), ServiceStand.NEW, "", Json.obj(), Json.obj().with("container", "wob"));
        assertThat(problem(() -> stand.platform().preflight(stand.target(), other))
                        .message())
                .contains("web, proxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpdateService", "DescribeServices", "DescribeTaskDefinition", "ListTaskDefinitions"})
    void aReplyThatIsLostMakesNoSecondVersion(String operation) throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail(operation, new AwsFault.CutReply());
        assertThat(deploy(stand, rollout).version()).isEqualTo("web:10");
        assertThat(stand.versionsOfNew()).isEqualTo(1);
        assertThat(stand.shareOfNew()).isEqualTo(100);
    }

    @Test
    void aCrashBetweenRegisteringAndUpdatingIsPickedUp() throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail("UpdateService", new AwsFault.Denied());
        assertThat(problem(() -> deploy(stand, rollout)).retryable()).isFalse();
        assertThat(deploy(stand, rollout).version()).isEqualTo("web:10");
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    @Test
    void aRolloutIsOnItsWayUntilEcsSaysSo() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        assertThat(stand.platform().exposure(stand.target(), rollout).settled()).isFalse();
        stand.settle();
        assertThat(stand.platform().exposure(stand.target(), rollout)).isEqualTo(new TrafficStatus(100, true, ""));
    }

    @Test
    void aDeploymentThatEcsGaveUpIsBroken() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        deployment("FAILED");
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
    }

    private static final String NO_IMAGE =
            "(service web) (task 1) failed to start: CannotPullContainerError: not found";

    @Test
    void anImageThatCannotBePulledIsNotTheVersionsFault() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        deployment("FAILED", NO_IMAGE);
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.Broken(
                        "ECS gave the deployment up after 0 failed tasks: " + NO_IMAGE, Cause.IMAGE));
    }

    private void stopped(String... codeReasonContainers) {
        cloud.aws.place(ServiceStand.stopped("web", 10, ServiceStand.LATER, codeReasonContainers));
    }

    /** How a deployment that ECS gave up is read. */
    private Readiness gaveUp() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        deployment("FAILED");
        return stand.platform().deployed(stand.target(), rollout);
    }

    private static void broken(Readiness seen, Cause cause, String... inReason) {
        assertThat(seen).asInstanceOf(type(Readiness.Broken.class)).satisfies(broken -> {
            assertThat(broken.cause()).isEqualTo(cause);
            assertThat(broken.reason()).contains(inReason);
        });
    }

    private static final String STARTED = "TaskFailedToStart";
    private static final String PULL = "CannotPullContainerError: pull image manifest has been retried 5 time(s)";
    private static final String ENDED = "Essential container in task exited";

    static Stream<Arguments> stoppedTasks() {
        return Stream.of(
                Arguments.of(Cause.IMAGE, new String[] {STARTED, PULL}),
                Arguments.of(Cause.IMAGE, new String[] {STARTED, "Task failed to start", PULL}),
                Arguments.of(Cause.IMAGE, new String[] {
                    STARTED, "CannotPullImageManifestError: Error response from daemon: toomanyrequests"
                }),
                Arguments.of(Cause.IMAGE, new String[] {
                    STARTED,
                    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource"
                            + " retrieval failed: unable to retrieve ecr registry auth: i/o timeout"
                }),
                Arguments.of(
                        Cause.START,
                        new String[] {STARTED, "ResourceInitializationError: unable to retrieve secrets from ssm"}),
                Arguments.of(Cause.START, new String[] {STARTED, "Timeout waiting for network interface provisioning"}),
                Arguments.of(Cause.VERSION, new String[] {"EssentialContainerExited", ENDED, "1"}),
                Arguments.of(Cause.VERSION, new String[] {
                    "ServiceSchedulerInitiated", "Task failed ELB health checks in (target-group x)", "143"
                }),
                Arguments.of(
                        Cause.VERSION,
                        new String[] {"ServiceSchedulerInitiated", "Task failed container health checks", "0"}));
    }

    @ParameterizedTest
    @MethodSource("stoppedTasks")
    void theStoppedTasksTellWhatADeploymentFailedFor(Cause cause, String[] task) throws CallFailed {
        stopped(task);
        broken(gaveUp(), cause, task[1]);
    }

    @Test
    void aVersionThatRanIsToBlameWhateverElseCouldNotStart() throws CallFailed {
        stopped(STARTED, "Timeout waiting for network interface provisioning");
        stopped(STARTED, PULL);
        stopped("EssentialContainerExited", ENDED, "137");
        broken(gaveUp(), Cause.VERSION, ENDED);
    }

    @Test
    void tasksOfAnotherVersionOrAnEarlierAttemptDoNotCount() throws CallFailed {
        cloud.aws.place(
                ServiceStand.stopped("web", 9, ServiceStand.LATER, STARTED, PULL),
                ServiceStand.stopped("web", 10, ServiceStand.BEFORE, STARTED, PULL));
        stopped("ServiceSchedulerInitiated", ServiceStand.SCALED_IN, "143");
        assertThat(gaveUp()).isEqualTo(new Readiness.Broken("ECS gave the deployment up after 0 failed tasks"));
    }

    @Test
    void withoutTheCircuitBreakerAnImageThatCannotBePulledIsFoundAsWell() throws CallFailed {
        stopped(STARTED, PULL);
        var rollout = deploy(stand, ready(stand));
        broken(stand.platform().deployed(stand.target(), rollout), Cause.IMAGE, "0 of 4 tasks of it run", PULL);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
    }

    @Test
    void whatEcsStartsAgainByItselfIsOnItsWay() throws CallFailed {
        stopped("EssentialContainerExited", ENDED, "1");
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isEqualTo(new Readiness.OnItsWay("0 of 4 tasks of it run, 0 failed: " + ENDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListTasks", "DescribeTasks"})
    void whereTasksMayNotBeReadItCountsAsABadVersion(String operation) throws CallFailed {
        stopped(STARTED, PULL);
        cloud.aws.fail(operation, new AwsFault.Denied());
        broken(gaveUp(), Cause.VERSION, "ECS gave the deployment up");
    }

    @Test
    void whatCannotBeReadForNowIsNoVerdict() {
        stopped(STARTED, PULL);
        var throttled = new AwsFault.Throttled();
        cloud.aws.fail("ListTasks", throttled, throttled, throttled);
        assertThat(problem(this::gaveUp).retryable()).isTrue();
    }

    @Test
    void whatEcsGaveUpIsBegunAnewWhenItIsDeployedAgain() throws CallFailed {
        var before = ready(stand);
        stopped(STARTED, PULL);
        deploy(stand, before);
        deployment("FAILED");
        var again = deploy(stand, before);
        assertThat(again.version()).isEqualTo("web:10");
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), again)).isEqualTo(new Readiness.Ready());
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    @Test
    void norIsItWhereTheCircuitBreakerWentBackFromIt() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.alter(Service.class, "service/prod/web", service -> {
            var failed = new Deployment("ecs-svc/2", "ACTIVE", service.taskDefinition(), "FAILED", NO_IMAGE);
            var old = ServiceStand.service("web", 9);
            var back = new Deployment("ecs-svc/3", "PRIMARY", old.taskDefinition(), "IN_PROGRESS");
            return new Service(
                    "prod",
                    "web",
                    "ACTIVE",
                    4,
                    4,
                    old.taskDefinition(),
                    List.of(back, failed),
                    service.controller(),
                    service.tags());
        });
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .asInstanceOf(type(Readiness.Broken.class))
                .satisfies(broken -> assertThat(broken.cause()).isEqualTo(Cause.IMAGE));
    }

    @Test
    void aCircuitBreakerThatWentBackIsToldAsBroken() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.place(ServiceStand.service("web", 9));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
    }

    @Test
    void itGoesBackInTheMiddleOfARollout() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.service().taskDefinition()).isEqualTo(AwsStandIn.taskDefinition("web", 9));
    }

    @Test
    void itGoesBackFromADeploymentWhoseReplyNobodyHeard() throws CallFailed {
        var before = ready(stand);
        deploy(stand, before);
        stand.platform().takeBack(stand.target(), before, KEY);
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void aPartOfTheTrafficIsRefused() throws CallFailed {
        var rollout = deployed(stand);
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 10, KEY))
                        .code())
                .isEqualTo("NotShareable");
    }

    @Test
    void aServiceThatIsGoneIsTold() {
        cloud.aws.remove("service/prod/web");
        cloud.aws.place(ServiceStand.service("other", 9));
        assertThat(problem(() -> stand.platform().preflight(stand.target(), blank(stand)))
                        .code())
                .isEqualTo("NotFound");
    }

    @Test
    void aServiceWithoutItsClusterIsNoTarget() {
        var bare = PromotionStandIn.resource(Kinds.ECS_SERVICE, "web");
        assertThat(problem(() -> stand.platform().tags(bare, blank(stand))).code())
                .isEqualTo("NoCluster");
    }

    @Test
    void anOwnersTagsAreSeen() throws CallFailed {
        assertThat(stand.platform().tags(stand.target(), blank(stand))).containsEntry("team", "shop");
    }

    @Test
    void theRoleNeedsWhatIsCalledAndNoMore() throws CallFailed {
        var calls = Whole.permissions(stand, cloud);
        try (var other = new PromotionStandIn()) {
            calls.addAll(Whole.permissions(ShiftStand.in(other, "CANARY", 10, 0), other));
        }
        assertThat(calls).containsExactlyElementsOf(Whole.granted(stand));
    }
}

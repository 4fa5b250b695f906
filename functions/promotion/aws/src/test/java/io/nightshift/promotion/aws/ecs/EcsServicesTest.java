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
import io.nightshift.promotion.aws.Cloud;
import io.nightshift.promotion.aws.Whole;
import io.nightshift.promotion.target.Exposure;
import io.nightshift.promotion.target.Readiness;
import io.nightshift.promotion.target.Readiness.Cause;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.AwsThing.Deployment;
import io.nightshift.sandbox.aws.AwsThing.Service;
import io.nightshift.sandbox.aws.AwsThing.TaskDefinition;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcsServicesTest {

    private final Cloud cloud = new Cloud();
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
        assertThat(stand.platform().exposure(stand.target(), rollout)).isEqualTo(new Exposure(100, true, ""));
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
                .isEqualTo(new Readiness.Broken("ECS gave the deployment up after 0 failed tasks", Cause.IMAGE));
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
        var bare = Cloud.resource(Kinds.ECS_SERVICE, "web");
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
        try (var other = new Cloud()) {
            calls.addAll(Whole.permissions(ShiftStand.in(other, "CANARY", 10, 0), other));
        }
        assertThat(calls).containsExactlyElementsOf(Whole.granted(stand));
    }
}

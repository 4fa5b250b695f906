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
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Whole;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.ListenerRule;
import io.nightshift.sandbox.aws.FakeResource.Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerRulesTest {

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final RuleStand stand = RuleStand.in(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    private void weights(int blue, int green) {
        cloud.aws.alter(
                ListenerRule.class,
                "rule/" + RuleStand.ARN,
                rule -> rule.weighing(
                        Map.of(RuleStand.arn(RuleStand.BLUE), blue, RuleStand.arn(RuleStand.GREEN), green)));
    }

    @Test
    void theVersionsAreTheTargetGroupsThatCloudWatchKnows() throws CallFailed {
        var rollout = deployed(stand);
        assertThat(rollout.version()).isEqualTo(RuleStand.GREEN);
        assertThat(rollout.baseline().get("version")).isEqualTo(Json.of(RuleStand.BLUE));
    }

    @Test
    void theWayBackIsTheCommandThatAHumanWouldType() throws CallFailed {
        assertThat(preflight(stand).baseline().get("command"))
                .isEqualTo(Json.of("aws elbv2 modify-rule --region eu-central-1 --rule-arn " + RuleStand.ARN
                        + " --actions 'Type=forward,ForwardConfig={TargetGroups=[{TargetGroupArn="
                        + RuleStand.arn(RuleStand.BLUE) + ",Weight=100},{TargetGroupArn="
                        + RuleStand.arn(RuleStand.GREEN) + ",Weight=0}]}'"));
    }

    @Test
    void theOtherSideIsNextWhenGreenServes() throws CallFailed {
        weights(0, 1);
        var rollout = deployed(stand);
        assertThat(rollout.version()).isEqualTo(RuleStand.BLUE);
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void weightsThatWereLeftOverAreFoundBeforehand() throws CallFailed {
        weights(90, 10);
        assertThat(problems(stand)).containsExactly("WeightsLeftOver");
    }

    @Test
    void aRuleWithoutTheSecondGroupCannotShare() throws CallFailed {
        cloud.aws.alter(
                ListenerRule.class,
                "rule/" + RuleStand.ARN,
                rule -> rule.weighing(Map.of(RuleStand.arn(RuleStand.BLUE), 1)));
        assertThat(problems(stand)).containsExactly("NotShareable");
    }

    @Test
    void aRuleThatKeepsClientsAtTheirGroupCannotShareExactly() throws CallFailed {
        cloud.aws.alter(
                ListenerRule.class,
                "rule/" + RuleStand.ARN,
                rule -> new ListenerRule(rule.arn(), rule.weights(), true, rule.tags()));
        assertThat(problems(stand)).containsExactly("Sticky");
    }

    @Test
    void aFailedDeploymentOnTheIdleSideDoesNotBlockTheNextPromotion() throws CallFailed {
        var definition = AwsStandIn.taskDefinition("web", 9);
        var failed = new Deployment("ecs-svc/2", "PRIMARY", definition, "FAILED");
        cloud.aws.place(new Service("prod", "web-green", "ACTIVE", 4, 0, definition, List.of(failed), "ECS", Map.of()));
        assertThat(problems(stand)).isEmpty();
    }

    @Test
    void aSideThatWasScaledToNothingIsScaledLikeTheOther() throws CallFailed {
        cloud.aws.alter(
                Service.class,
                "service/prod/web-green",
                service -> service.wanting(0).running(0));
        assertThat(problems(stand)).isEmpty();
        deployed(stand);
        assertThat(stand.service("green").desired()).isEqualTo(4);
        assertThat(stand.service("green").running()).isEqualTo(4);
    }

    @Test
    void theSideOfTheBaselineIsScaledToNothingWhenItRetires() throws CallFailed {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 100, KEY);
        stand.platform().retire(stand.target(), rollout, KEY);
        assertThat(stand.service("blue").desired()).isZero();
        assertThat(stand.service("green").desired()).isEqualTo(4);
    }

    @Test
    void aBaselineWithTrafficIsNotRetired() throws CallFailed {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 99, KEY);
        assertThat(problem(() -> stand.platform().retire(stand.target(), rollout, KEY))
                        .code())
                .isEqualTo("Changed");
        assertThat(stand.service("blue").desired()).isEqualTo(4);
    }

    @Test
    void aBaselineThatRunsSomethingElseByNowIsNoBaseline() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.place(ServiceStand.service("web-blue", 3));
        assertThat(stand.platform().exposure(stand.target(), rollout).others()).isEqualTo("web:3");
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 10, KEY))
                        .code())
                .isEqualTo("Changed");
    }

    private void noTaskRuns(String side) {
        cloud.aws.alter(Service.class, "service/prod/web-" + side, service -> service.running(0));
    }

    /** Requests end at the load balancer then. */
    @Test
    void aRuleBehindWhichNoTaskRunsAtAllIsDownOnBothSides() throws CallFailed {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 50, KEY);
        noTaskRuns("blue");
        noTaskRuns("green");
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.percent()).isEqualTo(50);
        assertThat(seen.versionDown()).isEqualTo("none of the 4 tasks of service web-green runs");
        assertThat(seen.baselineDown()).isEqualTo("none of the 4 tasks of service web-blue runs");
    }

    @Test
    void onlyWhatHasTrafficIsDown() throws CallFailed {
        var rollout = deployed(stand);
        noTaskRuns("blue");
        noTaskRuns("green");
        var before = stand.platform().exposure(stand.target(), rollout);
        assertThat(before.versionDown()).isEmpty();
        assertThat(before.baselineDown()).contains("web-blue");
        stand.platform().shift(stand.target(), rollout, 100, KEY);
        var after = stand.platform().exposure(stand.target(), rollout);
        assertThat(after.versionDown()).contains("web-green");
        assertThat(after.baselineDown()).isEmpty();
    }

    @Test
    void aRuleBehindWhichNoTaskRunsIsNoObstacleForAFix() throws CallFailed {
        noTaskRuns("blue");
        noTaskRuns("green");
        assertThat(preflight(stand).problems()).isEmpty();
        assertThat(preflight(stand).baselineDown()).contains("web-blue");
    }

    @Test
    void aServiceThatIsGoneServesNothing() throws CallFailed {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 50, KEY);
        cloud.aws.remove("service/prod/web-green");
        assertThat(stand.platform().exposure(stand.target(), rollout).versionDown())
                .isEqualTo("there is no ECS service prod/web-green");
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.rule().weights()).containsEntry(RuleStand.arn(RuleStand.BLUE), 100);
    }

    @Test
    void anImageThatCannotBePulledIsNotTheVersionsFault() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.place(ServiceStand.stopped(
                "web-green", 10, ServiceStand.LATER, "TaskFailedToStart", "CannotPullContainerError: denied"));
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .asInstanceOf(type(Readiness.Broken.class))
                .satisfies(broken -> assertThat(broken.cause()).isEqualTo(Cause.IMAGE));
    }

    @Test
    void whatEcsGaveUpOnTheIdleSideIsBegunAnew() throws CallFailed {
        var before = ready(stand);
        deploy(stand, before);
        cloud.aws.alter(
                Service.class,
                "service/prod/web-green",
                one -> new Service(
                        "prod",
                        "web-green",
                        "ACTIVE",
                        4,
                        0,
                        one.taskDefinition(),
                        List.of(new Deployment("ecs-svc/2", "PRIMARY", one.taskDefinition(), "FAILED")),
                        "ECS",
                        one.tags()));
        var again = deploy(stand, before);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), again)).isEqualTo(new Readiness.Ready());
    }

    @Test
    void theNewVersionIsOnItsWayUntilItsServiceIsThrough() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        assertThat(stand.service("blue").taskDefinition()).isEqualTo(AwsStandIn.taskDefinition("web", 9));
    }

    @Test
    void aShiftWhoseReplyIsLostIsDone() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.fail("ModifyRule", new AwsFault.CutReply());
        stand.platform().shift(stand.target(), rollout, 30, KEY);
        assertThat(stand.shareOfNew()).isEqualTo(30);
    }

    @Test
    void aShiftThatIsDeniedHasNotHappened() throws CallFailed {
        var rollout = deployed(stand);
        cloud.aws.fail("ModifyRule", new AwsFault.Denied());
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 30, KEY))
                        .mayHaveHappened())
                .isFalse();
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void settingsWithoutASideAreRefusedByName() {
        var half = new Rollout(stand.image(), RuleStand.NEW, "", Json.obj(), Json.obj());
        assertThat(problem(() -> stand.platform().preflight(stand.target(), half))
                        .message())
                .contains("blue");
    }

    @Test
    void anOwnersTagsAreSeen() throws CallFailed {
        assertThat(stand.platform().tags(stand.target(), blank(stand))).containsEntry("team", "shop");
    }

    @Test
    void theRoleNeedsWhatIsCalledAndNoMore() throws CallFailed {
        assertThat(Whole.permissions(stand, cloud)).containsExactlyElementsOf(Whole.granted(stand));
    }
}

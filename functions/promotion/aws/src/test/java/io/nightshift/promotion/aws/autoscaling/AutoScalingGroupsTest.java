package io.nightshift.promotion.aws.autoscaling;

import static io.nightshift.promotion.aws.Rollouts.KEY;
import static io.nightshift.promotion.aws.Rollouts.blank;
import static io.nightshift.promotion.aws.Rollouts.deploy;
import static io.nightshift.promotion.aws.Rollouts.deployed;
import static io.nightshift.promotion.aws.Rollouts.preflight;
import static io.nightshift.promotion.aws.Rollouts.problem;
import static io.nightshift.promotion.aws.Rollouts.problems;
import static io.nightshift.promotion.aws.Rollouts.ready;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.promotion.aws.Whole;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.GroupTemplate;
import io.nightshift.sandbox.aws.FakeResource.Refresh;
import io.nightshift.sandbox.aws.FakeResource.TemplateVersion;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoScalingGroupsTest {

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final GroupStand stand = GroupStand.in(cloud);

    @AfterEach
    void close() {
        cloud.close();
    }

    private void refresh(String status, String version) {
        cloud.aws.place(new Refresh("web", 1, status, version));
    }

    @Test
    void aVersionIsTheBaselineWithAnotherImageInItsTags() throws CallFailed {
        assertThat(deployed(stand).version()).isEqualTo("10");
        assertThat(stand.versions()).singleElement().satisfies(made -> {
            assertThat(made.imageId()).isEqualTo("ami-1");
            assertThat(made.tags())
                    .isEqualTo(Map.of(
                            "team", "shop", LaunchTemplateVersions.IMAGE, GroupStand.IMAGE + "@" + GroupStand.NEW));
        });
    }

    @Test
    void theWayBackIsTheCommandThatAHumanWouldType() throws CallFailed {
        assertThat(preflight(stand).baseline().get("command"))
                .isEqualTo(Json.of("aws autoscaling start-instance-refresh --region eu-central-1"
                        + " --auto-scaling-group-name 'web' --preferences SkipMatching=true --desired-configuration"
                        + " 'LaunchTemplate={LaunchTemplateId=lt-0123456789abcdef0,Version=9}'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$Latest", "$Default"})
    void aVersionThatMovesHasNoWayBack(String version) throws CallFailed {
        stand.runs(version);
        assertThat(problems(stand)).containsExactly("Irreversible");
    }

    @Test
    void aMachineImageThatMovesHasNoWayBack() throws CallFailed {
        cloud.aws.place(new TemplateVersion(GroupStand.TEMPLATE, 9, "resolve:ssm:golden", Map.of(), ""));
        assertThat(problems(stand)).containsExactly("Irreversible");
    }

    @Test
    void aGroupWithoutALaunchTemplateIsNoTarget() throws CallFailed {
        cloud.aws.remove("group-template/web");
        assertThat(problems(stand)).containsExactly("NoLaunchTemplate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"})
    void aRefreshThatIsUnderWayPasses(String status) throws CallFailed {
        refresh(status, "9");
        assertThat(preflight(stand).problems()).singleElement().satisfies(found -> {
            assertThat(found.code()).isEqualTo("DeploymentInProgress");
            assertThat(found.passing()).isTrue();
        });
    }

    @Test
    void instancesThatAreMissingAreFoundBeforehand() throws CallFailed {
        cloud.aws.alter(Group.class, "group/web", group -> group.wanting(5));
        assertThat(problems(stand)).containsExactly("Unhealthy");
    }

    @Test
    void aRefreshOfSomebodyElseIsWaitedFor() throws CallFailed {
        var rollout = ready(stand);
        refresh("InProgress", "9");
        var problem = problem(() -> deploy(stand, rollout));
        assertThat(problem.code()).isEqualTo("DeploymentInProgress");
        assertThat(problem.retryable()).isTrue();
    }

    @Test
    void aRefreshToSomethingElseIsAChange() throws CallFailed {
        var rollout = ready(stand);
        refresh("InProgress", "3");
        assertThat(problem(() -> deploy(stand, rollout)).code()).isEqualTo("Changed");
        assertThat(stand.versionsOfNew()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreateLaunchTemplateVersion", "StartInstanceRefresh", "DescribeInstanceRefreshes"})
    void aReplyThatIsLostMakesNoSecondVersion(String operation) throws CallFailed {
        var rollout = ready(stand);
        cloud.aws.fail(operation, new AwsFault.CutReply());
        assertThat(deploy(stand, rollout).version()).isEqualTo("10");
        stand.settle();
        assertThat(stand.versionsOfNew()).isEqualTo(1);
        assertThat(cloud.aws.things(Refresh.class)).hasSize(1);
        assertThat(stand.shareOfNew()).isEqualTo(100);
    }

    @Test
    void aRefreshIsOnItsWayUntilItIsThrough() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.OnItsWay.class);
        assertThat(stand.platform().exposure(stand.target(), rollout)).isEqualTo(new TrafficStatus(0, false, ""));
    }

    @Test
    void theShareIsThatOfTheInstances() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        cloud.aws.place(new GroupTemplate(
                "web", GroupStand.TEMPLATE, "9", Map.of("i-1", "10", "i-2", "9", "i-3", "9", "i-4", "9")));
        assertThat(stand.platform().exposure(stand.target(), rollout)).isEqualTo(new TrafficStatus(25, false, ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Cancelled", "RollbackSuccessful"})
    void aRefreshThatDidNotGetThroughIsBroken(String status) throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        refresh(status, "10");
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
    }

    @Test
    void aRefreshThatIsUnderWayIsRolledBackByThePlatform() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(cloud.aws.calls("RollbackInstanceRefresh")).isEqualTo(1);
        stand.settle();
        assertThat(cloud.aws.things(Refresh.class))
                .singleElement()
                .satisfies(refresh -> assertThat(refresh.status()).isEqualTo("RollbackSuccessful"));
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void theInstancesOfARefreshThatFailedHalfwayAreTakenBack() throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        refresh("Failed", "10");
        cloud.aws.place(new GroupTemplate(
                "web", GroupStand.TEMPLATE, "9", Map.of("i-1", "10", "i-2", "9", "i-3", "9", "i-4", "9")));
        stand.platform().takeBack(stand.target(), rollout, KEY);
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
        assertThat(stand.template().instances()).containsEntry("i-1", "9");
    }

    @Test
    void aPartOfTheTrafficIsRefused() throws CallFailed {
        var rollout = deployed(stand);
        assertThat(problem(() -> stand.platform().shift(stand.target(), rollout, 10, KEY))
                        .code())
                .isEqualTo("NotShareable");
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

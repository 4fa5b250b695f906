package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.KEY;
import static io.nightshift.remediation.aws.adapter.SmallAccount.WEB_TARGETS;
import static io.nightshift.remediation.aws.adapter.SmallAccount.details;
import static io.nightshift.remediation.aws.adapter.SmallAccount.resource;
import static io.nightshift.sandbox.aws.AwsStandIn.taskDefinition;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsActorTest {

    private static final Action REPLACE = new ReplaceInstance(resource(Kinds.EC2_INSTANCE, "i-1"));
    private static final Action MARK = new SetInstanceUnhealthy(resource(Kinds.EC2_INSTANCE, "i-1"));
    private static final Action ROLL_ALIAS = new RollBackAlias(resource(Kinds.LAMBDA_FUNCTION, "checkout:live"));
    private static final Action ROLL_SERVICE = new RollBackService(resource(Kinds.ECS_SERVICE, "prod/web"));

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    private static Action scaleOut(int by) {
        return new ScaleOutGroup(resource(Kinds.AUTO_SCALING_GROUP, "web"), by);
    }

    private static Action grow(int percent, int upTo) {
        return new GrowDatabaseStorage(resource(Kinds.RDS_INSTANCE, "orders"), percent, upTo);
    }

    private static String text(Json.Obj json, String name) {
        return String.valueOf(json.get(name));
    }

    private String cannot(Action action) {
        var problem = account.refused(action);
        assertThat(problem.code()).isEqualTo("Precondition");
        assertThat(problem.retryable()).isFalse();
        assertThat(account.aws.changes()).isEmpty();
        return problem.message();
    }

    /** Performs it, then its undo, as the engine would. */
    private Performed undo(Action action) {
        var capsule = account.before(action).capsule();
        details(account.actor.perform(action, KEY, capsule));
        return undo(action, capsule);
    }

    private Performed undo(Action action, Json.Obj capsule) {
        var back = action.undo(capsule).orElseThrow();
        return account.actor.perform(back, KEY, account.before(back).capsule());
    }

    @Test
    void aGroupsNumbersCountWhatTheLoadBalancerSays() {
        account.aws.place(new TargetGroup(WEB_TARGETS, Map.of("i-1", "unhealthy", "i-2", "healthy", "i-3", "healthy")));
        var found = account.before(REPLACE);
        assertThat(found.group())
                .contains(new Actor.Group("aws:111122223333:eu-central-1:autoscaling:group/web", 3, 2, false));
        assertThat(account.before(scaleOut(1)).group())
                .contains(new Actor.Group("aws:111122223333:eu-central-1:autoscaling:group/web", 3, 2, false));
    }

    @Test
    void membersThatAreWantedAndMissingCountAsDown() {
        account.aws.alter(Group.class, "group/web", group -> group.wanting(5));
        assertThat(account.before(REPLACE).group().map(Actor.Group::size)).contains(5);
        assertThat(account.before(REPLACE).group().map(Actor.Group::healthy)).contains(3);
    }

    @Test
    void tagsAreTheInstancesOwnOnTopOfItsGroups() {
        assertThat(account.before(REPLACE).tags())
                .containsEntry("Name", "web-1")
                .containsEntry("team", "shop");
        account.aws.alter(Instance.class, "instance/i-1", instance -> instance.tagged(Map.of("team", "data")));
        assertThat(account.before(REPLACE).tags()).containsExactly(Map.entry("team", "data"));
    }

    @Test
    void withoutTheLoadBalancersWordTheNumbersAreNotTrueAndTheLookIsBlind() {
        account.aws.fail("DescribeTargetHealth", new AwsFault.Denied());
        assertThat(account.blind(REPLACE).message()).contains("DescribeTargetHealth");
    }

    @Test
    void anInstanceOutsideOfAnyGroupIsRebootedButNotReplaced() {
        var alone = resource(Kinds.EC2_INSTANCE, "i-alone");
        assertThat(account.before(new RebootInstance(alone)).group()).isEmpty();
        assertThat(cannot(new ReplaceInstance(alone))).contains("in no Auto Scaling group");
        assertThat(cannot(new SetInstanceUnhealthy(alone))).contains("in no Auto Scaling group");
    }

    @Test
    void aGroupThatDoesNotLaunchGetsNoInstanceReplaced() {
        account.aws.alter(Group.class, "group/web", group -> group.suspending("Launch", "AZRebalance"));
        assertThat(cannot(REPLACE)).contains("suspended Launch");
        assertThat(cannot(MARK)).contains("suspended Launch");
    }

    @Test
    void aStoppedInstanceIsNotRebooted() {
        account.aws.alter(Instance.class, "instance/i-1", instance -> instance.in("stopped", "not-applicable"));
        assertThat(cannot(new RebootInstance(resource(Kinds.EC2_INSTANCE, "i-1"))))
                .contains("stopped");
    }

    @Test
    void replacingKeepsTheDesiredCapacitySoThatTheGroupFillsTheGap() {
        details(account.perform(REPLACE));
        assertThat(account.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);
        account.aws.settle();
        assertThat(account.aws.thing(Group.class, "group/web").members()).hasSize(3);
        assertThat(account.actor.probe(REPLACE, KEY, Json.obj())).isEqualTo(Probed.HAPPENED);
    }

    @Test
    void aMarkIsTakenBackWhileTheGroupHasNotBegunToTerminate() {
        details(undo(MARK));
        assertThat(account.aws.changes()).hasSize(2);
        assertThat(account.aws
                        .thing(Group.class, "group/web")
                        .members()
                        .getFirst()
                        .health())
                .isEqualTo("Healthy");
    }

    @Test
    void aMarkIsNotTakenBackOnceTheInstanceIsGone() {
        var capsule = account.before(MARK).capsule();
        details(account.actor.perform(MARK, KEY, capsule));
        account.aws.settle();
        assertThat(problem(undo(MARK, capsule)).code()).isEqualTo("TooLate");
    }

    @Test
    void scalesOutNeverAboveTheMaximum() {
        details(account.perform(scaleOut(10)));
        assertThat(account.aws.thing(Group.class, "group/web").desired()).isEqualTo(5);
    }

    @Test
    void aGroupAtItsMaximumIsLeftAlone() {
        account.aws.alter(Group.class, "group/web", group -> group.wanting(5));
        assertThat(cannot(scaleOut(1))).contains("maximum of 5");
    }

    @Test
    void scalingOutNeverLowersWhatSomebodyElseHasRaisedMeanwhile() {
        var capsule = account.before(scaleOut(1)).capsule();
        account.aws.alter(Group.class, "group/web", group -> group.wanting(5));
        details(account.actor.perform(scaleOut(1), KEY, capsule));
        assertThat(account.aws.thing(Group.class, "group/web").desired()).isEqualTo(5);
    }

    @Test
    void scalingOutIsTakenBackUnlessTheGroupMovedOn() {
        details(undo(scaleOut(2)));
        assertThat(account.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);

        var capsule = account.before(scaleOut(1)).capsule();
        details(account.actor.perform(scaleOut(1), KEY, capsule));
        account.aws.alter(Group.class, "group/web", group -> group.wanting(5));
        assertThat(problem(undo(scaleOut(1), capsule)).code()).isEqualTo("ChangedSince");
    }

    @Test
    void anUndoThatIsRepeatedChangesNothingMore() {
        var capsule = account.before(scaleOut(2)).capsule();
        details(account.actor.perform(scaleOut(2), KEY, capsule));
        details(undo(scaleOut(2), capsule));
        details(undo(scaleOut(2), capsule));
        assertThat(account.aws.changes()).hasSize(2);
    }

    @Test
    void failsOverOnlyADatabaseInTwoZones() {
        var failover = new RebootDatabase(resource(Kinds.RDS_INSTANCE, "orders"), true);
        assertThat(cannot(failover)).contains("not Multi-AZ");
        account.aws.alter(Database.class, "database/orders", Database::inTwoZones);
        details(account.perform(failover));
        assertThat(account.aws.calls().getLast().fields()).containsEntry("ForceFailover", "true");
    }

    @Test
    void aRebootOfADatabaseIsKnownWhileItLastsAndAfterwardsByItsEvents() {
        var reboot = new RebootDatabase(resource(Kinds.RDS_INSTANCE, "orders"), false);
        var capsule = account.before(reboot).capsule();
        assertThat(account.actor.probe(reboot, KEY, capsule)).isEqualTo(Probed.UNKNOWN);
        details(account.actor.perform(reboot, KEY, capsule));
        assertThat(account.actor.probe(reboot, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        account.aws.settle();
        assertThat(account.actor.probe(reboot, KEY, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(account.actor.probe(reboot, KEY, account.before(reboot).capsule()))
                .as("an older restart proves nothing")
                .isEqualTo(Probed.UNKNOWN);
    }

    @Test
    void aBusyDatabaseIsNeitherRebootedNorGrown() {
        account.aws.alter(Database.class, "database/orders", database -> database.in("backing-up"));
        assertThat(cannot(new RebootDatabase(resource(Kinds.RDS_INSTANCE, "orders"), false)))
                .contains("backing-up");
        assertThat(cannot(grow(20, 500))).contains("backing-up");
    }

    @Test
    void growsStorageByItsShareRoundedUp() {
        account.aws.place(Database.available("orders", 33));
        details(account.perform(grow(10, 500)));
        assertThat(account.aws.thing(Database.class, "database/orders").pendingGib())
                .isEqualTo(37);
    }

    @Test
    void growsStorageByAtLeastTenPercentAndNeverAboveTheLimit() {
        assertThat(text(account.before(grow(1, 500)).capsule(), "to")).contains("110");
        assertThat(text(account.before(grow(50, 120)).capsule(), "to")).contains("120");
        assertThat(cannot(grow(50, 109))).contains("limit of 109 GiB");
    }

    @Test
    void theStorageOfAuroraGrowsByItself() {
        account.aws.alter(Database.class, "database/orders", database -> database.of("aurora-postgresql"));
        assertThat(cannot(grow(20, 500))).contains("Aurora");
    }

    @Test
    void rollsAnAliasBackToTheHighestVersionBelowByNumber() {
        details(account.perform(ROLL_ALIAS));
        assertThat(account.aws.thing(Alias.class, "alias/checkout:live").version())
                .isEqualTo("9");
    }

    @Test
    void rollsAnAliasBackFromATenthOfTheTrafficToNone() {
        account.aws.place(new Alias("checkout", "live", "9", Map.of("10", 0.1), "rev-a"));
        var capsule = account.before(ROLL_ALIAS).capsule();
        details(account.actor.perform(ROLL_ALIAS, KEY, capsule));
        assertThat(account.aws.thing(Alias.class, "alias/checkout:live"))
                .isEqualTo(new Alias("checkout", "live", "9", Map.of(), "rev-a'"));
        details(undo(ROLL_ALIAS, capsule));
        assertThat(account.aws.thing(Alias.class, "alias/checkout:live").weights())
                .containsExactly(Map.entry("10", 0.1));
    }

    @Test
    void anAliasThatSomebodyElseChangedSinceIsLeftAlone() {
        var capsule = account.before(ROLL_ALIAS).capsule();
        account.aws.place(new Alias("checkout", "live", "2", Map.of(), "rev-b"));
        assertThat(problem(account.actor.perform(ROLL_ALIAS, KEY, capsule)).code())
                .isEqualTo("ChangedSince");
        assertThat(account.aws.changes()).isEmpty();
    }

    @Test
    void anUndoneAliasIsWhereItWasAndAMovedOneIsLeftAlone() {
        var capsule = account.before(ROLL_ALIAS).capsule();
        details(account.actor.perform(ROLL_ALIAS, KEY, capsule));
        details(undo(ROLL_ALIAS, capsule));
        assertThat(account.aws.thing(Alias.class, "alias/checkout:live").version())
                .isEqualTo("10");
        account.aws.place(new Alias("checkout", "live", "2", Map.of(), "rev-b"));
        assertThat(problem(undo(ROLL_ALIAS, capsule)).code()).isEqualTo("ChangedSince");
    }

    @Test
    void anAliasWithoutAnEarlierVersionAndAFunctionWithoutAnAliasCannotBeRolledBack() {
        assertThat(cannot(new RollBackAlias(resource(Kinds.LAMBDA_FUNCTION, "checkout"))))
                .contains("names no alias");
        account.aws.place(new Function("checkout", "Active", List.of("10"), Map.of()));
        assertThat(cannot(ROLL_ALIAS)).contains("no published version before 10");
        account.aws.place(new Alias("checkout", "live", "$LATEST", Map.of(), "rev-a"));
        assertThat(cannot(ROLL_ALIAS)).contains("before $LATEST");
    }

    @Test
    void rollsAServiceBackToTheRevisionBelowAndForwardAgain() {
        var capsule = account.before(ROLL_SERVICE).capsule();
        details(account.actor.perform(ROLL_SERVICE, KEY, capsule));
        assertThat(account.aws.thing(Service.class, "service/prod/web").taskDefinition())
                .isEqualTo(taskDefinition("web", 9));
        details(undo(ROLL_SERVICE, capsule));
        assertThat(account.aws.thing(Service.class, "service/prod/web").taskDefinition())
                .isEqualTo(taskDefinition("web", 10));
    }

    @Test
    void rollsAServiceBackToWhatItIsBeingMovedAwayFrom() {
        var now = taskDefinition("web", 10);
        account.aws.alter(
                Service.class,
                "service/prod/web",
                service -> new Service(
                        "prod",
                        "web",
                        "ACTIVE",
                        4,
                        2,
                        now,
                        List.of(
                                new Deployment("ecs-svc/2", "PRIMARY", now, "IN_PROGRESS"),
                                new Deployment("ecs-svc/1", "ACTIVE", taskDefinition("web", 3), "COMPLETED")),
                        "ECS",
                        Map.of()));
        details(account.perform(ROLL_SERVICE));
        assertThat(account.aws.thing(Service.class, "service/prod/web").taskDefinition())
                .isEqualTo(taskDefinition("web", 3));
    }

    @Test
    void aServiceOfCodeDeployAndOneWithoutHistoryAreLeftAlone() {
        account.aws.place(new Family("web", List.of(10)));
        assertThat(cannot(ROLL_SERVICE)).contains("no task definition before");
        account.aws.alter(Service.class, "service/prod/web", service -> service.deployedBy("CODE_DEPLOY"));
        assertThat(cannot(ROLL_SERVICE)).contains("CODE_DEPLOY");
        assertThat(cannot(new RedeployService(resource(Kinds.ECS_SERVICE, "prod/web"))))
                .contains("CODE_DEPLOY");
    }

    @Test
    void aServicesNumbersAreItsTasks() {
        account.aws.alter(Service.class, "service/prod/web", service -> service.running(1));
        assertThat(account.before(ROLL_SERVICE).group())
                .contains(new Actor.Group("aws:111122223333:eu-central-1:ecs:service/prod/web", 4, 1, false));
    }

    @Test
    void anotherAccountAnotherRegionAndAnArnForANameAreRefusedWithoutAnyCall() {
        for (var foreign : List.of(
                new Resource(Origin.aws("999988887777", "eu-central-1"), Kinds.EC2_INSTANCE, "i-1"),
                new Resource(Origin.aws("", "eu-central-1"), Kinds.EC2_INSTANCE, "i-1"),
                new Resource(Origin.aws("111122223333", "us-east-1"), Kinds.EC2_INSTANCE, "i-1"),
                new Resource(Origin.NOWHERE, Kinds.EC2_INSTANCE, "i-1"),
                resource(Kinds.EC2_INSTANCE, "arn:aws:ec2:eu-central-1:999988887777:instance/i-1"))) {
            var reboot = new RebootInstance(foreign);
            assertThat(account.actor.before(reboot)).isInstanceOf(LiveState.Unreadable.class);
            assertThat(problem(account.actor.perform(reboot, KEY, Json.obj())).retryable())
                    .isFalse();
            assertThat(account.actor.probe(reboot, KEY, Json.obj())).isEqualTo(Probed.NOT_HAPPENED);
        }
        assertThat(account.aws.calls()).isEmpty();
    }

    @Test
    void theRefusalNamesBothAccountsAndKeepsControlCharactersOut() {
        var hostile = new Resource(Origin.aws("9999\n*<!channel>", "eu-central-1"), Kinds.EC2_INSTANCE, "i-1");
        assertThat(account.blind(new RebootInstance(hostile)).message())
                .contains("9999", "111122223333")
                .doesNotContain("\n", "<", "*");
    }

    @Test
    void aCapsuleThatNobodyWroteIsAProblemAndNoException() {
        assertThat(problem(account.actor.perform(scaleOut(1), KEY, Json.obj())).code())
                .isEqualTo("Capsule");
        assertThat(account.actor.probe(ROLL_ALIAS, KEY, Json.obj())).isEqualTo(Probed.UNKNOWN);
    }

    @Test
    void aNightWithoutAwsIsRetryableAndNothingHappened() {
        account.close();
        var problem = account.blind(REPLACE);
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(Optional.of(problem.message())).get().asString().doesNotContain("127.0.0.1");
    }
}

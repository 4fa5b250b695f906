package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.WEB_TARGETS;
import static io.nightshift.remediation.aws.adapter.SmallAccount.resource;
import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Member;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsObserverTest {

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    private Observed alarm(String key) {
        var with = Json.obj().with("key", key).with("source", "aws.cloudwatch");
        return account.observer.observe(new Query(Query.ALARM, resource(Kinds.AUTO_SCALING_GROUP, "web"), with));
    }

    private static Health health(Observed observed) {
        return switch (observed) {
            case Observed.Seen seen -> seen.health();
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static String details(Observed observed) {
        return switch (observed) {
            case Observed.Seen seen -> seen.details().text();
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static Problem problem(Observed observed) {
        return switch (observed) {
            case Observed.NotSeen(var problem) -> problem;
            case Observed.Seen seen -> throw new AssertionError("seen: " + seen);
        };
    }

    @ParameterizedTest
    @CsvSource({"OK,WELL", "ALARM,UNWELL", "INSUFFICIENT_DATA,UNKNOWN", "SOMETHING_NEW,UNKNOWN"})
    void seesAnAlarmByNameAndByArn(String state, Health health) {
        account.aws.place(new Alarm("high cpu: web", false, state, "because"));
        account.aws.place(new Alarm("all of it", true, state, "because"));
        assertThat(health(alarm("high cpu: web"))).isEqualTo(health);
        assertThat(health(alarm(arn("cloudwatch", "alarm:high cpu: web")))).isEqualTo(health);
        assertThat(health(alarm(arn("cloudwatch", "alarm:all of it")))).isEqualTo(health);
        assertThat(details(alarm("all of it"))).contains("composite", "because");
    }

    @Test
    void anAlarmIsToldWithWhatItsMetricSaysNow() {
        account.aws.place(new Watched("high cpu: web", "AWS/EC2", "CPUUtilization", 50, List.of(12.5, 99.0)));
        var seen = alarm("high cpu: web");
        assertThat(health(seen)).as("the alarm decides, not the metric").isEqualTo(Health.UNWELL);
        assertThat(details(seen))
                .contains("\"comparison\":\"GreaterThanThreshold\",\"threshold\":50")
                .contains("\"metric\":[{\"label\":\"CPUUtilization\",\"value\":12.5,\"at\":\"2026-11-21T02:59:05Z\"}]");
    }

    @Test
    void aMetricWithoutDataOrWithoutPermissionLeavesTheAlarmAsItIs() {
        account.aws.place(new Watched("high cpu: web", "AWS/EC2", "CPUUtilization", 50, List.of()));
        assertThat(details(alarm("high cpu: web"))).contains("\"metric\":[]");
        account.aws.fail("GetMetricData", new AwsFault.Denied());
        var denied = alarm("high cpu: web");
        assertThat(health(denied)).isEqualTo(Health.UNWELL);
        assertThat(details(denied)).contains("\"metric\":\"it cannot be read: AccessDenied");
    }

    @Test
    void anAlarmThatIsGoneAndOneOfAnotherAccountAreNotSeen() {
        assertThat(problem(alarm("nobody knows")).code()).isEqualTo("NotFound");
        assertThat(problem(alarm("arn:aws:cloudwatch:eu-central-1:999988887777:alarm:x"))
                        .code())
                .isEqualTo("OtherAccount");
        assertThat(problem(alarm("arn:aws:cloudwatch:us-east-1:111122223333:alarm:x"))
                        .code())
                .isEqualTo("OtherRegion");
        assertThat(problem(alarm("arn:aws:sns:us-east-1:111122223333:x")).message())
                .contains("alarm:NAME");
        assertThat(problem(alarm(" ")).message()).contains("key is blank");
    }

    @Test
    void answersOnlyWhatItCan() {
        var here = resource(Kinds.SERVICE, "cron");
        assertThat(account.observer.observes(new Query(Query.HEALTH, here, Json.obj())))
                .isFalse();
        assertThat(account.observer.observes(
                        new Query(Query.ALARM, here, Json.obj().with("source", "alertmanager"))))
                .isFalse();
        assertThat(account.observer.observes(
                        new Query(Query.ALARM, here, Json.obj().with("source", "aws.cloudwatch"))))
                .isTrue();
        assertThat(account.observer.observes(new Query(
                        Query.HEALTH,
                        new io.nightshift.core.signal.Resource(
                                Origin.gcp("p", "europe-west1"), Kinds.RUN_SERVICE, "web"),
                        Json.obj())))
                .isFalse();
    }

    @Test
    void throttlingIsRetriedAndThenSaid() {
        account.aws.fail("DescribeAlarms", new AwsFault.Throttled(), new AwsFault.Throttled());
        assertThat(health(alarm("high cpu: web"))).isEqualTo(Health.UNWELL);
        account.aws.fail(
                "DescribeAlarms",
                new AwsFault.Throttled(),
                new AwsFault.Broken(),
                new AwsFault.CutBefore(),
                new AwsFault.CutBefore(),
                new AwsFault.CutBefore());
        assertThat(problem(alarm("high cpu: web")).retryable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "running,ok,WELL",
        "running,impaired,UNWELL",
        "running,initializing,UNKNOWN",
        "running,insufficient-data,UNKNOWN",
        "pending,initializing,UNKNOWN",
        "stopped,ok,UNWELL",
        "terminated,ok,UNWELL"
    })
    void anInstanceIsAsWellAsItsStateAndItsChecks(String state, String check, Health health) {
        account.aws.place(new Instance("i-1", state, check, Map.of(), 0));
        assertThat(health(account.health(Kinds.EC2_INSTANCE, "i-1"))).isEqualTo(health);
    }

    @Test
    void aGroupNamesItsUnwellMembers() {
        assertThat(details(account.health(Kinds.AUTO_SCALING_GROUP, "web")))
                .isEqualTo("{\"size\":3,\"healthy\":3,\"unhealthy\":[]}");
        account.aws.place(new TargetGroup(WEB_TARGETS, Map.of("i-1", "healthy", "i-2", "unhealthy", "i-3", "healthy")));
        account.aws.alter(
                Group.class,
                "group/web",
                group -> group.with(List.of(
                        new Member("i-1", "Unhealthy", "InService"),
                        new Member("i-2", "Healthy", "InService"),
                        new Member("i-3", "Healthy", "InService"))));
        var seen = account.health(Kinds.AUTO_SCALING_GROUP, "web");
        assertThat(health(seen)).isEqualTo(Health.UNWELL);
        assertThat(details(seen)).isEqualTo("{\"size\":3,\"healthy\":1,\"unhealthy\":[\"i-1\",\"i-2\"]}");
    }

    @Test
    void aGroupThatStillStartsInstancesIsNeitherWellNorUnwell() {
        account.aws.alter(Group.class, "group/web", group -> group.wanting(4));
        assertThat(health(account.health(Kinds.AUTO_SCALING_GROUP, "web"))).isEqualTo(Health.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "healthy,WELL",
        "unhealthy,UNWELL",
        "initial,UNKNOWN",
        "unavailable,UNKNOWN",
        "unhealthy.draining,UNWELL"
    })
    void aTargetGroupIsAsWellAsItsWorstTarget(String state, Health health) {
        account.aws.place(new TargetGroup(WEB_TARGETS, Map.of("i-1", state, "i-2", "healthy", "i-3", "draining")));
        var seen = account.health(Kinds.TARGET_GROUP, "targetgroup/web/0123456789abcdef");
        assertThat(health(seen)).isEqualTo(health);
        assertThat(details(seen)).contains("\"size\":2");
    }

    @Test
    void aTargetGroupWithoutTargetsIsUnwellAndAMissingOneIsNotSeen() {
        account.aws.place(new TargetGroup(WEB_TARGETS, Map.of()));
        assertThat(health(account.health(Kinds.TARGET_GROUP, "targetgroup/web/0123456789abcdef")))
                .isEqualTo(Health.UNWELL);
        assertThat(problem(account.health(Kinds.TARGET_GROUP, "targetgroup/no/0"))
                        .code())
                .isEqualTo("NotFound");
    }

    @ParameterizedTest
    @CsvSource({
        "available,WELL",
        "storage-optimization,WELL",
        "rebooting,UNKNOWN",
        "modifying,UNKNOWN",
        "storage-full,UNWELL",
        "failed,UNWELL",
        "a-status-of-next-year,UNKNOWN"
    })
    void aDatabaseIsWhatItsStatusSays(String status, Health health) {
        account.aws.alter(Database.class, "database/orders", database -> database.in(status));
        assertThat(health(account.health(Kinds.RDS_INSTANCE, "orders"))).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource({"Active,WELL", "Failed,UNWELL", "Pending,UNKNOWN", "Inactive,UNKNOWN"})
    void aFunctionIsAsWellAsItsState(String state, Health health) {
        account.aws.place(new Function("checkout", state, List.of("9", "10"), Map.of()));
        assertThat(health(account.health(Kinds.LAMBDA_FUNCTION, "checkout:live")))
                .isEqualTo(health);
        assertThat(health(account.health(Kinds.LAMBDA_FUNCTION, "checkout"))).isEqualTo(health);
        assertThat(details(account.health(Kinds.LAMBDA_FUNCTION, "checkout:gone")))
                .contains("\"exists\":false");
    }

    @ParameterizedTest
    @CsvSource({"4,COMPLETED,WELL", "3,COMPLETED,UNWELL", "2,IN_PROGRESS,UNKNOWN", "4,FAILED,UNWELL"})
    void aServiceIsAsWellAsItsTasksAndItsRollout(int running, String rollout, Health health) {
        var service = SmallAccount.service("web", running);
        account.aws.place(new Service(
                "prod",
                "web",
                "ACTIVE",
                4,
                running,
                service.taskDefinition(),
                List.of(new Deployment("ecs-svc/1", "PRIMARY", service.taskDefinition(), rollout)),
                "ECS",
                Map.of()));
        assertThat(health(account.health(Kinds.ECS_SERVICE, "prod/web"))).isEqualTo(health);
    }

    @Test
    void whatIsNotThereIsNotSeen() {
        for (var missing : List.of(
                account.health(Kinds.EC2_INSTANCE, "i-0"),
                account.health(Kinds.EC2_INSTANCE, "no id"),
                account.health(Kinds.AUTO_SCALING_GROUP, "no"),
                account.health(Kinds.RDS_INSTANCE, "no"),
                account.health(Kinds.ECS_SERVICE, "prod/no"),
                account.health(Kinds.ECS_SERVICE, "no/web"))) {
            assertThat(problem(missing).code()).isEqualTo("NotFound");
        }
    }
}

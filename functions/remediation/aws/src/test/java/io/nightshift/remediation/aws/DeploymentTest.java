package io.nightshift.remediation.aws;

import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static io.nightshift.sandbox.aws.AwsStandIn.taskDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.Remediation;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every action that the function has on AWS, from the alarm to the verified fix, in a process of its own. The build runs
 * this twice; the second time that process has nothing but the shrunk jar that is deployed, so that a class or a method
 * that the shrinker took away by mistake is missed here: of each service's client, the observers, the ledger and the timers.
 */
class DeploymentTest {

    private static final String WEB_TARGETS = arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef");

    /** An action as a policy writes it, what it is aimed at, and how the change reads in the stand-in. */
    private record Case(String action, String kind, String name, String change) {

        String alarm() {
            return "alarm-" + CASES.indexOf(this);
        }

        String rule() {
            return """
                      - name: rule-%s
                        match: {name: "%s"}
                        target: {kind: "%s", name: "%s"}
                        ladder:
                          - {action: %s, wait: 1s}
                    """.formatted(alarm(), alarm(), kind, name, action);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("reboot-instance", "ec2:instance", "i-11", "reboot instance/i-11"),
            new Case("replace-instance", "ec2:instance", "i-21", "terminate group/batch"),
            new Case("set-instance-unhealthy", "ec2:instance", "i-31", "set-health group/api"),
            new Case("scale-out-group", "autoscaling:group", "web", "set-desired group/web"),
            new Case("reboot-database", "rds:instance", "users", "reboot database/users"),
            new Case(
                    "grow-database-storage, with: {by-percent: 20, up-to-gib: 500}",
                    "rds:instance",
                    "orders",
                    "grow database/orders"),
            new Case("roll-back-alias", "lambda:function", "checkout:live", "update-alias alias/checkout:live"),
            new Case("redeploy-service", "ecs:service", "prod/api", "deploy service/prod/api"),
            new Case("roll-back-service", "ecs:service", "prod/web", "deploy service/prod/web"));

    private static final String SETTINGS = """
            version: 1
            defaults:
              mode: act
              page: ops
              soak: 1s
              max-age: 3650d
              guardrails:
                cool-down: 0s
                blast-radius: {share: 100%, at-most: 20}
            channels:
              ops: {kind: console}
            rules:
            """;

    private final Scenery scenery = new Scenery();

    @BeforeEach
    void furnish() {
        for (var one : CASES) {
            scenery.aws.place(
                    new Alarm(one.alarm(), false, "ALARM", "Threshold Crossed"),
                    new Watched(one.alarm(), "AWS/EC2", "CPUUtilization", 50, List.of(99.0)));
        }
        for (var group : Map.of("shop", "1", "batch", "2", "api", "3").entrySet()) {
            var first = "i-" + group.getValue() + "1";
            var second = "i-" + group.getValue() + "2";
            scenery.aws.place(
                    Instance.running(first),
                    Instance.running(second),
                    Group.of(group.getKey(), 5, first, second).behind(WEB_TARGETS));
        }
        scenery.aws.place(
                new TargetGroup(WEB_TARGETS, Map.of("i-11", "healthy", "i-21", "healthy", "i-31", "healthy")),
                Database.available("orders", 100),
                Database.available("users", 100),
                new Function("checkout", "Active", List.of("1", "2", "9", "10"), Map.of()),
                new Alias("checkout", "live", "10", Map.of(), "rev-a"),
                service("web"),
                service("api"),
                new Family("web", List.of(3, 8, 9, 10)));
    }

    @AfterEach
    void close() {
        scenery.close();
    }

    private static Service service(String name) {
        var now = taskDefinition("web", 10);
        var deployment = new Deployment("ecs-svc/1", "PRIMARY", now, "COMPLETED");
        return new Service("prod", name, "ACTIVE", 4, 4, now, List.of(deployment), "ECS", Map.of());
    }

    @Test
    void actsLooksAndRemembersWithEveryClientThatItHas() throws Exception {
        assertThat(CASES).hasSize((int) Remediation.CATALOGUE.types().stream()
                .filter(type ->
                        !type.permissions().getOrDefault(Cloud.AWS, List.of()).isEmpty())
                .count());
        var variables = scenery.variables();
        var rules = new StringBuilder(SETTINGS);
        CASES.forEach(one -> rules.append(one.rule()));
        variables.put("NIGHTSHIFT_POLICY_TEXT", rules.toString());

        try (var lambda = scenery.start(variables)) {
            for (var one : CASES) {
                var answer = scenery.api.invoke(alarm(one.alarm()));
                assertThat(answer.at("handled").at(0).at("kind").text())
                        .as(lambda.log())
                        .isEqualTo("STARTED");
            }
            assertThat(scenery.aws.changes().stream().filter(DeploymentTest::ofAnAction))
                    .as(lambda.log())
                    .containsExactlyInAnyOrderElementsOf(
                            CASES.stream().map(Case::change).toList());
            scenery.aws.settle();
            CASES.forEach(one -> scenery.calm(one.alarm()));
            scenery.sweepUntilFinished();
            assertThat(scenery.runs()).hasSize(CASES.size()).allSatisfy(run -> {
                assertThat(run.outcome()).as(lambda.log()).contains(Outcome.RESOLVED);
                assertThat(Audit.verify(scenery.ledger, run.id()).whole()).isTrue();
            });
            assertThat(scenery.aws.schedules()).isNotEmpty();
            assertThat(lambda.log()).doesNotContain("NoClassDefFound", "ClassNotFound", "NoSuchMethod", "NoSuchField");
        }
    }

    private static boolean ofAnAction(String change) {
        return !change.contains("schedule");
    }

    private static byte[] alarm(String name) {
        var event = new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8);
        return Payloads.bytes(event.replace("GroupCpuTooHigh", name)
                .replace("4b9d7a10-5c1d-4e0b-8a4e-5a4c0f6b9d3e", "4b9d7a10-5c1d-4e0b-8a4e-" + name));
    }
}

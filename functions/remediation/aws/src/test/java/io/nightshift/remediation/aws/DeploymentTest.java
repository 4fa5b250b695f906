package io.nightshift.remediation.aws;

import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static io.nightshift.sandbox.aws.AwsStandIn.taskDefinition;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Cloud;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.aws.adapter.UnwantedStates;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An action with each client that the function has on AWS, from the alarm to the verified fix, in a process of its own. The
 * build runs this twice; the second time that process has nothing but the shrunk jar that is deployed, so that a class or a
 * method that the shrinker took away by mistake is missed here: of each service's client, the observers, the ledger and the
 * timers.
 */
class DeploymentTest {

    private static final String WEB_TARGETS = arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef");

    private static final String ROLE = "arn:aws:iam::111122223333:role/nightshift-automation";

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
            new Case("roll-back-service", "ecs:service", "prod/web", "deploy service/prod/web"),
            new Case("close-ingress", "ec2:security-group", "sg-1", "revoke security-group/sg-1"),
            new Case("block-bucket-access", "s3:bucket", "photos", "block bucket/photos"),
            new Case("deactivate-access-key", "iam:access-key", "AKIAEXAMPLE", "update access-key/AKIAEXAMPLE"),
            new Case(
                    "block-address, with: {address: 198.51.100.7}",
                    "wafv2:ip-set",
                    "regional/blocked/0a1b",
                    "update ip-set/blocked/0a1b"),
            new Case("enable-trail", "cloudtrail:trail", "all", "start " + arn("cloudtrail", "trail/all")),
            new Case("enable-guardduty", "guardduty:detector", "d1", "update detector/d1"),
            new Case(
                    "set-log-retention, with: {days: 30}",
                    "logs:group",
                    "/aws/lambda/checkout",
                    "retain log-group//aws/lambda/checkout"),
            new Case(
                    "redrive-execution",
                    "states:execution",
                    "orders:42",
                    "redrive " + arn("states", "execution:orders:42")),
            new Case("redrive-queue", "sqs:queue", "dead", "move queue/dead"),
            new Case("renew-certificate", "acm:certificate", "61f50cd4", "renew " + arn("acm", "certificate/61f50cd4")),
            new Case(
                    "fail-over-cache",
                    "elasticache:replication-group",
                    "sessions",
                    "fail-over replication-group/sessions"),
            new Case(
                    "run-automation, with: {document: AWS-RestartEC2Instance, role: \"" + ROLE + "\"}",
                    "ec2:instance",
                    "i-12",
                    "start automation/AWS-RestartEC2Instance"));

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

    private final RemediationAccount scenery = new RemediationAccount();

    @BeforeEach
    void furnish() {
        UnwantedStates.THINGS.forEach(scenery.aws::place);
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
        var tried = CASES.stream()
                .map(one -> one.action().split(",", -1)[0])
                .map(name -> Remediation.CATALOGUE.type(name).orElseThrow())
                .toList();
        assertThat(services(tried)).isEqualTo(services(Remediation.CATALOGUE.types()));
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

    /** The services whose clients these actions need: {@code ec2}, {@code s3}. */
    private static Set<String> services(Collection<ActionType> types) {
        return types.stream()
                .flatMap(type -> type.permissions().getOrDefault(Cloud.AWS, List.of()).stream())
                .map(permission -> permission.substring(0, permission.indexOf(':')))
                .collect(Collectors.toSet());
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

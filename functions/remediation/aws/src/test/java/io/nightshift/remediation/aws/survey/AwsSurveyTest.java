package io.nightshift.remediation.aws.survey;

import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.MissingAlarm;
import io.nightshift.remediation.survey.ProposedPolicy;
import io.nightshift.remediation.survey.SurveyedResource;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class AwsSurveyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final String WEB_TARGETS = "targetgroup/web/0123456789abcdef";

    private final AwsStandIn aws = new AwsStandIn();
    private final AwsClients clients = new AwsClients(
            AwsStandIn.REGION,
            Optional.of(aws.endpoint()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret-key")),
            FastRetries.POLICY);
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void place() {
        aws.place(
                Instance.running("i-0aaaaaaaaaaaaaaa1").tagged(Map.of("aws:autoscaling:groupName", "web")),
                Instance.running("i-0aaaaaaaaaaaaaaa2"),
                Instance.running("i-0aaaaaaaaaaaaaaa3").in("terminated", "not-applicable"),
                Instance.running("i-0aaaaaaaaaaaaaaa4").in("stopped", "not-applicable"),
                Group.of("web", 5, "i-0aaaaaaaaaaaaaaa1"),
                Group.of("batch", 5),
                Group.of("queue", 5),
                new TargetGroup(arn("elasticloadbalancing", WEB_TARGETS), Map.of()),
                new TargetGroup(arn("elasticloadbalancing", "targetgroup/api/0123456789abcdee"), Map.of()),
                new TargetGroup(arn("elasticloadbalancing", "targetgroup/old/0123456789abcded"), Map.of()),
                Database.available("orders", 100),
                Database.available("stock", 700),
                Database.available("users", 20),
                function("checkout"),
                function("mail"),
                function("pay"),
                new Alias("checkout", "live", "1", Map.of(), "a"),
                new Alias("checkout", "next", "1", Map.of(), "a"),
                new Alias("checkout", "test", "1", Map.of(), "a"),
                service("prod", "web"),
                service("prod", "api"),
                service("prod", "cart"),
                service("test", "web"),
                service("tools", "ci"));
        alarm("web-status", "AWS/EC2", "StatusCheckFailed", Map.of("InstanceId", "i-0aaaaaaaaaaaaaaa2"));
        alarm("orders-storage", "AWS/RDS", "FreeStorageSpace", Map.of("DBInstanceIdentifier", "orders"));
        alarm(
                "checkout-errors",
                "AWS/Lambda",
                "Errors",
                Map.of("FunctionName", "checkout", "Resource", "checkout:live"));
        alarm(
                "web-unhealthy",
                "AWS/ApplicationELB",
                "UnHealthyHostCount",
                Map.of("TargetGroup", WEB_TARGETS, "LoadBalancer", "app/web/1"));
        aws.place(new Alarm("shop-down", true, "OK", "all is well"));
        aws.place(FakeResource.Item.of("detector/d1", Json.obj().with("status", "ENABLED")));
        finding("f0", "Recon:EC2/PortProbeUnprotectedPort", Json.obj().with("resourceType", "Instance"));
    }

    private void finding(String id, String type, Json.Obj resource) {
        aws.place(FakeResource.Item.of(
                "detector/d1/finding/" + id,
                Json.obj()
                        .with("accountId", AwsStandIn.ACCOUNT)
                        .with("region", AwsStandIn.REGION)
                        .with("id", id)
                        .with("type", type)
                        .with("severity", 8)
                        .with("title", "found")
                        .with("updatedAt", "2026-11-20T03:04:05Z")
                        .with("resource", resource)));
    }

    @Test
    void readsWhatGuardDutyFoundOnEveryPageAndTheActionThatAnswersIt() {
        var key = Json.obj().with("accessKeyId", "AKIAIOSFODNN7EXAMPLE").with("userName", "ci");
        finding(
                "f1",
                "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
                Json.obj().with("resourceType", "AccessKey").with("accessKeyDetails", key));
        finding(
                "f2",
                "Policy:S3/BucketPublicAccessGranted",
                Json.obj()
                        .with("resourceType", "S3Bucket")
                        .with("s3BucketDetails", Json.arr(Json.obj().with("name", "invoices"))));
        finding(
                "f3",
                "Backdoor:EC2/C&CActivity.B",
                Json.obj()
                        .with("resourceType", "Instance")
                        .with("instanceDetails", Json.obj().with("instanceId", "i-0aaaaaaaaaaaaaaa1")));
        var found = survey();
        assertThat(found.findings())
                .extracting(finding -> finding.signal().subject().label())
                .containsExactlyInAnyOrder(
                        "iam:access-key/AKIAIOSFODNN7EXAMPLE",
                        "s3:bucket/invoices",
                        "ec2:instance/i-0aaaaaaaaaaaaaaa1",
                        "aws:account/" + AwsStandIn.ACCOUNT);
        assertThat(ProposedPolicy.of(found).yaml())
                .contains("deactivate-access-key", "block-bucket-access", "name: guardduty-other");
    }

    private void control(String id, String control, String type, String resource) {
        aws.place(FakeResource.Item.of(
                "finding/" + id,
                Json.obj()
                        .with("SchemaVersion", "2018-10-08")
                        .with("Id", "arn:aws:securityhub:eu-central-1:111122223333:finding/" + id)
                        .with("AwsAccountId", AwsStandIn.ACCOUNT)
                        .with("Region", AwsStandIn.REGION)
                        .with("ProductName", "Security Hub")
                        .with("GeneratorId", "security-control/" + control)
                        .with("UpdatedAt", "2026-11-20T03:04:05.120Z")
                        .with("Title", "found")
                        .with("RecordState", "ACTIVE")
                        .with("Severity", Json.obj().with("Label", "HIGH").with("Normalized", 70))
                        .with("Workflow", Json.obj().with("Status", "NEW"))
                        .with("Compliance", Json.obj().with("Status", "FAILED").with("SecurityControlId", control))
                        .with(
                                "Resources",
                                Json.arr(Json.obj().with("Type", type).with("Id", resource)))));
    }

    @Test
    void readsTheFindingsOfSecurityHubOnEveryPage() {
        aws.place(FakeResource.Item.of("securityhub", Json.obj()));
        control("c1", "EC2.19", "AwsEc2SecurityGroup", arn("ec2", "security-group/sg-1"));
        control("c2", "S3.8", "AwsS3Bucket", "arn:aws:s3:::invoices");
        control("c3", "EC2.9", "AwsEc2Instance", arn("ec2", "instance/i-0aaaaaaaaaaaaaaa1"));
        control("c4", "Config.1", "AwsAccount", "AWS::::Account:111122223333");
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(found.findings())
                .extracting(finding -> finding.signal().control() + " "
                        + finding.signal().subject().label())
                .contains(
                        "EC2.19 ec2:security-group/sg-1",
                        "S3.8 s3:bucket/invoices",
                        "EC2.9 ec2:instance/i-0aaaaaaaaaaaaaaa1",
                        "Config.1 aws:account/111122223333");
        assertThat(ProposedPolicy.of(found).yaml())
                .contains("action: close-ingress", "action: remove-public-address", "name: securityhub-other");
    }

    @Test
    void readsWhatBreaksTheRulesOfAwsConfigOnEveryPage() {
        broken("restricted-ssh", "AWS::EC2::SecurityGroup", "sg-1");
        broken("restricted-ssh", "AWS::EC2::SecurityGroup", "sg-2");
        broken("restricted-ssh", "AWS::EC2::SecurityGroup", "sg-3");
        broken("ec2-imdsv2-check", "AWS::EC2::Instance", "i-0aaaaaaaaaaaaaaa1");
        broken("securityhub-ec2-imdsv2-check-1", "AWS::EC2::Instance", "i-0aaaaaaaaaaaaaaa1");
        broken("shop-rule", "AWS::SNS::Topic", "orders");
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(found.findings())
                .extracting(finding ->
                        finding.signal().control() + " " + finding.signal().subject())
                .contains(
                        "restricted-ssh aws:111122223333:eu-central-1:ec2:security-group/sg-3",
                        "ec2-imdsv2-check aws:111122223333:eu-central-1:ec2:instance/i-0aaaaaaaaaaaaaaa1")
                .noneMatch(one -> one.startsWith("securityhub-"));
        assertThat(ProposedPolicy.of(found).yaml())
                .contains("action: close-ingress", "action: require-imdsv2", "name: config-other");
    }

    private void broken(String rule, String type, String id) {
        aws.place(FakeResource.Item.of(
                "config-result/" + rule + "/" + id,
                Json.obj().with("rule", rule).with("type", type).with("id", id)));
    }

    private static Function function(String name) {
        return new Function(name, "Active", List.of("1"), Map.of());
    }

    private static Service service(String cluster, String name) {
        return new Service(cluster, name, "ACTIVE", 1, 1, "web:1", List.of(), "ECS", Map.of());
    }

    private void alarm(String name, String namespace, String metric, Map<String, String> dimensions) {
        aws.place(
                new Alarm(name, false, "OK", "all is well"),
                new Watched(name, namespace, metric, dimensions, 1, List.of()));
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private Inventory survey() {
        return AwsSurvey.of(new AwsRegionApis(clients), NOW, progress::add);
    }

    private static List<String> labels(Inventory inventory) {
        return inventory.resources().stream()
                .map(one -> one.resource().label())
                .sorted()
                .toList();
    }

    @Test
    void findsEverythingThatIsThereOnEveryPage() {
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(labels(found))
                .containsExactly(
                        "autoscaling:group/batch",
                        "autoscaling:group/queue",
                        "autoscaling:group/web",
                        "ec2:instance/i-0aaaaaaaaaaaaaaa1",
                        "ec2:instance/i-0aaaaaaaaaaaaaaa2",
                        "ec2:instance/i-0aaaaaaaaaaaaaaa4",
                        "ecs:service/prod/api",
                        "ecs:service/prod/cart",
                        "ecs:service/prod/web",
                        "ecs:service/test/web",
                        "ecs:service/tools/ci",
                        "elbv2:target-group/targetgroup/api/0123456789abcdee",
                        "elbv2:target-group/targetgroup/old/0123456789abcded",
                        "elbv2:target-group/" + WEB_TARGETS,
                        "lambda:function/checkout",
                        "lambda:function/mail",
                        "lambda:function/pay",
                        "rds:instance/orders",
                        "rds:instance/stock",
                        "rds:instance/users");
        assertThat(found.resources())
                .allMatch(one -> one.resource().origin().account().equals(AwsStandIn.ACCOUNT))
                .extracting(SurveyedResource::facts)
                .contains(
                        Map.of("group", "web"),
                        Map.of("engine", "postgres", "gib", "700"),
                        Map.of("aliases", "live,next,test"));
        assertThat(progress).contains("eu-central-1: alarms", "eu-central-1: Lambda functions");
    }

    @Test
    void readsEachAlarmAsTheSignalThatItWouldSend() {
        assertThat(survey().alarms())
                .extracting(alarm ->
                        alarm.signal().name() + " " + alarm.signal().subject().label())
                .containsExactlyInAnyOrder(
                        "checkout-errors lambda:function/checkout:live",
                        "orders-storage rds:instance/orders",
                        "shop-down alarm/shop-down",
                        "web-status ec2:instance/i-0aaaaaaaaaaaaaaa2",
                        "web-unhealthy elbv2:target-group/" + WEB_TARGETS);
    }

    @Test
    void findsTheAlarmsThatAreMissing() {
        assertThat(ProposedPolicy.of(survey()).missing())
                .extracting(AwsSurveyTest::missing)
                .contains("orders CPUUtilization", "stock FreeStorageSpace", "web StatusCheckFailed", "mail Errors")
                .contains(
                        "i-0aaaaaaaaaaaaaaa4 StatusCheckFailed", "targetgroup/api/0123456789abcdee UnHealthyHostCount")
                .contains("prod/web CPUUtilization")
                .doesNotContain("orders FreeStorageSpace", "checkout Errors", WEB_TARGETS + " UnHealthyHostCount")
                .doesNotContain("i-0aaaaaaaaaaaaaaa1 StatusCheckFailed", "i-0aaaaaaaaaaaaaaa2 StatusCheckFailed");
    }

    private static String missing(MissingAlarm one) {
        return one.resource().name() + " " + one.metric();
    }

    @Test
    void readsOnlyAndOnlyWhatItsPermissionsName() {
        broken("restricted-ssh", "AWS::EC2::SecurityGroup", "sg-1");
        survey();
        assertThat(aws.changes()).isEmpty();
        assertThat(aws.calls().stream().flatMap(AwsCall::permissions).distinct())
                .containsExactlyInAnyOrderElementsOf(AwsSurvey.PERMISSIONS);
    }

    @Test
    void aRefusedServiceIsALineAndNotTheEnd() {
        aws.fail("DescribeDBInstances", new AwsFault.Denied());
        aws.fail("ListAliases", new AwsFault.Denied());
        var found = survey();
        assertThat(found.unread())
                .extracting(
                        one -> one.what() + " " + one.place() + " " + one.why().replaceAll("request [^)]*", "request"))
                .containsExactly(
                        "RDS databases eu-central-1 Rds answered AccessDenied (status 403, request): not authorized to perform rds:DescribeDBInstances",
                        "Lambda functions eu-central-1 Lambda answered AccessDeniedException (status 403, request): not authorized to perform lambda:ListAliases");
        assertThat(labels(found))
                .contains("ecs:service/tools/ci", "autoscaling:group/web")
                .doesNotContain("rds:instance/orders");
    }

    @Test
    void withoutAlarmsNobodySaysThatSomeAreMissing() {
        aws.fail("DescribeAlarms", new AwsFault.Denied());
        var found = survey();
        assertThat(found.alarms()).isEmpty();
        assertThat(ProposedPolicy.of(found).missing()).isEmpty();
    }

    @Test
    void aThrottledPageIsRequestedAgain() {
        aws.fail("DescribeAlarms", new AwsFault.Throttled(), new AwsFault.Throttled());
        aws.fail("DescribeInstances", new AwsFault.Throttled());
        aws.fail("ListServices", new AwsFault.Throttled());
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(found.alarms()).hasSize(5);
        assertThat(found.resources()).hasSize(20);
    }

    @Test
    void namesFromTheCloudAreTakenAsTheyAre() {
        var hostile = "x\"}\n  mode: act # \u202E <&>";
        alarm(hostile, "AWS/RDS", "FreeStorageSpace", Map.of("DBInstanceIdentifier", "or\nders"));
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(found.alarms()).extracting(alarm -> alarm.signal().name()).contains(hostile);
        assertThat(ProposedPolicy.of(found).yaml()).doesNotContain("\n  mode: act");
    }
}

package io.nightshift.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.ReplayHost;
import io.nightshift.local.report.ComparedRun.Judgement;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.TerminateIdleSessions;
import io.nightshift.sandbox.world.VirtualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real records of CloudTrail and audit logs next to runs of rules that only observe. */
final class PeopleComparisonTest {

    /** A little before the records of the samples. */
    private static final Instant START = Instant.parse("2026-11-20T03:01:00Z");

    private static final Origin AWS = Origin.aws("111122223333", "eu-central-1");
    private static final Origin GOOGLE = Origin.gcp("shop-prod", "europe-west1");
    private static final Duration HOUR = Duration.ofHours(1);

    private static final String POLICY = """
            version: 1
            defaults: {mode: observe, soak: 1m, max-age: 3650d}
            rules:
              - {name: service, match: {kinds: ["ecs:service"]}, ladder: [{action: redeploy-service}]}
              - {name: run, match: {kinds: ["run:service"]}, ladder: [{action: shift-traffic-back}]}
              - {name: worker, match: {kinds: ["gce:instance"]}, ladder: [{action: stop-instance}]}
              - {name: pods, match: {kinds: ["k8s:deployment"]}, ladder: [{action: restart-deployment}]}
              - {name: host, match: {kinds: ["ec2:instance"]}, ladder: [{action: replace-instance}]}
              - name: opened
                match: {type: resource-change, kinds: ["ec2:security-group"]}
                ladder: [{action: close-ingress, with: {ports: "22"}}]
            """;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final VirtualTime time = new VirtualTime(START);
    private final ReplayHost host =
            new ReplayHost(List.of(Remediation.MODULE), time, new PolicyRules(policy()), ledger);
    private final List<Signal> events = new ArrayList<>();

    private static Policy policy() {
        return switch (Functions.PARSER.parse(POLICY.getBytes(StandardCharsets.UTF_8))) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static List<Signal> sample(String path) {
        try {
            var file = Path.of(System.getProperty("nightshift.root"), "events", path);
            return KnownFormats.decoders()
                    .decode(new Payload(Files.readAllBytes(file), Map.of()))
                    .signals();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void alarm(Resource subject, AlarmState state) {
        var id = new SignalId(subject + "/" + state + time.instant());
        var header = new Signal.Header(id, "test", time.instant(), subject, Map.of());
        host.handle(new Signal.Alarm(header, "down", "down/" + subject, state, "critical", "it is down"));
    }

    private void pass(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

    private List<ComparedRun> compared(Duration within, String... automation) {
        var globs = java.util.Arrays.stream(automation)
                .map(pattern -> Glob.of(pattern).orElseThrow())
                .toList();
        return PeopleComparison.of(ledger, START.minus(HOUR), Optional.empty(), events, globs, within, read -> {});
    }

    private ComparedRun one(Duration within) {
        assertThat(compared(within)).hasSize(1);
        return compared(within).getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "ecs:service, main/web, aws, aws/cloudtrail/service-of-a-cluster-updated.json, dana",
        "run:service, checkout, gcp, gcp/audit/service-replaced.json, dana@example.com",
        "k8s:deployment, shop/cart, none, gcp/audit/deployment-of-a-cluster.json, dana@example.com"
    })
    void aPersonDidTheSameLater(String kind, String name, String cloud, String sample, String who) {
        var origin = cloud.equals("aws") ? AWS : cloud.equals("gcp") ? GOOGLE : Origin.NOWHERE;
        alarm(new Resource(origin, kind, name), AlarmState.FIRING);
        pass(Duration.ofMinutes(30));
        events.addAll(sample(sample));
        var run = one(HOUR);
        assertThat(run.judgement()).isEqualTo(Judgement.AGREED);
        assertThat(run.ahead().orElseThrow().toMinutes()).isEqualTo(3);
        assertThat(run.toJson().text()).contains("\"judgement\":\"agreed\"", "\"by\":\"" + who + "\"");
        assertThat(one(Duration.ofMinutes(2)).judgement())
                .as("too long after the act")
                .isEqualTo(Judgement.UNDECIDED);
    }

    @Test
    void thePersonWasFirst() {
        time.runUntil(Instant.parse("2026-11-20T03:04:00Z"));
        alarm(new Resource(AWS, Kinds.ECS_SERVICE, "main/web"), AlarmState.FIRING);
        events.addAll(sample("aws/cloudtrail/service-of-a-cluster-updated.json"));
        assertThat(one(HOUR).ahead().orElseThrow()).isEqualTo(Duration.ofSeconds(38));
        var tally = ComparisonTally.of(compared(HOUR)).iterator().next();
        assertThat(tally.first()).isEqualTo(1);
        assertThat(tally.firstBy()).contains(Duration.ofSeconds(38));
    }

    @Test
    void whatAPersonDidBeforeTheRunIsItsCauseAndNoAnswer() {
        time.runUntil(Instant.parse("2026-11-20T03:05:00Z"));
        alarm(new Resource(AWS, Kinds.ECS_SERVICE, "main/web"), AlarmState.FIRING);
        events.addAll(sample("aws/cloudtrail/service-of-a-cluster-updated.json"));
        assertThat(one(HOUR).judgement()).isEqualTo(Judgement.UNDECIDED);
    }

    @Test
    void aServiceAccountOrARoleThatDidTheSameIsAutomation() {
        alarm(new Resource(GOOGLE, Kinds.GCE_INSTANCE, "europe-west1-b/worker-x7k2"), AlarmState.FIRING);
        alarm(new Resource(AWS, Kinds.EC2_INSTANCE, "i-0a1b2c3d4e5f60718"), AlarmState.FIRING);
        events.addAll(sample("gcp/audit/instance-stopped-pubsub.json"));
        events.addAll(sample("aws/cloudtrail/instances-terminated.json"));
        assertThat(compared(HOUR))
                .hasSize(2)
                .allSatisfy(run -> assertThat(run.judgement()).isEqualTo(Judgement.AUTOMATED));
    }

    @Test
    void anActorThatIsNamedAsAutomationIsNoPerson() {
        alarm(new Resource(AWS, Kinds.ECS_SERVICE, "main/web"), AlarmState.FIRING);
        events.addAll(sample("aws/cloudtrail/service-of-a-cluster-updated.json"));
        assertThat(compared(HOUR, "da*").getFirst().judgement()).isEqualTo(Judgement.AUTOMATED);
    }

    @Test
    void itRecoveredByItself() {
        var web = new Resource(AWS, Kinds.ECS_SERVICE, "main/web");
        alarm(web, AlarmState.FIRING);
        pass(Duration.ofMinutes(2));
        alarm(web, AlarmState.OK);
        pass(Duration.ofMinutes(10));
        assertThat(one(HOUR).judgement()).isEqualTo(Judgement.RECOVERED);
        assertThat(ComparisonTally.of(compared(HOUR)).iterator().next().wrong()).isEqualTo(1);
    }

    @Test
    void aPersonDidSomethingElse() {
        alarm(new Resource(AWS, Kinds.EC2_INSTANCE, "i-1"), AlarmState.FIRING);
        var header = new Signal.Header(
                new SignalId("stop"),
                "aws.cloudtrail",
                START.plusSeconds(300),
                new Resource(AWS, Kinds.EC2_INSTANCE, "i-1"),
                Map.of("userType", "IAMUser", "eventSource", "ec2.amazonaws.com"));
        events.add(new Signal.ResourceChange(header, "StopInstances", "", "dana"));
        assertThat(one(HOUR).judgement()).isEqualTo(Judgement.DID_SOMETHING_ELSE);
    }

    @Test
    void aCallThatWasDeniedOrOnlyReadIsNoAnswer() {
        alarm(new Resource(GOOGLE, Kinds.RUN_SERVICE, "checkout"), AlarmState.FIRING);
        events.addAll(sample("gcp/audit/permission-denied.json"));
        events.addAll(sample("gcp/audit/instance-read.json"));
        assertThat(one(HOUR).judgement()).isEqualTo(Judgement.UNDECIDED);
    }

    /** Opening the port is what the undo of the action would do, not the action. */
    @Test
    void theRecordsOfTheLedgerCountAsWell() {
        time.runUntil(Instant.parse("2026-11-20T03:04:38Z"));
        sample("aws/cloudtrail/security-group-opened.json").forEach(host::handle);
        var group = ledger.runs(Optional.empty(), 1).items().getFirst().key().subject();
        var header = new Signal.Header(
                new SignalId("revoke"),
                "aws.cloudtrail",
                time.instant().plusSeconds(240),
                group,
                Map.of("userType", "Root", "eventSource", "ec2.amazonaws.com"));
        assertThat(one(HOUR).judgement()).isEqualTo(Judgement.DID_SOMETHING_ELSE);
        pass(Duration.ofMinutes(4));
        host.handle(new Signal.ResourceChange(header, "RevokeSecurityGroupIngress", "", "root"));
        var run = compared(HOUR).getFirst();
        assertThat(run.judgement()).isEqualTo(Judgement.AGREED);
        assertThat(run.ahead()).contains(Duration.ofMinutes(4));
    }

    @ParameterizedTest
    @CsvSource({
        "remove-public-bindings, run.googleapis.com, google.cloud.run.v1.Services.SetIamPolicy, true",
        "remove-public-bindings, pubsub.googleapis.com, google.iam.v1.IAMPolicy.SetIamPolicy, true",
        "remove-public-bindings, storage.googleapis.com, storage.setIamPermissions, true",
        "make-image-private, compute.googleapis.com, v1.compute.images.setIamPolicy, true",
        "remove-public-bindings, secretmanager.googleapis.com, google.iam.v1.IAMPolicy.SetIamPolicy, false",
        "remove-public-bindings, run.googleapis.com, google.cloud.run.v2.Services.UpdateService, false",
        "disable-service-account, iam.googleapis.com, google.iam.admin.v1.DisableServiceAccount, true",
        "deactivate-access-key, iam.googleapis.com, google.iam.admin.v1.DisableServiceAccountKey, true",
        "enable-audit-logs, cloudresourcemanager.googleapis.com, SetIamPolicy, true",
        "patch-instance, osconfig.googleapis.com, google.cloud.osconfig.v1.OsConfigService.ExecutePatchJob, true",
        "block-address, compute.googleapis.com, v1.compute.securityPolicies.addRule, true",
        "set-group-size, compute.googleapis.com, v1.compute.regionInstanceGroupManagers.resize, true",
        "set-group-size, compute.googleapis.com, v1.compute.instanceGroupManagers.recreateInstances, false",
        "recreate-instance, compute.googleapis.com, v1.compute.instanceGroupManagers.recreateInstances, true",
        "roll-back-instance-refresh, compute.googleapis.com, v1.compute.regionInstanceGroupManagers.patch, true",
        "pause-autoscaler, compute.googleapis.com, beta.compute.regionAutoscalers.patch, true",
        "grow-volume, compute.googleapis.com, v1.compute.regionDisks.resize, true",
        "release-address, compute.googleapis.com, v1.compute.globalAddresses.delete, true",
        "redirect-to-https, compute.googleapis.com, v1.compute.regionTargetHttpProxies.setUrlMap, true",
        "snapshot-volume, compute.googleapis.com, v1.compute.snapshots.insert, true",
        "close-ingress, compute.googleapis.com, v1.compute.firewalls.delete, true",
        "quarantine-instance, compute.googleapis.com, v1.compute.instances.setTags, true",
        "reboot-instance, compute.googleapis.com, v1.compute.instances.reset, true",
        "set-log-retention, logging.googleapis.com, google.logging.v2.ConfigServiceV2.UpdateBucket, true",
        "enable-log-sink, logging.googleapis.com, google.logging.v2.ConfigServiceV2.UpdateSink, true",
        "rotate-database-certificate, cloudsql.googleapis.com, cloudsql.instances.rotateServerCa, true",
        "stop-database, cloudsql.googleapis.com, cloudsql.instances.patch, true",
        "restart-sql, cloudsql.googleapis.com, cloudsql.instances.restart, true",
        "fail-over-cache, redis.googleapis.com, google.cloud.redis.v1.CloudRedis.FailoverInstance, true",
        "run-job, run.googleapis.com, google.cloud.run.v1.Jobs.RunJob, true",
        "scale-deployment, k8s.io, io.k8s.apps.v1.deployments.scale.patch, true",
        "raise-replicas, k8s.io, io.k8s.apps.v1.statefulsets.scale.update, true",
        "set-autoscaler-bounds, k8s.io, io.k8s.autoscaling.v2.horizontalpodautoscalers.patch, true",
        "cordon-node, k8s.io, io.k8s.core.v1.nodes.patch, true",
        "replace-node, k8s.io, io.k8s.core.v1.nodes.delete, true",
        "delete-pod, k8s.io, io.k8s.core.v1.pods.delete, true",
    })
    void aCallOnGoogleCloudIsKnownByTheNameThatItsServiceLogs(
            String action, String service, String method, boolean same) {
        var change = new RecordedChange(
                "1", START, Cloud.GCP, "target", method, "dana", "gcp.audit", Map.of("service", service));
        assertThat(SameCall.isSame(action, change)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "roll-back-alias, lambda.amazonaws.com, UpdateAlias20150331, true",
        "pause-event-source, lambda.amazonaws.com, UpdateEventSourceMapping20150331, true",
        "limit-function, lambda.amazonaws.com, PutFunctionConcurrency20171031, true",
        "limit-function, lambda.amazonaws.com, DeleteFunctionConcurrency20171031, false",
        "block-bucket-access, s3.amazonaws.com, PutBucketPublicAccessBlock, true",
        "remove-public-address, ec2.amazonaws.com, DisassociateAddress, true",
        "remove-public-address, ec2.amazonaws.com, AssociateAddress, false",
        "rotate-database-certificate, rds.amazonaws.com, ModifyDBInstance, true",
        "enable-deletion-protection, ec2.amazonaws.com, ModifyInstanceAttribute, true",
        "redrive-queue, sqs.amazonaws.com, StartMessageMoveTask, true",
        "replace-instance, ec2.amazonaws.com, TerminateInstances, true",
    })
    void aCallOnAwsIsKnownByTheNameThatCloudTrailGivesIt(String action, String source, String call, boolean same) {
        var change = new RecordedChange(
                "1", START, Cloud.AWS, "target", call, "dana", "aws.cloudtrail", Map.of("eventSource", source));
        assertThat(SameCall.isSame(action, change)).isEqualTo(same);
    }

    @Test
    void everyActionOnACloudHasACallThatPeopleMake() {
        var types = new ArrayList<>(Remediation.CATALOGUE.types());
        types.remove(TerminateIdleSessions.TYPE); // a statement in the database, which no audit log has
        for (var type : types) {
            for (var cloud : type.permissions().keySet()) {
                assertThat(SameCall.calls(type, cloud))
                        .as(type.name() + " on " + cloud)
                        .isNotEmpty();
            }
        }
    }
}

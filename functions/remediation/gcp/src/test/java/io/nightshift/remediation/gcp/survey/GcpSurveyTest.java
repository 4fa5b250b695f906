package io.nightshift.remediation.gcp.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.decode.GcpFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.ProposedPolicy;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.sandbox.gcp.ListsStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GcpSurveyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final PolicyParser PARSER = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE)));
    private static final String UPTIME = "monitoring.googleapis.com/uptime_check/check_passed";

    private final ListsStandIn project = new ListsStandIn("shop-prod");
    private final GcpClients clients = new GcpClients(
            Optional.empty(), Optional.of(project.endpoint()), Optional.of(project.endpoint()), FastRetries.POLICY);

    @BeforeEach
    void place() {
        List.of("checkout", "cart", "mail").forEach(name -> project.service("europe-west1", name));
        List.of("orders", "stock", "users").forEach(name -> project.database("europe-west1", name));
        List.of("web", "api", "batch").forEach(name -> project.instanceGroup("europe-west1", name));
        List.of("shop-abc", "api-def", "mail-ghi").forEach(project::uptimeCheck);
        project.policy(
                "checkout errors",
                true,
                "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"checkout\""
                        + " AND metric.type = \"run.googleapis.com/request_count\"");
        project.policy(
                "database cpu",
                true,
                "metric.type=\"cloudsql.googleapis.com/database/cpu/utilization\" resource.type=\"cloudsql_database\"");
        project.policy(
                "shop is up",
                true,
                "metric.type = \"" + UPTIME + "\" AND metric.labels.check_id = \"shop-abc\""
                        + " AND resource.type = \"uptime_url\"");
        project.policy("off", false, "metric.type=\"cloudsql.googleapis.com/database/disk/utilization\"");
        project.policy("errors in logs", true, "");
        project.policy(
                "machine stopped",
                true,
                "resource.type = \"gce_instance\" AND metric.type = \"compute.googleapis.com/instance/uptime\"");
    }

    @AfterEach
    void close() {
        project.close();
    }

    private Inventory survey() {
        return GcpSurvey.of(clients, "shop-prod", NOW, what -> {});
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
                        "gce:instance-group/europe-west1/api",
                        "gce:instance-group/europe-west1/batch",
                        "gce:instance-group/europe-west1/web",
                        "monitoring:uptime-check/api-def",
                        "monitoring:uptime-check/mail-ghi",
                        "monitoring:uptime-check/shop-abc",
                        "run:service/cart",
                        "run:service/checkout",
                        "run:service/mail",
                        "sql:instance/orders",
                        "sql:instance/stock",
                        "sql:instance/users");
        assertThat(found.resources())
                .allMatch(one -> one.resource().origin().account().equals("shop-prod"));
    }

    @Test
    void readsEachPolicyAsTheSignalThatItWouldSend() {
        assertThat(survey().alarms())
                .extracting(alarm ->
                        alarm.signal().name() + " " + alarm.signal().subject().label())
                .containsExactly(
                        "checkout errors run:service/checkout",
                        "database cpu sql:instance/orders",
                        "shop is up gcp:uptime_url/shop-prod",
                        "errors in logs alarm/errors in logs",
                        "machine stopped gce:instance/any/any");
    }

    @Test
    void findsThePoliciesThatAreMissing() {
        assertThat(ProposedPolicy.of(survey()).missing())
                .extracting(one -> one.resource().name() + " " + one.metric().replaceFirst(".*googleapis.com/", ""))
                .containsExactlyInAnyOrder(
                        "api-def uptime_check/check_passed",
                        "mail-ghi uptime_check/check_passed",
                        "cart request_count",
                        "mail request_count",
                        "orders database/disk/utilization",
                        "orders database/up",
                        "stock database/disk/utilization",
                        "stock database/up",
                        "users database/disk/utilization",
                        "users database/up");
    }

    @Test
    void findsWhatSecurityCommandCenterFoundAndTheActionThatAnswersIt() {
        project.finding("OPEN_SSH_PORT", "//compute.googleapis.com/projects/shop-prod/global/firewalls/ssh");
        project.finding("PUBLIC_BUCKET_ACL", "//storage.googleapis.com/shop-invoices");
        project.finding("SSL_NOT_ENFORCED", "//cloudsql.googleapis.com/projects/shop-prod/instances/orders");
        project.finding("MFA_NOT_ENFORCED", "//cloudresourcemanager.googleapis.com/organizations/1");
        var found = survey();
        assertThat(found.findings())
                .extracting(finding -> finding.signal().subject().label())
                .contains("gcp:firewall/ssh", "gcs:bucket/shop-invoices", "sql:instance/orders");
        var proposal = ProposedPolicy.of(found).yaml();
        assertThat(proposal)
                .contains("close-ingress", "block-bucket-access", "require-database-encryption", "scc-other")
                .contains("# 1 open: OPEN_SSH_PORT of ssh");
        assertThat(((Parsed.Valid) PARSER.parse(proposal)).warnings()).isEmpty();
        project.deny("securitycenter.findings.list");
        assertThat(survey().unread()).extracting(one -> one.what()).contains("findings");
    }

    @Test
    void readsOnlyAndOnlyWhatItsPermissionsName() {
        survey();
        assertThat(project.permissions()).containsExactlyElementsOf(GcpSurvey.PERMISSIONS);
        assertThat(project.wire().requests())
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void aRefusalIsALineAndNotTheEnd() {
        project.deny("cloudsql.instances.list");
        project.disable("run.services.list");
        var found = survey();
        assertThat(found.unread())
                .extracting(one -> one.what() + " " + one.place() + " " + one.why())
                .containsExactly(
                        "Cloud SQL instances shop-prod Google Cloud answered forbidden (status 403); it needs the permission cloudsql.instances.list",
                        "Cloud Run services shop-prod Google Cloud answered accessNotConfigured (status 403)");
        assertThat(labels(found)).hasSize(6);
        assertThat(found.alarms()).hasSize(5);
    }

    @Test
    void withoutPoliciesNobodySaysThatSomeAreMissing() {
        project.deny("monitoring.alertPolicies.list");
        assertThat(ProposedPolicy.of(survey()).missing()).isEmpty();
    }

    private static List<String> rules(Inventory inventory, Signal signal) {
        var policy = ((Parsed.Valid) PARSER.parse(ProposedPolicy.of(inventory).yaml())).policy();
        return new PolicyRules(policy)
                .route(signal).stream().map(route -> route.rule()).toList();
    }

    @Test
    void eachPolicyHasItsProposedRule() {
        var found = survey();
        assertThat(found.alarms().stream().flatMap(alarm -> rules(found, alarm.signal()).stream()))
                .containsExactly("run-errors", "sql-load", "uptime-check", "other-policies", "vm-stopped");
    }

    @ParameterizedTest
    @CsvSource({
        "run-errors, cloud-run-open, , ",
        "run-other, cloud-run-open, run.googleapis.com/request_count, run.googleapis.com/request_latencies",
        "sql-load, cloud-sql-pubsub, , ",
        "run-load, cloud-run-open, run.googleapis.com/request_count, run.googleapis.com/container/cpu/utilizations",
        "run-memory, cloud-run-open, run.googleapis.com/request_count, run.googleapis.com/container/memory/utilizations",
        "vm-other, gce-instance, , ",
        "uptime-check, uptime-check, , ",
        "instance-group, managed-instance-group, , ",
        "other-policies, no-resource, , "
    })
    void eachProposedRuleGetsTheNotificationOfItsPolicy(String rule, String sample, String metric, String other)
            throws IOException {
        var file = Path.of("../../../events/gcp/monitoring/" + sample + ".json");
        var event = Files.readString(file);
        var payload = metric == null ? event : event.replace(metric, other);
        var signals = new Decoders(GcpFormats.all())
                .decode(Payload.of(payload.getBytes(StandardCharsets.UTF_8)))
                .signals();
        assertThat(signals).hasSize(1);
        var alarm = SurveyedAlarm.read((Signal.Alarm) signals.getFirst(), List.of());
        assertThat(rules(new Inventory(List.of(alarm), List.of(), List.of()), alarm.signal()))
                .containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "sql-down, cloudsql.googleapis.com/database/up, cloudsql_database",
        "sql-storage, cloudsql.googleapis.com/database/disk/utilization, cloudsql_database",
        "sql-other, cloudsql.googleapis.com/database/memory/utilization, cloudsql_database",
        "sql-connections, cloudsql.googleapis.com/database/postgresql/num_backends, cloudsql_database",
        "vm-stopped, compute.googleapis.com/instance/uptime, gce_instance",
        "run-errors, run.googleapis.com/request_count, "
    })
    void aFilterThatNamesTheMetricIsEnough(String rule, String metric, String type) {
        var condition = AlertCondition.of("", "metric.type = \"" + metric + "\"");
        assertThat(condition.type()).isEqualTo(type == null ? "cloud_run_revision" : type);
        var incidents = SampleIncident.of("shop-prod", NOW);
        var signal = incidents
                .opens("p", condition, Optional.of(MonitoredThing.of(condition, "shop-prod")))
                .orElseThrow();
        var found = new Inventory(List.of(SurveyedAlarm.read(signal, List.of())), List.of(), List.of());
        assertThat(rules(found, signal)).containsExactly(rule);
    }

    @Test
    void aFilterWithAlternativesWatchesEveryResourceOfItsType() {
        var filter = "resource.type = \"cloud_run_revision\" AND (resource.labels.service_name = \"a\""
                + " OR resource.labels.service_name = \"b\")";
        assertThat(AlertCondition.of("", filter).labels()).isEmpty();
        assertThat(MonitoredThing.run("europe-west1", "c").isIn(AlertCondition.of("", filter)))
                .isTrue();
    }
}

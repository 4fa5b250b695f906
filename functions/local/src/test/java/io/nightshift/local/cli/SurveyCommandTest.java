package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.gcp.ListsStandIn;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SurveyCommandTest {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId", "canary",
            "aws.secretAccessKey", "canary",
            "aws.disableEc2Metadata", "true",
            "aws.sharedCredentialsFile", "/no/such/file",
            "aws.configFile", "/no/such/file");

    private final AwsStandIn aws = new AwsStandIn();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void place() {
        CREDENTIALS.forEach(System::setProperty);
        // Without these, the policy of the folder that the tests run in would count.
        environment.put("NIGHTSHIFT_POLICY_TEXT", """
                version: 1
                defaults: {page: ops}
                channels: {ops: {kind: console}}
                rules:
                  - name: full
                    match: {type: alarm, kinds: ["rds:instance"]}
                    ladder: [{action: grow-database-storage, with: {up-to-gib: 500}, wait: 30m}]
                """);
        environment.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        aws.place(Database.available("orders", 100), Database.available("stock", 100));
        alarm("orders-storage", "FreeStorageSpace", Map.of("DBInstanceIdentifier", "orders"));
        alarm("queue", "Age", Map.of());
    }

    private void alarm(String name, String metric, Map<String, String> dimensions) {
        aws.place(new Alarm(name, false, "OK", "well"), new Watched(name, "AWS/RDS", metric, dimensions, 1, List.of()));
    }

    @AfterEach
    void end() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
        aws.close();
    }

    private Typed survey(String... more) {
        var words = new java.util.ArrayList<>(List.of("survey", "--cloud", "aws", "--region", AwsStandIn.REGION));
        words.addAll(List.of(more));
        return Typed.nightshift(environment, words.toArray(String[]::new));
    }

    @Test
    void showsWhichAlarmsHaveARuleAndWhichAreMissing() {
        var typed = survey();
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out())
                .contains("Found 2 alarms, 1 with a rule in NIGHTSHIFT_POLICY_TEXT; 2 rds:instance.")
                .containsPattern("orders-storage +rds:instance/orders +eu-central-1 +full +database-storage\n")
                .containsPattern("queue +alarm/queue +eu-central-1 +- +other-alarms\n")
                .containsPattern("rds:instance/stock +eu-central-1 +FreeStorageSpace +a full database stops\n")
                .doesNotContain("Not read")
                .contains("Proposed policy\n# Proposed by nightshift survey");
        assertThat(typed.err()).isEmpty();
        assertThat(aws.changes()).isEmpty();
    }

    @Test
    void whatItWritesIsValid() throws Exception {
        var file = folder.resolve("proposed.yaml");
        var typed = survey("--out", file.toString());
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("(4 rules, all in dry-run)").doesNotContain("version: 1");

        var valid = Typed.nightshift("validate", file.toString(), "--json");
        assertThat(valid.exit()).as(valid.out()).isZero();
        assertThat(valid.json().at("rules").integer()).isEqualTo(4);
        assertThat(valid.json().at("warnings").items()).isEmpty();
    }

    @Test
    void asJsonEverythingIsInOneObject() throws Exception {
        var json = survey("--json").json();
        assertThat(json.at("cloud").text()).isEqualTo("aws");
        assertThat(json.at("resources").at("rds:instance").integer()).isEqualTo(2);
        var first = json.at("alarms").at(0);
        assertThat(first.at("name").text()).isEqualTo("orders-storage");
        assertThat(first.at("rule").text()).isEqualTo("full");
        assertThat(first.at("proposed").text()).isEqualTo("database-storage");
        assertThat(json.at("alarms").at(1).at("rule").exists()).isFalse();
        assertThat(json.at("missing").items()).hasSize(5);
        assertThat(json.at("policy").text()).contains("mode: dry-run");
    }

    @Test
    void aRefusalIsALineAndOnlyRefusalsAreAFailure() throws Exception {
        aws.fail("DescribeDBInstances", new AwsFault.Denied());
        var typed = survey();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .containsPattern("RDS databases +eu-central-1 +Rds answered AccessDenied")
                .contains("not authorized to perform rds:DescribeDBInstances");

        for (var call : List.of(
                "DescribeAlarms",
                "DescribeAutoScalingGroups",
                "DescribeInstances",
                "DescribeTargetGroups",
                "DescribeDBInstances",
                "ListFunctions",
                "ListClusters")) {
            aws.fail(call, new AwsFault.Denied());
        }
        var blind = survey("--json");
        assertThat(blind.exit()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(blind.json().at("unread").items()).hasSize(7);
    }

    @Test
    void hostileNamesNeitherFormatTheTerminalNorThePolicy() throws Exception {
        alarm("x\"}\n  mode: act #\u202Ey", "FreeStorageSpace", Map.of("DBInstanceIdentifier", "a\nb"));
        var typed = survey();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("x\"}\\n  mode: act #\\u202ey").doesNotContain("\u202E", "\n  mode: act");
        assertThat(survey("--json").json().at("alarms").items()).hasSize(3);
    }

    @Test
    void aFileThatExistsIsNotOverwritten() throws Exception {
        var file = Files.writeString(folder.resolve("nightshift.yaml"), "mine");
        var typed = survey("--out", file.toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).contains("exists; --out names a new file");
        assertThat(file).hasContent("mine");
        assertThat(aws.calls()).isEmpty();
    }

    @Test
    void theRegionComesFromTheCommandLineOrTheEnvironment() {
        var none = Typed.nightshift(environment, "survey", "--cloud", "aws");
        assertThat(none.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("which region? Name it with --region eu-central-1");

        environment.put("AWS_REGION", AwsStandIn.REGION);
        assertThat(Typed.nightshift(environment, "survey", "--cloud", "aws").exit())
                .isZero();
        var strange = Typed.nightshift(environment, "survey", "--cloud", "aws", "--region", "eu/../x");
        assertThat(strange.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(strange.err()).contains("the region is invalid").doesNotContain("/../");
    }

    @Test
    void withoutCredentialsItSaysSo() {
        System.clearProperty("aws.accessKeyId");
        var typed = survey();
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).contains("no credentials for AWS were found where the SDK looks for them");
    }

    @Test
    void readsAClusterAndAssumesItsAlerts() throws Exception {
        try (var cluster = new KubernetesStandIn()) {
            cluster.deploy("shop", "frontend", "frontend:1");
            cluster.forbid("list", "nodes");
            var config = Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig("main", "shop"));
            environment.put("NIGHTSHIFT_KUBECONFIG", config.toString());
            var typed = Typed.nightshift(environment, "survey", "--cloud", "kubernetes");
            assertThat(typed.exit()).as(typed.err()).isZero();
            assertThat(typed.out())
                    .contains("Found 1 alarms (1 of them assumed)", "1 k8s:deployment")
                    .containsPattern("KubeDeploymentReplicasMismatch \\(assumed\\) +k8s:deployment/shop/frontend")
                    .containsPattern("nodes +main +.*list nodes")
                    .contains("action: restart-deployment");
        }
    }

    @Test
    void readsAProjectOfGoogleCloud() {
        try (var project = new ListsStandIn("shop-prod")) {
            project.service("europe-west1", "checkout");
            project.policy("errors", true, "metric.type = \"run.googleapis.com/request_count\"");
            project.disable("cloudsql.instances.list");
            environment.put("NIGHTSHIFT_GCP_PROJECTS", "shop-prod");
            environment.put("NIGHTSHIFT_GCP_ENDPOINT", project.endpoint().toString());
            environment.put("NIGHTSHIFT_GCP_GRPC_ENDPOINT", project.endpoint().toString());
            var typed = Typed.nightshift(environment, "survey", "--cloud", "gcp");
            assertThat(typed.exit()).as(typed.err()).isZero();
            assertThat(typed.out())
                    .containsPattern("errors +run:service/checkout +europe-west1 +- +run-errors")
                    .containsPattern("Cloud SQL instances +shop-prod +Google Cloud answered accessNotConfigured")
                    .contains("action: shift-traffic-back")
                    .doesNotContain("canary");
        }
    }

    @Test
    void withoutAProjectItSaysWhichVariableNamesOne() {
        var typed = Typed.nightshift(environment, "survey", "--cloud", "gcp");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).contains("Set NIGHTSHIFT_GCP_PROJECTS");
    }

    @Test
    void withoutAClusterItSaysWhichVariableNamesOne() {
        var typed = Typed.nightshift(environment, "survey", "--cloud", "kubernetes");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).contains("Set NIGHTSHIFT_KUBECONFIG");
    }

    @Test
    void anInvalidPolicyAndAnotherCloudAreRefused() {
        environment.put("NIGHTSHIFT_POLICY_TEXT", "rules: 7");
        assertThat(survey().exit()).isEqualTo(ExitCode.NO);
        assertThat(Typed.nightshift("survey", "--cloud", "azure").exit()).isEqualTo(ExitCode.USAGE);
    }
}

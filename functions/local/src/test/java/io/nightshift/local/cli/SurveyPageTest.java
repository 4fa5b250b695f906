package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.nightshift.remediation.aws.survey.AwsSurvey;
import io.nightshift.remediation.gcp.survey.GcpSurvey;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.contract.DocSection;
import io.nightshift.sandbox.gcp.ListsStandIn;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/survey.md}: its commands work, and its example is what they print. */
final class SurveyPageTest {

    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private final AwsStandIn aws = new AwsStandIn();
    private final KubernetesStandIn cluster = new KubernetesStandIn();
    private final ListsStandIn project = new ListsStandIn("shop-prod");

    @TempDir
    private Path folder;

    private int commands;

    @BeforeEach
    void place() throws IOException {
        Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig("main", "shop"));
        cluster.deploy("shop", "frontend", "frontend:1");
        project.service("europe-west1", "checkout");
        CREDENTIALS.forEach(name -> System.setProperty(name, "canary"));
        aws.place(
                Database.available("orders", 100),
                new Function("checkout", "Active", List.of("1"), Map.of()),
                new Alarm("orders-storage", false, "OK", ""),
                new Watched(
                        "orders-storage",
                        "AWS/RDS",
                        "FreeStorageSpace",
                        Map.of("DBInstanceIdentifier", "orders"),
                        1,
                        List.of()),
                new Alarm("shop-down", true, "OK", ""));
    }

    @AfterEach
    void end() {
        CREDENTIALS.forEach(System::clearProperty);
        aws.close();
        cluster.close();
        project.close();
    }

    private Map<String, String> environment() {
        var kubeconfig = folder.resolve("kubeconfig").toString();
        return Map.of(
                "NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString(),
                "NIGHTSHIFT_KUBECONFIG", kubeconfig,
                "NIGHTSHIFT_GCP_PROJECTS", "shop-prod",
                "NIGHTSHIFT_GCP_ENDPOINT", project.endpoint().toString(),
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT", project.endpoint().toString());
    }

    @Test
    void theExampleIsWhatASurveyPrints() {
        var typed = Typed.nightshift(environment(), "survey", "--cloud", "aws", "--region", AwsStandIn.REGION);
        assertThat(typed.exit()).as(typed.err()).isZero();
        var indented = typed.out()
                .lines()
                .map(line -> line.isEmpty() ? "" : "    " + line)
                .reduce("", (text, line) -> text + line + "\n");
        new DocSection("survey.md", "example").says(indented);
    }

    @Test
    void thePermissionsAreThoseOfItsCalls() {
        new DocSection("survey.md", "aws-permissions").says(list(AwsSurvey.PERMISSIONS));
        new DocSection("survey.md", "gcp-permissions").says(list(GcpSurvey.PERMISSIONS));
    }

    private static String list(List<String> permissions) {
        return permissions.stream().map(one -> "- `" + one + "`\n").collect(Collectors.joining());
    }

    @TestFactory
    Stream<DynamicTest> eachCommandWorks() throws IOException {
        var page = Files.readAllLines(Typed.ROOT.resolve("docs/survey.md"));
        return page.stream()
                .filter(line -> line.startsWith("    ./nightshift survey "))
                .map(String::strip)
                .map(line -> dynamicTest(line, () -> works(line)));
    }

    private void works(String line) {
        var words = Arrays.stream(line.split(" ")).skip(1).map(this::here).toArray(String[]::new);
        var typed = Typed.nightshift(environment(), words);
        assertThat(typed.exit()).as(typed.err()).isZero();
    }

    private String here(String word) {
        return switch (word) {
            case "proposed.yaml" -> folder.resolve(commands++ + word).toString();
            case "nightshift.yaml" ->
                Typed.ROOT.resolve("docs/nightshift.example.yaml").toString();
            default -> word;
        };
    }
}

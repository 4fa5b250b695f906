package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.local.setup.DeploymentAnswers;
import io.nightshift.local.setup.DeploymentTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class InitCommandTest {

    private static final String IMAGE = "registry.example.com/nightshift@sha256:" + "0".repeat(64);
    private static final String MEMBER = "arn:aws:iam::222233334444:role/nightshift=shop-0123456789abcdef";

    private static final String[] WITH_MEMBER = {"--member", MEMBER};

    @TempDir
    private Path folder;

    private Typed init(DeploymentTemplate template, Path dir, String... more) {
        var words = new ArrayList<>(List.of("init", "--cloud", template.id(), "--dir", dir.toString()));
        words.addAll(
                switch (template) {
                    case AWS ->
                        List.of("--account", "111122223333", "--region", "eu-central-1", "--email", "ops@example.com");
                    case GCP ->
                        List.of(
                                "--project",
                                "shop-prod",
                                "--number",
                                "123456789012",
                                "--region",
                                "europe-west1",
                                "--email",
                                "ops@example.com",
                                "--image",
                                IMAGE);
                    case KUBERNETES -> List.of("--namespace", "shop", "--cluster", "main", "--image", IMAGE);
                });
        if (template != DeploymentTemplate.KUBERNETES) {
            words.addAll(List.of("--modules", modules(template).toString()));
        }
        words.addAll(List.of(more));
        return Typed.nightshift(words.toArray(String[]::new));
    }

    private static Path modules(DeploymentTemplate template) {
        return Typed.ROOT.resolve("infra").resolve(template.id()).resolve("modules");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFolderHasAValidPolicyThatChangesNothing(DeploymentTemplate template) {
        var typed = init(template, folder.resolve("deploy"));
        assertThat(typed.exit()).as(typed.err()).isZero();
        var policy = folder.resolve("deploy/nightshift.yaml");
        assertThat(read(policy)).contains("mode: dry-run").doesNotContain("@@");
        assertThat(Typed.nightshift("validate", policy.toString()).exit()).isZero();
        assertThat(read(policy).length())
                .as("fits into a variable of the function")
                .isLessThan(2_500);
    }

    @ParameterizedTest
    @EnumSource
    void asJsonItListsTheWrittenFilesAndAllAreThere(DeploymentTemplate template) throws Exception {
        var written = init(template, folder, "--json").json().at("files").strings();
        assertThat(written).contains("nightshift.yaml", "README.md", ".github/workflows/nightshift.yml");
        for (var file : written) {
            assertThat(folder.resolve(file)).isRegularFile();
            assertThat(read(folder.resolve(file))).isNotBlank().doesNotContain("@@");
        }
    }

    /** The pipeline applies by the scripts of {@code infra/}, and names every action of somebody else by its commit. */
    @ParameterizedTest
    @EnumSource
    void thePipelinePausesNightshiftAroundAnApply(DeploymentTemplate template) {
        init(template, folder);
        var pipeline = read(folder.resolve(".github/workflows/nightshift.yml"));
        assertThat(pipeline.lines().filter(line -> line.contains("uses: ")))
                .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v[0-9.]+"));
        if (template == DeploymentTemplate.KUBERNETES) {
            return;
        }
        assertThat(pipeline).contains("bash ./apply plan").doesNotContain("terraform apply");
        for (var script : List.of("apply", "pause")) {
            assertThat(read(folder.resolve(script)))
                    .isEqualTo(read(Typed.ROOT.resolve("infra").resolve(script)));
        }
    }

    @Test
    void nothingIsOverwrittenAndNothingElseIsWritten() throws IOException {
        Files.writeString(folder.resolve("main.tf"), "mine");
        var typed = init(DeploymentTemplate.AWS, folder);
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("there already: main.tf; nothing was written");
        assertThat(read(folder.resolve("main.tf"))).isEqualTo("mine");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatIsMissingOrInvalidIsReportedTogether() {
        var typed = Typed.nightshift("init", "--cloud", "aws", "--account", "1", "--dir", folder.toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err())
                .contains("--account is invalid: expected 12 digits")
                .contains("--region is missing")
                .contains("--email is missing");
        assertThat(Typed.nightshift("init").err()).contains("--cloud is missing: aws, gcp or kubernetes");
    }

    @Test
    void aRegionThatCannotExistIsRefused() {
        var typed = Typed.nightshift("init", "--cloud", "aws", "--region", "xx-moon-1", "--dir", folder.toString());
        assertThat(typed.err()).contains("--region is invalid: expected a region such as eu-central-1");
    }

    @Test
    void aFlagThatWouldHaveNoEffectIsRefused() {
        var typed = Typed.nightshift("init", "--cloud", "kubernetes", "--account", "111122223333", "--region", "x");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err())
                .contains("--account, --region has no meaning for --cloud kubernetes")
                .contains("which takes --cluster, --image, --namespace");
        assertThat(Typed.nightshift("init", "--cloud", "kubernetes", "--member", "a=b")
                        .err())
                .contains("--member has no meaning");
    }

    @Test
    void onGoogleCloudItWritesTheRightsOfMembers() throws IOException {
        var typed = Typed.nightshift(
                "init",
                "--cloud",
                "gcp",
                "--dir",
                folder.toString(),
                "--project",
                "ops-prod",
                "--number",
                "123456789012",
                "--region",
                "europe-west1",
                "--email",
                "ops@example.com",
                "--image",
                "europe-west1-docker.pkg.dev/ops-prod/nightshift/local@sha256:" + "a".repeat(64),
                "--member",
                "shop-prod=nightshift@shop-prod.iam.gserviceaccount.com");
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(read(folder.resolve("terraform.tfvars")))
                .contains(
                        "{ project = \"shop-prod\", service_account = \"nightshift@shop-prod.iam.gserviceaccount.com\" }");
        assertThat(read(folder.resolve("members/shop-prod.iam.json"))).contains("\"grants\"");
        assertThat(read(folder.resolve("nightshift.iam.json"))).contains("iam.serviceAccounts.getAccessToken");
    }

    @Test
    void aTextThatWouldEndAQuotedValueIsRefused() {
        var typed = Typed.nightshift(
                "init",
                "--cloud",
                "aws",
                "--dir",
                folder.toString(),
                "--account",
                "111122223333",
                "--region",
                "eu-central-1",
                "--email",
                "a@b\"]\nx = [\"");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void modulesAreAFolderOfTheTreeOrASource() {
        var typed = init(DeploymentTemplate.AWS, folder.resolve("a"));
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(read(folder.resolve("a/main.tf")))
                .containsPattern("source = \"\\.\\./.*infra/aws/modules/nightshift\"");
        init(
                DeploymentTemplate.AWS,
                folder.resolve("b"),
                "--modules",
                "git::https://example.com/n.git//infra/aws/modules");
        assertThat(init(DeploymentTemplate.AWS, folder.resolve("c"), "--modules", folder.toString())
                        .err())
                .isNotBlank();
    }

    @Test
    void membersGetBothSides() {
        var typed = init(DeploymentTemplate.AWS, folder, "--member", MEMBER);
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(read(folder.resolve("remediation.iam.json"))).contains("sts:AssumeRole", "role/nightshift\"");
        assertThat(read(folder.resolve("members/222233334444.iam.json")))
                .contains("arn:aws:iam::111122223333:role/nightshift-remediation", "shop-0123456789abcdef")
                .doesNotContain("dynamodb:");
        assertThat(read(folder.resolve("terraform.tfvars")))
                .contains(
                        "{ role = \"arn:aws:iam::222233334444:role/nightshift\", externalId = \"shop-0123456789abcdef\" }");
    }

    @Test
    void aPersonIsAskedUntilTheAnswerIsValid() throws Exception {
        var typed = new ArrayDeque<>(List.of("12", "111122223333", "eu-central-1", "ops@example.com", ""));
        var prompts = new ArrayList<String>();
        var answers = DeploymentAnswers.of(DeploymentTemplate.AWS.questions(), Map.of(), prompt -> {
            prompts.add(prompt);
            return Optional.of(typed.removeFirst());
        });
        assertThat(answers.values())
                .containsEntry("account", "111122223333")
                .containsEntry("package", "nightshift-remediation.zip");
        assertThat(prompts)
                .startsWith("AWS account: ", "Expected 12 digits: ")
                .endsWith("Package of the function (a zip) [nightshift-remediation.zip]: ");
    }

    @ParameterizedTest
    @EnumSource(names = {"AWS", "GCP"})
    void terraformAcceptsTheFolder(DeploymentTemplate template) throws Exception {
        assertThat(init(template, folder, template == DeploymentTemplate.AWS ? WITH_MEMBER : new String[0])
                        .exit())
                .isZero();
        if (template == DeploymentTemplate.AWS) {
            Files.write(folder.resolve("nightshift-remediation.zip"), new byte[0]);
        }
        var validate = Typed.ROOT.resolve("infra/testing/validate").toAbsolutePath();
        var said = said(validate.toString(), folder.toString(), "--fast", "--allow-missing");
        Assumptions.assumeTrue(said.contains("validate"), "peer missing: terraform");
        assertThat(said).contains("ok ", "1 folders checked");
    }

    @Test
    void kustomizeReadsTheManifests() throws Exception {
        init(DeploymentTemplate.KUBERNETES, folder);
        Assumptions.assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, "kubectl"))),
                "peer missing: kubectl");
        assertThat(said("kubectl", "kustomize", folder.toString()))
                .contains(
                        "kind: StatefulSet",
                        "volumeClaimTemplates",
                        "kind: Role",
                        "kind: ConfigMap",
                        "namespace: shop",
                        "mode: dry-run");
    }

    private static String said(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

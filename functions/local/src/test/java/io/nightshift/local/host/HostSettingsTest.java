package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.nightshift.core.engine.EngineLimits;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostSettingsTest {

    private static final Policy POLICY = ((Parsed.Valid) Functions.PARSER.parse("""
            version: 1
            defaults: {page: ops}
            channels:
              ops: {kind: console}
            rules:
              - name: all
                match: {}
                ladder:
                  - {action: reboot-instance, wait: 5m}
            """)).policy();

    private static HostSettings read(Map<String, String> environment) throws HostSettings.Invalid {
        return HostSettings.read(Functions.ALL, environment, POLICY);
    }

    @Test
    void anEmptyEnvironmentConnectsToNothing() throws Exception {
        var settings = read(Map.of("PATH", "/usr/bin"));
        assertThat(settings.aws()).isEmpty();
        assertThat(settings.common().webhooks()).isEmpty();
        assertThat(settings.lease()).isEqualTo(EngineLimits.DEFAULT.lease());
    }

    @Test
    void readsWhatThereIs() throws Exception {
        var settings = read(Map.of(
                "NIGHTSHIFT_AWS_ACCOUNT", "111122223333",
                "NIGHTSHIFT_AWS_REGIONS", "eu-central-1,us-east-1",
                "NIGHTSHIFT_WEBHOOK_RESTART_APP_URL", "https://hooks.example/restart",
                "NIGHTSHIFT_WEBHOOK_RESTART_APP_KEY", "k",
                "NIGHTSHIFT_RETENTION_DAYS", "400",
                "NIGHTSHIFT_LEASE", "PT90S"));
        var aws = settings.aws().orElseThrow();
        assertThat(aws.account()).isEqualTo("111122223333");
        assertThat(aws.regions()).isEqualTo(List.of("eu-central-1", "us-east-1"));
        assertThat(settings.common().webhooks()).containsOnlyKeys("restart-app");
        assertThat(settings.common().retention()).contains(Duration.ofDays(400));
        assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void tellsEveryProblemAtOnceAndNoValue() {
        assertThatThrownBy(() -> read(Map.of(
                        "NIGHTSHIFT_AWS_ACCONT", "canary-1",
                        "NIGHTSHIFT_AWS_REGIONS", "canary-2",
                        "NIGHTSHIFT_WEBHOOK_APP_URL", "canary-3 with spaces",
                        "NIGHTSHIFT_LEASE", "canary-4")))
                .isInstanceOf(HostSettings.Invalid.class)
                .hasMessageContaining("did you mean `NIGHTSHIFT_AWS_ACCOUNT`")
                .hasMessageContaining("NIGHTSHIFT_AWS_ACCOUNT is missing; expected 12 digits")
                .hasMessageContaining("NIGHTSHIFT_AWS_REGIONS is not right")
                .hasMessageContaining("NIGHTSHIFT_WEBHOOK_APP_KEY is missing")
                .hasMessageContaining("NIGHTSHIFT_LEASE is not right")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aLeaseOutlivesACallToAws() {
        assertThatThrownBy(() -> read(Map.of(
                        "NIGHTSHIFT_AWS_ACCOUNT", "111122223333",
                        "NIGHTSHIFT_AWS_REGIONS", "eu-central-1",
                        "NIGHTSHIFT_LEASE", "PT30S")))
                .hasMessageContaining("at least PT1M");
    }

    @Test
    void readsTheContextOfAKubeconfigAndItsNamespace(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("config"), """
                current-context: night
                clusters: [{name: main, cluster: {server: "https://10.0.0.1:6443"}}]
                users: [{name: nightshift, user: {token: canary-of-the-token}}]
                contexts: [{name: night, context: {cluster: main, user: nightshift, namespace: shop}}]
                """).toString();
        var settings = read(Map.of("NIGHTSHIFT_KUBECONFIG", file));
        assertThat(settings.kube().orElseThrow().namespaces()).containsExactly("shop");
        assertThat(settings.toString()).doesNotContain("canary");
        var more = read(Map.of("NIGHTSHIFT_KUBECONFIG", file, "NIGHTSHIFT_KUBE_NAMESPACES", "shop,payment"));
        assertThat(more.kube().orElseThrow().namespaces()).containsExactlyInAnyOrder("shop", "payment");
    }

    @Test
    void tellsWhatIsWrongWithAKubeconfigBesideAllElse(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("config"), """
                clusters: [{name: main, cluster: {server: "http://canary.example"}}]
                users: [{name: nightshift, user: {exec: {command: canary}}}]
                contexts: [{name: night, context: {cluster: main, user: nightshift}}]
                """).toString();
        assertThatThrownBy(() -> read(Map.of(
                        "NIGHTSHIFT_KUBECONFIG", file,
                        "NIGHTSHIFT_KUBE_CONTEXT", "night",
                        "NIGHTSHIFT_KUBE_NAMESPACES", "canary/..",
                        "NIGHTSHIFT_LEASE", "soon")))
                .hasMessageContaining("NIGHTSHIFT_KUBE_NAMESPACES is not right")
                .hasMessageContaining("NIGHTSHIFT_KUBECONFIG: $.clusters[0].cluster.server must be a URL")
                .hasMessageContaining("NIGHTSHIFT_KUBECONFIG: $.users[0].user.exec is not taken")
                .hasMessageContaining("NIGHTSHIFT_LEASE is not right")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> read(Map.of("NIGHTSHIFT_KUBE_CONTEXT", "night")))
                .hasMessageContaining("NIGHTSHIFT_KUBECONFIG is missing");
    }

    @Test
    void halfAStandInIsRefused() {
        assertThatThrownBy(() -> read(Map.of(
                        "NIGHTSHIFT_GCP_PROJECTS", "shop-prod",
                        "NIGHTSHIFT_GCP_ENDPOINT", "http://127.0.0.1:1")))
                .hasMessageContaining("NIGHTSHIFT_GCP_ENDPOINT and NIGHTSHIFT_GCP_GRPC_ENDPOINT belong together");
    }

    @Test
    void linksOfApproversNeedAUrlOfPeopleAndALongSecret() throws Exception {
        var secret = "canary-of-32-characters-or-rather-more";
        assertThat(read(Map.of(
                                "NIGHTSHIFT_APPROVAL_URL",
                                "https://nightshift.example/ops/",
                                "NIGHTSHIFT_APPROVAL_SECRET",
                                secret))
                        .httpApi()
                        .approvals())
                .isPresent();
        assertThatThrownBy(() -> read(Map.of("NIGHTSHIFT_APPROVAL_SECRET", secret)))
                .hasMessageContaining("NIGHTSHIFT_APPROVAL_URL is missing");
        assertThatThrownBy(() -> read(Map.of("NIGHTSHIFT_APPROVAL_URL", "https://nightshift.example")))
                .hasMessageContaining("NIGHTSHIFT_APPROVAL_SECRET is missing");
        assertThatThrownBy(() -> read(Map.of(
                        "NIGHTSHIFT_APPROVAL_URL", "http://canary.example",
                        "NIGHTSHIFT_APPROVAL_SECRET", "canary")))
                .hasMessageContaining("NIGHTSHIFT_APPROVAL_URL is not right")
                .hasMessageContaining("NIGHTSHIFT_APPROVAL_SECRET is not right; expected at least 32")
                .hasMessageNotContaining("canary");
    }

    @Test
    void everyVariableIsInTheDocumentation() throws IOException {
        var text = Files.readString(Path.of(System.getProperty("nightshift.root", "../.."), "docs", "cli.md"));
        assertThat(Stream.of(HostSettings.ALL, Functions.ALL.variables(), Variables.KEYS)
                        .flatMap(List::stream)
                        .map(EnvironmentVariable::name))
                .allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
    }

    @ParameterizedTest
    @CsvSource({"act, true", "dry-run, false", "observe, false"})
    void aWebhookThatARuleMayCallHasToBeConfigured(String mode, boolean refused) throws Exception {
        var policy = ((Parsed.Valid) Functions.PARSER.parse("""
                        version: 1
                        defaults: {mode: %s, page: ops}
                        channels: {ops: {kind: console}}
                        rules:
                          - {name: web, match: {name: down}, ladder: [{action: call-webhook, with: {hook: restart-web}, wait: 1m}]}
                        """.formatted(mode))).policy();
        assertThat(HostSettings.read(Functions.ALL, Map.of(), policy).common().webhooks())
                .isEmpty();
        var serving = catchThrowable(() -> HostSettings.serving(Functions.ALL, Map.of(), policy));
        if (refused) {
            assertThat(serving).hasMessageContaining("NIGHTSHIFT_WEBHOOK_RESTART_WEB_URL is missing; rule web calls");
        } else {
            assertThat(serving).isNull();
        }
    }
}

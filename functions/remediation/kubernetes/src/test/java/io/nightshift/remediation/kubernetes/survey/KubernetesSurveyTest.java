package io.nightshift.remediation.kubernetes.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.OpenFormats;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.kubernetes.ApiServerAccess;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.ProposedPolicy;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubernetesSurveyTest {

    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final PolicyParser PARSER = new PolicyParser(List.of(new RulesSection(Remediation.CATALOGUE)));

    private final KubernetesStandIn server = new KubernetesStandIn();
    private final KubernetesApi api = KubernetesApi.of(
            ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN),
            KubernetesApi.RETRY_POLICY,
            (failed, atLeast) -> {});

    @BeforeEach
    void place() {
        List.of("frontend", "cart", "mail").forEach(name -> server.deploy("shop", name, name + ":1"));
        server.deploy("kube-system", "coredns", "coredns:1");
        server.workload("statefulsets", "shop", "orders");
        server.workload("daemonsets", "shop", "logs");
        List.of("node-a", "node-b", "node-c").forEach(name -> server.node(name, "amd64", Map.of()));
    }

    @AfterEach
    void close() {
        api.close();
        server.close();
    }

    private Inventory survey() {
        return KubernetesSurvey.of(KubernetesCluster.named("main", Set.of("shop"), api), NOW, what -> {});
    }

    private static List<String> labels(Inventory inventory) {
        return inventory.resources().stream()
                .map(one -> one.resource().label())
                .sorted()
                .toList();
    }

    @Test
    void findsTheWorkloadsOfItsNamespacesAndTheNodesOnEveryPage() {
        var found = survey();
        assertThat(found.unread()).isEmpty();
        assertThat(labels(found))
                .containsExactly(
                        "k8s:daemonset/shop/logs",
                        "k8s:deployment/shop/cart",
                        "k8s:deployment/shop/frontend",
                        "k8s:deployment/shop/mail",
                        "k8s:node/node-a",
                        "k8s:node/node-b",
                        "k8s:node/node-c",
                        "k8s:statefulset/shop/orders");
        assertThat(server.changes()).isEmpty();
        assertThat(server.wire().requests())
                .allMatch(request -> request.method().equals("GET"));
    }

    @Test
    void assumesTheUsualAlertOfEach() {
        var found = survey();
        assertThat(found.alarms()).hasSize(8).allMatch(SurveyedAlarm::assumed);
        assertThat(found.alarms())
                .extracting(alarm ->
                        alarm.signal().name() + " " + alarm.signal().subject().label())
                .contains("KubeDeploymentReplicasMismatch k8s:deployment/shop/frontend");
    }

    @Test
    void aRefusedListIsALineAndNotTheEnd() {
        server.forbid("list", "nodes");
        server.forbid("list", "statefulsets");
        var found = survey();
        assertThat(found.unread())
                .extracting(one -> one.what() + ": " + one.why())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("nodes: ") && line.contains("list nodes"))
                .noneMatch(line -> line.contains("canary"));
        assertThat(labels(found)).hasSize(4);
    }

    private static List<String> rules(Inventory inventory, Signal signal) {
        var policy = ((Parsed.Valid) PARSER.parse(ProposedPolicy.of(inventory).yaml())).policy();
        return new PolicyRules(policy)
                .route(signal).stream().map(route -> route.rule()).toList();
    }

    @Test
    void eachAlertHasItsProposedRule() {
        var found = survey();
        assertThat(found.alarms().stream()
                        .flatMap(alarm -> rules(found, alarm.signal()).stream())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "deployment-unavailable", "statefulset", "daemonset-rollout-stuck", "node-not-ready");
    }

    @ParameterizedTest
    @CsvSource({
        "deployment-rollout-stuck, KubeDeploymentRolloutStuck, deployment",
        "deployment-unavailable, KubeDeploymentReplicasMismatch, deployment",
        "deployment-unavailable, KubeDeploymentGenerationMismatch, deployment",
        "deployment-other, HighErrorRate, deployment",
        "pod-crash-loop, KubePodCrashLooping, pod",
        "pod-not-ready, KubePodNotReady, pod",
        "pods, KubePodInvalid, pod",
        "statefulset, KubeStatefulSetReplicasMismatch, statefulset",
        "statefulset-rollout-stuck, KubeStatefulSetUpdateNotRolledOut, statefulset",
        "daemonset-rollout-stuck, KubeDaemonSetRolloutStuck, daemonset",
        "daemonset, KubeDaemonSetMisScheduled, daemonset",
        "autoscaler-maxed-out, KubeHpaMaxedOut, horizontalpodautoscaler",
        "node-not-ready, KubeNodeNotReady, node",
        "node-flapping, KubeNodeReadinessFlapping, node",
        "node, KubeNodeUnreachable, node"
    })
    void eachProposedRuleGetsTheEventOfItsAlert(String rule, String alert, String label) throws IOException {
        var file = Path.of("../../../events/open/alertmanager/kubernetes-deployment.json");
        var event = Files.readString(file).replace("HighErrorRate", alert).replace("\"deployment\"", '"' + label + '"');
        var signals = new Decoders(OpenFormats.all())
                .decode(Payload.of(event.getBytes(StandardCharsets.UTF_8)))
                .signals();
        assertThat(signals).hasSize(1);
        var alarm = SurveyedAlarm.assumed((Signal.Alarm) signals.getFirst());
        assertThat(rules(new Inventory(List.of(alarm), List.of(), List.of()), alarm.signal()))
                .containsExactly(rule);
    }

    @Test
    void whatAlwaysFiresHasNoRule() {
        var watchdog = UsualAlerts.of("main", NOW).fires("Watchdog", Map.of()).orElseThrow();
        assertThat(rules(survey(), watchdog)).isEmpty();
    }
}

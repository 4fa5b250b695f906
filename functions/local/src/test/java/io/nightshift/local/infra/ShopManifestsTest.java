package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code infra/examples/shop-k8s} as kustomize renders it, and the policies of all examples. */
final class ShopManifestsTest {

    private static final Path EXAMPLES = IgnoredAttributes.INFRA.resolve("examples");

    private List<HasMetadata> rendered = List.of();

    @BeforeEach
    void render() throws IOException, InterruptedException {
        rendered = RenderedManifests.of(EXAMPLES.resolve("shop-k8s"));
    }

    private <T> T one(Class<T> type) {
        return RenderedManifests.one(rendered, type);
    }

    @Test
    void everyFieldIsOneThatKubernetesKnows() throws ReflectiveOperationException {
        assertThat(RenderedManifests.unknownFields(rendered)).isEmpty();
    }

    @Test
    void theShopRunsWithoutRootByDigestAndIsProbed() {
        var pod = one(Deployment.class).getSpec().getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getImage()).matches("[^@]+@sha256:[0-9a-f]{64}");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health");
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/health");
        assertThat(container.getLivenessProbe().getTcpSocket()).isNotNull();
        assertThat(container.getEnv())
                .noneMatch(env ->
                        env.getName().contains("PASSWORD") && !env.getName().endsWith("_FILE"));
    }

    @Test
    void itScalesSurvivesDrainsAndTalksToItsPoolerOnly() {
        var deployment = one(Deployment.class);
        var pods = deployment.getSpec().getTemplate().getMetadata().getLabels();
        assertThat(deployment.getSpec().getReplicas()).as("the autoscaler's").isNull();
        assertThat(one(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(deployment.getMetadata().getName());
        assertThat(pods)
                .containsAllEntriesOf(
                        one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
        assertThat(one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
                .isNotEmpty();
        var network = one(NetworkPolicy.class).getSpec();
        assertThat(pods).containsAllEntriesOf(network.getPodSelector().getMatchLabels());
        assertThat(network.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(network.getEgress())
                .allSatisfy(rule -> assertThat(rule.getTo()).isNotEmpty());
        assertThat(one(CronJob.class)
                        .getSpec()
                        .getJobTemplate()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .startsWith("archive");
    }

    @Test
    void requestsReachNoPodOfTheArchive() {
        var selector = one(Service.class).getSpec().getSelector();
        var archive = one(CronJob.class).getSpec().getJobTemplate().getSpec().getTemplate();
        assertThat(one(Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(selector);
        assertThat(archive.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-aws", "shop-gcp", "shop-k8s", "shop-compose"})
    void thePolicyOfEachExampleIsValid(String example) throws IOException {
        assertThat(Functions.PARSER.parse(
                        Files.readAllBytes(EXAMPLES.resolve(example).resolve("nightshift.yaml"))))
                .isInstanceOf(Parsed.Valid.class);
    }
}

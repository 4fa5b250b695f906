package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code infra/kubernetes} as kustomize renders it, read by the types of Kubernetes' own API. */
final class KubernetesManifestsTest {

    private static final String SETUP = "functions/local/src/main/resources/io/nightshift/local/setup/kubernetes";
    private static final Path FOLDER = IgnoredAttributes.INFRA.resolve("kubernetes");

    private List<HasMetadata> rendered = List.of();

    @BeforeEach
    void render() throws IOException, InterruptedException {
        rendered = RenderedManifests.of(FOLDER.resolve("prod"));
    }

    private <T> T one(Class<T> type) {
        return RenderedManifests.one(rendered, type);
    }

    @Test
    void everyFieldIsOneThatKubernetesKnows() throws ReflectiveOperationException {
        assertThat(RenderedManifests.unknownFields(rendered)).isEmpty();
        assertThat(rendered)
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder(
                        "Namespace",
                        "ServiceAccount",
                        "Role",
                        "RoleBinding",
                        "ConfigMap",
                        "ConfigMap",
                        "Service",
                        "Service",
                        "StatefulSet",
                        "PodDisruptionBudget",
                        "NetworkPolicy");
    }

    @Test
    void twoReplicasRunWithoutRootByDigestAndAreProbed() {
        var spec = one(StatefulSet.class).getSpec();
        var pod = spec.getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        assertThat(spec.getReplicas()).isEqualTo(2);
        assertThat(spec.getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(spec.getSelector().getMatchLabels());
        assertThat(spec.getSelector().getMatchLabels()).isNotEmpty();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getImage()).matches("[^@]+@sha256:[0-9a-f]{64}");
        assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        assertThat(container.getStartupProbe().getHttpGet().getPath()).isEqualTo("/healthz");
        assertThat(container.getLivenessProbe().getTcpSocket()).isNotNull();
    }

    @Test
    void theLedgerAndTheTokenComeFromASecret() {
        var container = one(StatefulSet.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        for (var name : List.of("NIGHTSHIFT_LEDGER", "NIGHTSHIFT_INTAKE_TOKEN")) {
            assertThat(container.getEnv())
                    .filteredOn(env -> env.getName().equals(name))
                    .singleElement()
                    .satisfies(env -> {
                        assertThat(env.getValue()).isNull();
                        assertThat(env.getValueFrom().getSecretKeyRef().getName())
                                .isEqualTo("nightshift");
                    });
        }
    }

    /** What `nightshift iam` prints for the policy, and no verb beyond it. */
    @Test
    void theRoleIsThatOfThePolicysActions() throws IOException {
        assertThat(one(Role.class).getRules()).isEqualTo(printed(FOLDER.resolve("base/nightshift.yaml")));
    }

    @Test
    void theRoleThatInitWritesIsThatOfItsPolicy() throws IOException {
        var template = Path.of(System.getProperty("nightshift.root"), SETUP);
        var account = Files.readString(template.resolve("account.yaml")).split("(?m)^---$");
        assertThat(new KubernetesSerialization().<Role>unmarshal(account[1]).getRules())
                .isEqualTo(printed(template.resolve("nightshift.yaml")));
    }

    private static List<PolicyRule> printed(Path policy) throws IOException {
        var parsed = (Parsed.Valid) Functions.PARSER.parse(Files.readAllBytes(policy));
        var roles = Functions.ALL.all().stream()
                .map(function -> function.permissions().get("remediation"))
                .filter(Objects::nonNull)
                .flatMap(permissions -> permissions.kubernetes(Optional.of(parsed.policy())).stream())
                .toList();
        assertThat(roles).hasSize(1);
        return new KubernetesSerialization()
                .<Role>unmarshal(roles.getFirst().text())
                .getRules();
    }
}

package io.nightshift.rotation.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.ApiServerAccess;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterConsumersTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("rotation-0a1b2c3d4e5f", 7);
    private static final Resource COPY = new Resource(Origin.NOWHERE, Kinds.K8S_EXTERNAL_SECRET, "shop/db");
    private static final Resource WEB = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web");

    private final KubernetesStandIn server = new KubernetesStandIn();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T03:04:05Z"));
    private final Map<String, ConsumerRestart> restarts = ClusterConsumers.restarts(
            new KubernetesScope(List.of(KubernetesCluster.named(
                    "main",
                    Set.of("shop"),
                    KubernetesApi.of(
                            ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN),
                            KubernetesApi.RETRY_POLICY,
                            (failed, atLeast) -> {})))),
            clock);

    @BeforeEach
    void place() {
        server.externalSecret("shop", "db");
        server.deploy("shop", "web", "web:1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ConsumerRestart restart(Resource consumer) {
        return Objects.requireNonNull(restarts.get(consumer.kind()));
    }

    private ActionExecution act(Resource consumer) throws Exception {
        return restart(consumer).of(consumer);
    }

    private Performed perform(Resource consumer) throws Exception {
        var execution = act(consumer);
        var capsule = execution.before() instanceof LiveState.Known known ? known.capsule() : Json.Obj.EMPTY;
        return execution.performIfPossible(KEY, capsule);
    }

    @Test
    void everyKindOfConsumerInAClusterCanBeRestarted() {
        assertThat(restarts.keySet()).allMatch(SecretKinds.CONSUMERS::contains);
        assertThat(SecretKinds.CONSUMERS)
                .filteredOn(kind -> kind.startsWith("k8s:") || kind.startsWith("gke:"))
                .allMatch(restarts::containsKey);
    }

    @Test
    void theCopyOfAnExternalSecretIsFreshOnlyOnceTheOperatorHasRefreshedItAfterTheRequest() throws Exception {
        assertThat(restart(COPY).state(COPY)).isEqualTo(Health.WELL);
        assertThat(perform(COPY)).isInstanceOf(Performed.Done.class);
        assertThat(restart(COPY).state(COPY)).isEqualTo(Health.UNKNOWN);
        assertThat(act(COPY).probe(KEY, Json.Obj.EMPTY)).isEqualTo(Probed.HAPPENED);

        clock.pass(Duration.ofSeconds(5));
        server.refresh("shop/db", clock.instant(), false);
        assertThat(restart(COPY).state(COPY)).isEqualTo(Health.UNWELL);
        server.refresh("shop/db", clock.instant(), true);
        assertThat(restart(COPY).state(COPY)).isEqualTo(Health.WELL);
    }

    @Test
    void aRefreshThatIsRepeatedUnderItsKeyChangesTheObjectOnce() throws Exception {
        perform(COPY);
        clock.pass(Duration.ofMinutes(1));
        perform(COPY);
        assertThat(server.changes()).containsExactly("metadata of shop/db");
    }

    @Test
    void aCopyThatDoesNotExistIsUnreadable() throws Exception {
        var missing = new Resource(Origin.NOWHERE, Kinds.K8S_EXTERNAL_SECRET, "shop/other");
        assertThat(act(missing).before()).isInstanceOf(LiveState.Unreadable.class);
    }

    @Test
    void aWorkloadIsUpAgainWhenItsRolloutIsComplete() throws Exception {
        assertThat(perform(WEB)).isInstanceOf(Performed.Done.class);
        server.observe();
        assertThat(restart(WEB).state(WEB)).isEqualTo(Health.UNKNOWN);
        server.settle();
        assertThat(restart(WEB).state(WEB)).isEqualTo(Health.WELL);
    }
}

package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.Credentials;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Variables;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class GkeClusterTest {

    private static final Origin PLACE = Origin.gcp("shop-prod", "europe-west1");
    private static final Resource FRONTEND = new Resource(PLACE, Kinds.GKE_DEPLOYMENT, "shop-cluster/shop/frontend");

    private final Map<String, String> variables = new TreeMap<>(Map.of(
            "NIGHTSHIFT_GKE_CLUSTER", "projects/shop-prod/locations/europe-west1/clusters/shop-cluster",
            "NIGHTSHIFT_GKE_URL", "https://gke-1234567890.europe-west1.gke.goog",
            "NIGHTSHIFT_GKE_NAMESPACES", "shop,payment"));

    @Test
    void readsClusterAndNamespaces() {
        variables.put(
                "NIGHTSHIFT_GKE_CA", Base64.getEncoder().encodeToString("PEM".getBytes(StandardCharsets.US_ASCII)));
        var gke = GkeCluster.read(new Variables(variables)).orElseThrow();
        assertThat(gke.origin()).isEqualTo(PLACE);
        assertThat(gke.name()).isEqualTo("shop-cluster");
        assertThat(gke.namespaces()).containsExactlyInAnyOrder("shop", "payment");
        assertThat(gke.authority()).contains("PEM");
    }

    @Test
    void eachPartThatIsMissingOrWrongIsNamed() {
        for (var key : GkeCluster.KEYS) {
            var wrong = new TreeMap<>(variables);
            wrong.put(key.name(), "http://canary/..");
            var read = new Variables(wrong);
            GkeCluster.read(read);
            assertThat(read.problems())
                    .singleElement()
                    .asString()
                    .contains(key.name())
                    .doesNotContain("canary");
        }
        var none = new Variables(Map.of("NIGHTSHIFT_GKE_CA", ""));
        assertThat(GkeCluster.read(none)).isEmpty();
        assertThat(none.problems()).isEmpty();
        var alone = new Variables(Map.of("NIGHTSHIFT_GKE_NAMESPACES", "shop"));
        assertThat(GkeCluster.read(alone)).isEmpty();
        assertThat(alone.problems()).hasSize(2);
        assertThat(GkeCluster.KEYS).extracting(EnvironmentVariable::required).containsOnly(false);
    }

    @Test
    void asksTheClusterWithTheTokenOfTheServiceAccount() {
        try (var server = new KubernetesStandIn()) {
            server.deploy("shop", "frontend", "shop/frontend:1");
            server.settle();
            assertThat(look(server, token(KubernetesStandIn.TOKEN))).isTrue();
            assertThat(look(server, token("another"))).isFalse();
            assertThat(look(server, Optional.empty())).isFalse();
        }
    }

    private static Optional<Credentials> token(String text) {
        var good = Date.from(Instant.now().plusSeconds(3600));
        return Optional.of(OAuth2Credentials.create(new AccessToken(text, good)));
    }

    private static boolean look(KubernetesStandIn server, Optional<Credentials> credentials) {
        var log = new ByteArrayOutputStream();
        var host = new FunctionHost(Clock.systemUTC(), new PrintStream(log, true, StandardCharsets.UTF_8));
        var cluster = new GkeCluster(PLACE, "shop-cluster", server.endpoint(), Optional.empty(), Set.of("shop"));
        try {
            var place = cluster.places(credentials, host).place(FRONTEND);
            place.api().get("/apis/apps/v1/namespaces/shop/deployments/" + place.name(), "get the deployment");
            return true;
        } catch (CallFailed e) {
            assertThat(e.problem() + log.toString(StandardCharsets.UTF_8)).doesNotContain(KubernetesStandIn.TOKEN);
            return false;
        }
    }
}

package io.nightshift.promotion.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.kubernetes.ApiServerAccess;
import io.nightshift.kubernetes.KubernetesApi;
import io.nightshift.kubernetes.KubernetesCluster;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A deployment, its sleeping canary and the route before both, over the wire, in GKE as well. */
final class PairStand implements TargetUnderTest, AutoCloseable {

    static final String IMAGE = "registry.example/shop/frontend";
    static final String STABLE = "shop/frontend";
    static final String CANARY = "shop/frontend-canary";

    final KubernetesStandIn server = new KubernetesStandIn();
    private final KubernetesApi api = KubernetesApi.of(
            ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN),
            KubernetesApi.RETRY_POLICY,
            (failed, atLeast) -> {});
    private final KubernetesPlatform platform = new KubernetesPlatform(new KubernetesScope(
            List.of(KubernetesCluster.named("gke_shop-prod_europe-west1_main", Set.of("shop"), api))));

    PairStand() {
        server.deploy("shop", "frontend", IMAGE + "@" + OLD);
        server.deploy("shop", "frontend-canary", IMAGE + ":1");
        server.set(CANARY, Json.of(0), "spec", "replicas");
        server.service("shop", "frontend", "frontend");
        server.service("shop", "frontend-canary", "frontend-canary");
        server.route("shop", "frontend", "frontend", "frontend-canary", 100);
    }

    @Override
    public KubernetesPlatform platform() {
        return platform;
    }

    @Override
    public Resource target() {
        return new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, STABLE);
    }

    static Resource inGke() {
        return new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.GKE_DEPLOYMENT, "main/shop/frontend");
    }

    @Override
    public String image() {
        return IMAGE;
    }

    @Override
    public void settle() {
        server.settle();
    }

    @Override
    public void changeByHand() {
        server.release(STABLE, IMAGE + "@sha256:" + "b".repeat(64));
        server.settle();
    }

    @Override
    public boolean crash(String digest) {
        for (var key : List.of(STABLE, CANARY)) {
            if (server.image(key).endsWith(digest)) {
                server.crash(key, pods(key));
            }
        }
        return true;
    }

    @Override
    public int shareOfNew() {
        int canary = weight("frontend-canary");
        return (server.image(CANARY).endsWith(NEW) ? canary : 0)
                + (server.image(STABLE).endsWith(NEW) ? weight("frontend") : 0);
    }

    /** The same in each rule, or the stand is broken. */
    int weight(String service) {
        try {
            var weights = new java.util.TreeSet<Long>();
            for (var rule :
                    View.of(server.httpRoute(STABLE)).at("spec", "rules").items()) {
                for (var backend : rule.at("backendRefs").items()) {
                    if (backend.at("name").text().equals(service)) {
                        weights.add(backend.at("weight").integer());
                    }
                }
            }
            if (weights.size() != 1) {
                throw new AssertionError("the rules differ: " + weights);
            }
            return weights.first().intValue();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int versionsOfNew() {
        return (int) server.replicaSetImages().stream()
                .filter(image -> image.endsWith(NEW))
                .count();
    }

    int pods(String key) {
        try {
            return (int) View.of(server.deployment(key)).at("spec", "replicas").integer();
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}

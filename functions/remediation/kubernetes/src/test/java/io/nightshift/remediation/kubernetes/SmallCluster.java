package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
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
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.ActorAnswers;
import io.nightshift.sandbox.contract.ActorUnderTest;
import io.nightshift.sandbox.kubernetes.KubernetesStandIn;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The adapters with a real client against the stand-in, in GKE as well: a frontend with two revisions that run, a stateful set,
 * an agent on each of three nodes, pods of theirs, and an autoscaler of another deployment.
 */
final class SmallCluster implements ActorUnderTest {

    static final String FRONTEND = "shop/frontend";
    static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);
    static final Instant NOW = Instant.parse("2026-11-21T03:04:05.678Z");

    final KubernetesStandIn server = new KubernetesStandIn();
    final List<Duration> pauses = new ArrayList<>();
    final KubernetesApi.Pause pause = (failed, atLeast) -> pauses.add(atLeast);
    final KubernetesApi api = KubernetesApi.of(
            ApiServerAccess.token(server.endpoint(), Optional.empty(), () -> KubernetesStandIn.TOKEN),
            KubernetesApi.RETRY_POLICY,
            pause);
    final KubernetesScope places = new KubernetesScope(
            List.of(KubernetesCluster.named("gke_shop-prod_europe-west1_main", Set.of("shop"), api)));
    final KubernetesActor actor = new KubernetesActor(places, new ManualClock(NOW));
    final KubernetesObserver observer = new KubernetesObserver(places);

    private final Resource target;

    SmallCluster() {
        this(frontend());
    }

    /** @param target the one that a test removes, and is denied to change */
    SmallCluster(Resource target) {
        this.target = target;
        server.deploy("shop", "frontend", "frontend:1");
        server.release(FRONTEND, "frontend:2");
        server.settle();
        List.of("n1", "n2", "n3").forEach(node -> server.node(node, "amd64", Map.of()));
        server.statefulSet("shop", "orders", "orders:1", 3);
        server.daemonSet("shop", "agent", "agent:1");
        server.release("statefulsets", "shop/orders", "orders:2");
        server.release("daemonsets", "shop/agent", "agent:2");
        server.settle();
        server.deploy("shop", "api", "api:1");
        server.autoscaler("shop", "api", "api", 2, 6);
        server.pod("shop/orders-0", "StatefulSet", "orders", "n1");
        server.pod("shop/agent-aaaaa", "DaemonSet", "agent", "n1");
        var replicaSet = server.replicaSets().getFirst();
        server.pod(replicaSet + "-bbbbb", "ReplicaSet", replicaSet.substring("shop/".length()), "n2");
        server.pod("shop/alone", "", "", "n3");
    }

    /** The pod of the deployment {@code shop/api}. */
    Resource apiPod() {
        return resource(Kinds.K8S_POD, server.replicaSets().getFirst() + "-bbbbb");
    }

    /** A pod of the stateful set never became ready with its present template. */
    void stick() {
        server.pod("shop/orders-1", "StatefulSet", "orders", "n2");
        server.set(
                "pods",
                "shop/orders-1",
                Json.of(server.newestRevision("shop/orders")),
                "metadata",
                "labels",
                "controller-revision-hash");
        server.report(
                "pods",
                "shop/orders-1",
                Json.obj()
                        .with("phase", "Running")
                        .with(
                                "conditions",
                                Json.arr(Json.obj().with("type", "Ready").with("status", "False"))));
    }

    static Resource resource(String kind, String name) {
        return new Resource(Origin.NOWHERE, kind, name);
    }

    static Resource resource(String name) {
        return resource(Kinds.K8S_DEPLOYMENT, name);
    }

    static Resource frontend() {
        return resource(FRONTEND);
    }

    static Action act(ActionType type, Resource target, Json.Obj with) {
        try {
            return type.reader().read(target, View.of(with));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static boolean changing(WireRequest request) {
        return !request.method().equals("GET");
    }

    LiveState.Known before(Action action) {
        return ActorAnswers.before(actor, action);
    }

    Problem blind(Action action) {
        return ActorAnswers.blind(actor, action);
    }

    Performed perform(Action action) {
        return actor.perform(action, KEY, before(action).capsule());
    }

    Problem refusal(Action action) {
        return ActorAnswers.problem(perform(action));
    }

    Observed.Seen health() {
        return seen(Query.HEALTH, frontend());
    }

    Observed.Seen seen(String query, Resource subject) {
        return switch (observer.observe(new Query(query, subject, Json.obj()))) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public List<String> changes() {
        return server.changes();
    }

    @Override
    public int requests() {
        return server.wire().requests().size();
    }

    @Override
    public int changingRequests() {
        return server.wire().requests(SmallCluster::changing).size();
    }

    @Override
    public void loseReply() {
        server.wire().happensButAnswers(SmallCluster::changing, new WireReply.HangUp());
    }

    @Override
    public void breakAfterChange() {
        server.wire().happensButAnswers(SmallCluster::changing, KubernetesStandIn.status(504, "Timeout"));
    }

    @Override
    public void throttle(int times) {
        server.wire().repeat(times, SmallCluster::changing, KubernetesStandIn.status(429, "TooManyRequests"));
    }

    @Override
    public void deny() {
        server.forbid("patch", plural());
        server.forbid("delete", "pods");
        server.forbid("delete", "nodes");
        server.forbid("create", "pods/eviction");
    }

    private String plural() {
        return target.kind().substring(target.kind().indexOf(':') + 1) + "s";
    }

    @Override
    public void breakLooks(int times) {
        server.wire()
                .repeat(
                        times,
                        request -> request.method().equals("GET"),
                        KubernetesStandIn.status(503, "ServiceUnavailable"));
    }

    @Override
    public void remove() {
        server.remove(plural(), target.kind().equals(Kinds.K8S_NODE) ? "/" + target.name() : target.name());
    }

    @Override
    public void settle() {
        server.settle();
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}

package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.sandbox.gcp.RunStandIn.revision;

import com.google.cloud.run.v2.RevisionScaling;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServiceScaling;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import io.grpc.Status;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.remediation.gcp.standin.JsonResources;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.remediation.gcp.standin.RestStandIn.Database;
import io.nightshift.remediation.gcp.standin.RestStandIn.Machine;
import io.nightshift.remediation.gcp.standin.RestStandIn.Member;
import io.nightshift.sandbox.contract.ActorAnswers;
import io.nightshift.sandbox.contract.ActorUnderTest;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.RunNames;
import io.nightshift.sandbox.gcp.RunStandIn;
import io.nightshift.sandbox.gcp.TasksStandIn;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapters with real clients against the stand-ins, with one thing of each kind in the project. */
public final class SmallProject implements ActorUnderTest {

    public static final String PROJECT = "shop-prod";
    public static final String REGION = "europe-west1";
    static final Origin HERE = Origin.gcp(PROJECT, REGION);
    static final String ZONE = "europe-west1-b";
    static final String CHECKOUT = RunNames.service(PROJECT, REGION, "checkout");
    public static final String QUEUE = "projects/shop-prod/locations/europe-west1/queues/nightshift";
    public static final String TOPIC = "projects/shop-prod/topics/nightshift-dead-letters";
    static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    /** Long, so that no call of a busy machine runs out of it. A test of a reply that never comes waits for it. */
    private static final RetryPolicy PATIENCE = new RetryPolicy(
            3, Duration.ofSeconds(4), Duration.ofSeconds(4), Duration.ofMillis(2), Duration.ofMillis(10));

    public final TasksStandIn tasks = new TasksStandIn(QUEUE);
    public final RunStandIn run = new RunStandIn(tasks);
    public final RestStandIn rest = new RestStandIn(PROJECT);
    public final JsonResources json = new JsonResources();
    public final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    public final WireServer wire = WireServer.before(this::answer);
    final GcpApis apis = GcpApis.of(
            new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.of(run.endpoint()), PATIENCE));
    final GcpActor actor = new GcpActor(new GcpScope(Set.of(PROJECT)), apis, InstantSource.fixed(NOW));
    final GcpObserver observer = new GcpObserver(new GcpScope(Set.of(PROJECT)), apis);

    private WireReply answer(WireRequest request) {
        if (PubSubStandIn.publishes(request)) {
            return pubSub.answer(request);
        }
        return json.serves(request) ? json.answer(request) : rest.answer(request);
    }

    public SmallProject() {
        CatalogueResources.place(json);
        placeCheckout();
        rest.place(Database.runnable("orders", "REGIONAL"));
        rest.place(Database.runnable("small", "ZONAL"));
        var zonal = "projects/12345/zones/" + ZONE + "/instanceGroupManagers/web";
        var regional = "projects/12345/regions/" + REGION + "/instanceGroupManagers/api";
        rest.place(new Machine(ZONE, "web-1", 101, "RUNNING", zonal, Json.obj().with("team", "shop")));
        rest.place(new Machine(ZONE, "api-1", 201, "RUNNING", regional, Json.obj()));
        rest.place(new Machine(ZONE, "alone", 301, "RUNNING", "", Json.obj()));
        rest.group(ZONE, "web", List.of(member("web-1", 101), member("web-2", 102), member("web-3", 103)));
        rest.group(REGION, "api", List.of(member("api-1", 201), member("api-2", 202), member("api-3", 203)));
    }

    private static Member member(String name, long id) {
        return new Member(ZONE, name, id, "RUNNING", "NONE", "HEALTHY");
    }

    /** Revision 3 serves; 2 failed to become ready; 1 is older and good. The template names its revision. */
    private void placeCheckout() {
        run.place(
                Service.newBuilder()
                        .setName(CHECKOUT)
                        .putLabels("team", "shop")
                        .setGeneration(3)
                        .setLatestCreatedRevision(CHECKOUT + "/revisions/checkout-3")
                        .setLatestReadyRevision(CHECKOUT + "/revisions/checkout-3")
                        .setScaling(ServiceScaling.newBuilder().setMinInstanceCount(1))
                        .setTemplate(RevisionTemplate.newBuilder()
                                .setRevision("checkout-3")
                                .putAnnotations("owner", "shop")
                                .setScaling(RevisionScaling.newBuilder().setMaxInstanceCount(4)))
                        .addTraffic(TrafficTarget.newBuilder()
                                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                                .setPercent(100))
                        .build(),
                List.of(
                        revision(CHECKOUT, "checkout-3", 3000, true),
                        revision(CHECKOUT, "checkout-0", 500, true),
                        revision(CHECKOUT, "checkout-2", 2000, false),
                        revision(CHECKOUT, "checkout-1", 1000, true)));
    }

    static TrafficTarget share(String revision, int percent, String tag) {
        return TrafficTarget.newBuilder()
                .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
                .setRevision(revision)
                .setPercent(percent)
                .setTag(tag)
                .build();
    }

    public static Resource resource(String kind, String name) {
        return new Resource(HERE, kind, name);
    }

    /** @param with names and values of parameters; whole numbers become numbers, and true a flag */
    static Action act(ActionType type, String kind, String name, String... with) {
        var parameters = Json.obj();
        for (int i = 0; i < with.length; i += 2) {
            parameters = parameters.with(with[i], value(with[i + 1]));
        }
        try {
            return type.reader().read(resource(kind, name), View.of(parameters));
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Json value(String text) {
        if (text.matches("[0-9]+")) {
            return Json.of(Long.parseLong(text));
        }
        return text.equals("true") ? Json.of(true) : Json.of(text);
    }

    static boolean changing(WireRequest request) {
        return !request.method().equals("GET")
                && !request.path().endsWith("listManagedInstances")
                && !request.path().endsWith(":getIamPolicy");
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

    Observed.Seen health(String kind, String name) {
        var query = new Query(Query.HEALTH, resource(kind, name), Json.obj());
        return switch (observer.observe(query)) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    /** What the engine does with a planned act of a dead worker. */
    Optional<Performed> pickUp(Action action, Json.Obj capsule) {
        var probed = actor.probe(action, KEY, capsule);
        boolean repeat = probed == Probed.NOT_HAPPENED
                || (probed == Probed.UNKNOWN && action.type().repetition() != Repetition.PROBE);
        return repeat ? Optional.of(actor.perform(action, KEY, capsule)) : Optional.empty();
    }

    @Override
    public Actor actor() {
        return actor;
    }

    @Override
    public int requests() {
        return run.calls().size() + wire.requests().size();
    }

    @Override
    public int changingRequests() {
        return (int) run.calls("UpdateService")
                + wire.requests(SmallProject::changing).size();
    }

    @Override
    public void loseReply() {
        run.happensButAnswers("UpdateService", Status.DEADLINE_EXCEEDED);
        wire.happensButAnswers(SmallProject::changing, new WireReply.HangUp());
    }

    @Override
    public void breakAfterChange() {
        run.happensButAnswers("UpdateService", Status.UNAVAILABLE);
        wire.happensButAnswers(SmallProject::changing, RestStandIn.error(503, "backendError", "canary-of-a-server"));
    }

    @Override
    public void throttle(int times) {
        run.refuse("UpdateService", Status.RESOURCE_EXHAUSTED, times);
        wire.repeat(times, SmallProject::changing, RestStandIn.error(429, "rateLimitExceeded", "canary"));
    }

    @Override
    public void deny() {
        run.refuse(
                "UpdateService",
                Status.PERMISSION_DENIED.withDescription("Permission 'run.services.update' denied on canary"),
                1);
        wire.script(
                SmallProject::changing,
                RestStandIn.error(403, "forbidden", "Required 'some.things.update' permission for 'canary'"));
    }

    @Override
    public void breakLooks(int times) {
        run.refuse("GetService", Status.UNAVAILABLE, times);
        wire.repeat(times, request -> request.method().equals("GET"), RestStandIn.error(503, "backendError", ""));
    }

    @Override
    public void remove() {
        run.remove(CHECKOUT);
        List.of("orders", "europe-west1-b/web-1", "europe-west1-b/api-1", "europe-west1-b/web", "europe-west1/api")
                .forEach(rest::remove);
    }

    @Override
    public void settle() {
        run.settle();
        rest.settle();
        json.settle();
    }

    @Override
    public List<String> changes() {
        var changes = new ArrayList<>(run.changes());
        changes.addAll(rest.changes());
        changes.addAll(json.changes());
        return changes;
    }

    @Override
    public void close() {
        apis.close();
        run.close();
        wire.close();
    }
}

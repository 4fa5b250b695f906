package io.nightshift.remediation.aws.adapter;

import static io.nightshift.sandbox.aws.AwsStandIn.arn;
import static io.nightshift.sandbox.aws.AwsStandIn.taskDefinition;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
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
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.contract.ActorAnswers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The adapters with real SDK clients against the stand-in, with one thing of each kind in the account. */
final class SmallAccount implements AutoCloseable {

    static final Origin HERE = Origin.aws(AwsStandIn.ACCOUNT, AwsStandIn.REGION);
    static final String WEB_TARGETS = arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef");
    static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");

    final AwsStandIn aws = new AwsStandIn();
    final AwsRegions places;
    final AwsActor actor;
    final AwsObserver observer;

    SmallAccount() {
        this(Duration.ofSeconds(20));
    }

    /** An account whose clients wait a second for a reply; only for replies that are meant to come too late. */
    static SmallAccount hasty() {
        return new SmallAccount(Duration.ofSeconds(1));
    }

    private SmallAccount(Duration attempt) {
        places = AwsRegions.of(
                AwsStandIn.ACCOUNT, List.of(AwsStandIn.REGION), region -> clients(aws.endpoint(), attempt));
        actor = new AwsActor(places, InstantSource.fixed(NOW));
        observer = new AwsObserver(places, InstantSource.fixed(NOW));
        furnish();
    }

    /** One thing of each kind, and nothing has happened yet. */
    void furnish() {
        aws.clear();
        UnwantedStates.THINGS.forEach(aws::place);
        aws.place(
                Instance.running("i-1").tagged(Map.of("Name", "web-1")),
                Instance.running("i-2"),
                Instance.running("i-3"),
                Instance.running("i-alone"),
                Group.of("web", 5, "i-1", "i-2", "i-3").behind(WEB_TARGETS).tagged(Map.of("team", "shop")),
                new TargetGroup(WEB_TARGETS, Map.of("i-1", "healthy", "i-2", "healthy", "i-3", "healthy")),
                Database.available("orders", 100),
                new Function("checkout", "Active", List.of("1", "2", "9", "10"), Map.of("team", "shop")),
                new Alias("checkout", "live", "10", Map.of(), "rev-a"),
                service("web", 4),
                new Family("web", List.of(3, 8, 9, 10)),
                new Alarm("high cpu: web", false, "ALARM", "Threshold Crossed"),
                new Watched("high cpu: web", "AWS/EC2", "CPUUtilization", 50, List.of(99.0)));
    }

    static Service service(String name, int running) {
        var now = taskDefinition("web", 10);
        return new Service(
                "prod",
                name,
                "ACTIVE",
                4,
                running,
                now,
                List.of(new Deployment("ecs-svc/1", "PRIMARY", now, "COMPLETED")),
                "ECS",
                Map.of());
    }

    private static AwsClients clients(URI endpoint, Duration attempt) {
        var credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret-key"));
        var retryPolicy = new RetryPolicy(
                3,
                Duration.ofSeconds(60),
                attempt,
                Duration.ofSeconds(10),
                Duration.ofMillis(2),
                Duration.ofMillis(2),
                Duration.ofMillis(10));
        return new AwsClients(AwsStandIn.REGION, Optional.of(endpoint), credentials, retryPolicy);
    }

    static Resource resource(String kind, String name) {
        return new Resource(HERE, kind, name);
    }

    /** An action without a class of its own; its parameters as text, name and value in turn. */
    static Action act(ActionType type, String kind, String name, String... with) {
        var parameters = Json.obj();
        for (int i = 0; i < with.length; i += 2) {
            parameters = parameters.with(with[i], with[i + 1]);
        }
        try {
            return type.reader().read(resource(kind, name), View.of(parameters));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
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

    Problem refused(Action action) {
        return ActorAnswers.problem(perform(action));
    }

    static Json.Obj details(Performed performed) {
        return switch (performed) {
            case Performed.Done(var details) -> details;
            case Performed.NotDone(var problem) -> throw new AssertionError("not done: " + problem);
        };
    }

    Observed health(String kind, String name) {
        return observer.observe(new Query(Query.HEALTH, resource(kind, name), Json.obj()));
    }

    /** What the engine does with a planned act of a dead worker. */
    Optional<Performed> pickUp(Action action, Json.Obj capsule) {
        var probed = actor.probe(action, KEY, capsule);
        boolean repeat = probed == Probed.NOT_HAPPENED
                || (probed == Probed.UNKNOWN && action.type().repetition() != Repetition.PROBE);
        return repeat ? Optional.of(actor.perform(action, KEY, capsule)) : Optional.empty();
    }

    @Override
    public void close() {
        aws.close();
    }
}

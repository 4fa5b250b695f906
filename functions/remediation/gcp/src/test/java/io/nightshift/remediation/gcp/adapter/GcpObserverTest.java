package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.CHECKOUT;
import static io.nightshift.remediation.gcp.adapter.SmallProject.PROJECT;
import static io.nightshift.remediation.gcp.adapter.SmallProject.REGION;
import static io.nightshift.remediation.gcp.adapter.SmallProject.ZONE;
import static io.nightshift.remediation.gcp.adapter.SmallProject.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.run.v2.Condition;
import io.grpc.Status;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpScope;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.remediation.gcp.standin.RestStandIn.Database;
import io.nightshift.remediation.gcp.standin.RestStandIn.Machine;
import io.nightshift.remediation.gcp.standin.RestStandIn.Member;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen of Google Cloud: health by its own word, and what surrounds a target. */
class GcpObserverTest {

    private static final String WEB = ZONE + "/web";

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    private Problem notSeen(String kind, String name) {
        return notSeen(resource(kind, name));
    }

    private Problem notSeen(Resource subject) {
        return switch (project.observer.observe(new Query(Query.HEALTH, subject, Json.obj()))) {
            case Observed.NotSeen(var problem) -> problem;
            case Observed.Seen seen -> throw new AssertionError("seen: " + seen);
        };
    }

    private LiveState around(Resource target) {
        return new GcpTargetContext(new GcpScope(java.util.Set.of(PROJECT)), project.apis).apply(target);
    }

    private static boolean get(WireRequest request) {
        return request.method().equals("GET");
    }

    @ParameterizedTest
    @CsvSource({
        "CONDITION_SUCCEEDED,checkout-3,false,WELL",
        "CONDITION_SUCCEEDED,checkout-1,false,UNWELL",
        "CONDITION_FAILED,checkout-3,false,UNWELL",
        "CONDITION_PENDING,checkout-3,false,UNKNOWN",
        "CONDITION_RECONCILING,checkout-3,false,UNKNOWN",
        "CONDITION_SUCCEEDED,checkout-3,true,UNKNOWN",
        "STATE_UNSPECIFIED,checkout-3,false,UNKNOWN"
    })
    void aServiceIsAsWellAsItsConditionAndItsNewestRevision(
            Condition.State state, String ready, boolean reconciling, Health health) {
        project.run.edit(
                CHECKOUT,
                service -> service.setTerminalCondition(
                                Condition.newBuilder().setType("Ready").setState(state))
                        .setLatestReadyRevision(CHECKOUT + "/revisions/" + ready)
                        .setReconciling(reconciling));
        var seen = project.health(Kinds.RUN_SERVICE, "checkout");
        assertThat(seen.health()).isEqualTo(health);
        assertThat(seen.details().text()).contains("\"ready\":\"" + ready + "\"", "\"created\":\"checkout-3\"");
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNABLE,ALWAYS,WELL",
        "RUNNABLE,NEVER,UNWELL",
        "SUSPENDED,ALWAYS,UNWELL",
        "FAILED,ALWAYS,UNWELL",
        "PENDING_DELETE,ALWAYS,UNWELL",
        "MAINTENANCE,ALWAYS,UNKNOWN",
        "A_STATE_OF_NEXT_YEAR,ALWAYS,UNKNOWN"
    })
    void aDatabaseIsWhatItsStateSaysUnlessItsOwnerStoppedIt(String state, String activation, Health health) {
        project.rest.place(new Database("orders", state, "ZONAL", activation, 1, Json.obj()));
        assertThat(project.health(Kinds.SQL_INSTANCE, "orders").health()).isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,WELL",
        "STOPPED,UNWELL",
        "TERMINATED,UNWELL",
        "SUSPENDED,UNWELL",
        "STAGING,UNKNOWN",
        "REPAIRING,UNKNOWN"
    })
    void aMachineIsWhatItsStatusSays(String status, Health health) {
        project.rest.place(new Machine(ZONE, "alone", 301, status, "", Json.obj()));
        assertThat(project.health(Kinds.GCE_INSTANCE, ZONE + "/alone").health()).isEqualTo(health);
        assertThat(project.health(Kinds.GCE_INSTANCE, ZONE + "/301").health())
                .as("by its number")
                .isEqualTo(health);
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,NONE,HEALTHY,WELL",
        "RUNNING,NONE,UNHEALTHY,UNWELL",
        "RUNNING,NONE,TIMEOUT,UNWELL",
        "RUNNING,VERIFYING,UNHEALTHY,UNKNOWN",
        "STOPPING,RECREATING,UNHEALTHY,UNKNOWN"
    })
    void aMemberIsAsWellAsItsGroupsHealthCheck(String status, String action, String check, Health health) {
        project.rest.member(WEB, 0, one -> new Member(one.zone(), one.name(), one.id(), status, action, check));
        assertThat(project.health(Kinds.GCE_INSTANCE, ZONE + "/web-1").health()).isEqualTo(health);
    }

    /** Three members come in two pages. */
    @Test
    void aGroupNamesItsUnwellMembersOnEveryPage() {
        assertThat(project.health(Kinds.INSTANCE_GROUP, WEB).details().text())
                .isEqualTo("{\"size\":3,\"healthy\":3,\"unhealthy\":[]}");
        project.rest.member(WEB, 2, one -> new Member(one.zone(), one.name(), one.id(), "STOPPED", "NONE", "UNKNOWN"));
        var seen = project.health(Kinds.INSTANCE_GROUP, WEB);
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(seen.details().text()).contains("\"healthy\":2", "[\"europe-west1-b/web-3\"]");
    }

    @Test
    void aGroupThatWorksOnItsMembersIsNeitherWellNorUnwell() {
        project.rest.member("europe-west1/api", 1, member -> member.doing("CREATING"));
        assertThat(project.health(Kinds.INSTANCE_GROUP, "europe-west1/api").health())
                .isEqualTo(Health.UNKNOWN);
        assertThat(project.health(Kinds.INSTANCE_GROUP, "api").health())
                .as("a name alone is in the subject's region")
                .isEqualTo(Health.UNKNOWN);
    }

    @Test
    void whatIsNotThereIsNotSeen() {
        for (var missing : List.of(
                notSeen(Kinds.RUN_SERVICE, "no"),
                notSeen(Kinds.SQL_INSTANCE, "no"),
                notSeen(Kinds.GCE_INSTANCE, ZONE + "/no"),
                notSeen(Kinds.GCE_INSTANCE, "no-zone"),
                notSeen(Kinds.INSTANCE_GROUP, ZONE + "/no"))) {
            assertThat(missing.code()).isEqualTo("NotFound");
            assertThat(missing.retryable()).isFalse();
        }
    }

    @Test
    void anotherProjectAndANameThatIsNoneAreNotAskedFor() {
        assertThat(notSeen(new Resource(Origin.gcp("somebody-elses", REGION), Kinds.SQL_INSTANCE, "orders"))
                        .code())
                .isEqualTo("OtherProject");
        assertThat(notSeen(Kinds.SQL_INSTANCE, "orders/../small").code()).isEqualTo("BadName");
        assertThat(project.wire.requests()).isEmpty();
    }

    @Test
    void answersOnlyWhatItCan() {
        var database = resource(Kinds.SQL_INSTANCE, "orders");
        assertThat(project.observer.observes(new Query(Query.HEALTH, database, Json.obj())))
                .isTrue();
        assertThat(project.observer.observes(new Query(Query.ALARM, database, Json.obj())))
                .as("no client of Cloud Monitoring tells an incident's state")
                .isFalse();
        assertThat(project.observer.observes(
                        new Query(Query.HEALTH, resource(Kinds.GKE_DEPLOYMENT, "main/shop/web"), Json.obj())))
                .isFalse();
        var elsewhere = new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.SQL_INSTANCE, "orders");
        assertThat(project.observer.observes(new Query(Query.HEALTH, elsewhere, Json.obj())))
                .isFalse();
    }

    @Test
    void throttlingIsRetriedAndThenSaid() {
        var throttled = RestStandIn.error(429, "rateLimitExceeded", "canary");
        project.wire.repeat(2, GcpObserverTest::get, throttled);
        project.run.refuse("GetService", Status.RESOURCE_EXHAUSTED, 2);
        assertThat(project.health(Kinds.SQL_INSTANCE, "orders").health()).isEqualTo(Health.WELL);
        assertThat(project.health(Kinds.RUN_SERVICE, "checkout").health()).isEqualTo(Health.WELL);

        project.wire.repeat(3, GcpObserverTest::get, throttled);
        project.run.refuse("GetService", Status.UNAVAILABLE, 3);
        for (var problem : List.of(notSeen(Kinds.SQL_INSTANCE, "orders"), notSeen(Kinds.RUN_SERVICE, "checkout"))) {
            assertThat(problem.retryable()).isTrue();
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(problem.message()).doesNotContain("canary");
        }
    }

    @Test
    void labelsAndGroupsSurroundTheTargetsOfOtherActors() {
        assertThat(around(resource(Kinds.RUN_SERVICE, "checkout"))).isEqualTo(found(Map.of("team", "shop")));
        assertThat(around(resource(Kinds.SQL_INSTANCE, "orders"))).isEqualTo(found(Map.of("team", "shop")));
        assertThat(around(resource(Kinds.GCE_INSTANCE, ZONE + "/web-1")))
                .isEqualTo(new LiveState.Known(
                        Map.of("team", "shop"),
                        Optional.of(new Group("gcp:shop-prod:mig/europe-west1-b/web", 3, 3, true)),
                        Json.obj()));
        assertThat(around(resource(Kinds.GKE_DEPLOYMENT, "main/shop/web"))).isEqualTo(found(Map.of()));
        assertThat(around(new Resource(Origin.NOWHERE, Kinds.SERVICE, "cron"))).isEqualTo(found(Map.of()));
    }

    private static LiveState found(Map<String, String> labels) {
        return new LiveState.Known(labels, Optional.empty(), Json.obj());
    }

    @Test
    void withoutALookAtItsLabelsATargetIsBlindForOtherActorsToo() {
        project.run.refuse("GetService", Status.PERMISSION_DENIED, 1);
        assertThat(around(resource(Kinds.RUN_SERVICE, "checkout"))).isInstanceOf(LiveState.Unreadable.class);
        assertThat(around(resource(Kinds.RUN_SERVICE, "no"))).isInstanceOf(LiveState.Unreadable.class);
        assertThat(around(resource(Kinds.SQL_INSTANCE, "no"))).isInstanceOf(LiveState.Unreadable.class);
        assertThat(around(resource(Kinds.SQL_INSTANCE, "../no"))).isInstanceOf(LiveState.Unreadable.class);
        assertThat(around(new Resource(Origin.gcp("other", REGION), Kinds.SQL_INSTANCE, "orders")))
                .isInstanceOf(LiveState.Unreadable.class);
    }
}

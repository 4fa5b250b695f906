package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.REGION;
import static io.nightshift.remediation.gcp.adapter.SmallProject.ZONE;
import static io.nightshift.remediation.gcp.adapter.SmallProject.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.gcp.standin.RestStandIn.Machine;
import io.nightshift.remediation.gcp.standin.RestStandIn.Member;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets by relation, asked over the wire. */
class GcpRelationsTest {

    private static final Resource WEB = resource(Kinds.INSTANCE_GROUP, ZONE + "/web");

    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    private Observed ask(Resource subject, Relation relation, Json.Obj with) {
        var query = new Query(Query.RELATED, subject, with.with("relation", relation.id()));
        assertThat(project.observer.observes(query)).isTrue();
        return project.observer.observe(query);
    }

    private List<String> related(Resource subject, Relation relation, Json.Obj with) {
        try {
            return switch (ask(subject, relation, with)) {
                case Observed.Seen seen ->
                    RelatedResources.read(View.of(seen.details())).resources().stream()
                            .map(Resource::label)
                            .toList();
                case Observed.NotSeen not -> throw new AssertionError(not.problem());
            };
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> related(Resource subject, Relation relation) {
        return related(subject, relation, Json.obj());
    }

    @Test
    void theMembersOfAGroupAndTheUnhealthyOnes() {
        project.rest.group(
                ZONE,
                "web",
                List.of(
                        new Member(ZONE, "web-1", 101, "RUNNING", "NONE", "HEALTHY"),
                        new Member(ZONE, "web-2", 102, "RUNNING", "NONE", "UNHEALTHY"),
                        new Member(ZONE, "web-3", 103, "RUNNING", "RECREATING", "UNHEALTHY")));
        assertThat(related(WEB, Relation.UNHEALTHY_TARGETS)).containsExactly("gce:instance/" + ZONE + "/web-2");
        assertThat(related(WEB, Relation.INSTANCES)).hasSize(3);
    }

    @Test
    void theGroupOfAnInstance() {
        assertThat(related(resource(Kinds.GCE_INSTANCE, ZONE + "/web-1"), Relation.GROUP))
                .containsExactly("gce:instance-group/" + ZONE + "/web");
        assertThat(related(resource(Kinds.GCE_INSTANCE, ZONE + "/api-1"), Relation.GROUP))
                .containsExactly("gce:instance-group/" + REGION + "/api");
        assertThat(related(resource(Kinds.GCE_INSTANCE, ZONE + "/alone"), Relation.GROUP))
                .isEmpty();
    }

    @Test
    void whatHasALabelInAnyZone() {
        project.rest.place(new Machine(
                "europe-west1-c", "job-1", 401, "RUNNING", "", Json.obj().with("role", "worker")));
        project.rest.place(
                new Machine(ZONE, "job-2", 402, "RUNNING", "", Json.obj().with("role", "worker")));
        project.rest.place(
                new Machine(ZONE, "job-3", 403, "RUNNING", "", Json.obj().with("role", "db")));
        var with = Json.obj().with("kind", Kinds.GCE_INSTANCE);
        assertThat(related(WEB, Relation.TAGGED, with.with("tag", "role=worker")))
                .containsExactly("gce:instance/" + ZONE + "/job-2", "gce:instance/europe-west1-c/job-1");
        assertThat(related(WEB, Relation.TAGGED, with.with("tag", "role"))).hasSize(3);
    }

    @Test
    void whatIsMissingOrElsewhereOrHasNoSuchRelationIsNotSeen() {
        for (var not : List.of(
                ask(resource(Kinds.INSTANCE_GROUP, ZONE + "/no"), Relation.INSTANCES, Json.obj()),
                ask(resource(Kinds.SQL_INSTANCE, "orders"), Relation.INSTANCES, Json.obj()),
                ask(WEB, Relation.NODE, Json.obj()),
                ask(
                        WEB,
                        Relation.TAGGED,
                        Json.obj().with("kind", Kinds.SQL_INSTANCE).with("tag", "a")),
                ask(resource(Kinds.INSTANCE_GROUP, "../x/y"), Relation.INSTANCES, Json.obj()))) {
            assertThat(not).isInstanceOf(Observed.NotSeen.class);
        }
    }

    @Test
    void objectsOfAClusterAreFoundByTheCluster() {
        var query = new Query(
                Query.RELATED,
                resource(Kinds.GKE_POD, "main/shop/web-1"),
                Json.obj().with("relation", "owner"));
        assertThat(project.observer.observes(query)).isFalse();
    }
}

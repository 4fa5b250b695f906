package io.nightshift.remediation.aws.adapter;

import static io.nightshift.remediation.aws.adapter.SmallAccount.WEB_TARGETS;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.act.RelatedResources;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Targets by relation, asked over the wire. */
class AwsRelationsTest {

    private static final Resource TARGETS =
            SmallAccount.resource(Kinds.TARGET_GROUP, "targetgroup/web/0123456789abcdef");
    private static final Resource WEB = SmallAccount.resource(Kinds.AUTO_SCALING_GROUP, "web");

    private final SmallAccount account = new SmallAccount();

    @AfterEach
    void close() {
        account.close();
    }

    private Observed ask(Resource subject, Relation relation, Json.Obj with) {
        var query = new Query(Query.RELATED, subject, with.with("relation", relation.id()));
        assertThat(account.observer.observes(query)).isTrue();
        return account.observer.observe(query);
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

    private Problem problem(Resource subject, Relation relation, Json.Obj with) {
        return ask(subject, relation, with) instanceof Observed.NotSeen(var problem) ? problem : failed();
    }

    private static Problem failed() {
        throw new AssertionError("seen");
    }

    private static Json.Obj tag(String kind, String tag) {
        return Json.obj().with("kind", kind).with("tag", tag);
    }

    @Test
    void theUnhealthyTargetsOfATargetGroup() {
        assertThat(related(TARGETS, Relation.UNHEALTHY_TARGETS)).isEmpty();
        account.aws.place(
                new TargetGroup(WEB_TARGETS, Map.of("i-3", "unhealthy", "i-2", "healthy", "i-1", "unhealthy")));
        assertThat(related(TARGETS, Relation.UNHEALTHY_TARGETS))
                .containsExactly("ec2:instance/i-1", "ec2:instance/i-3");
        assertThat(related(WEB, Relation.UNHEALTHY_TARGETS)).containsExactly("ec2:instance/i-1", "ec2:instance/i-3");
    }

    @Test
    void targetsThatAreNoInstancesAreToldAndNotSilentlyNone() {
        account.aws.place(new TargetGroup(WEB_TARGETS, Map.of("10.0.0.7", "unhealthy")));
        assertThat(problem(TARGETS, Relation.UNHEALTHY_TARGETS, Json.obj()).message())
                .contains("are no instances, but such as 10.0.0.7");
    }

    @Test
    void allInstancesOfAGroupAndTheGroupOfAnInstance() {
        var all = List.of("ec2:instance/i-1", "ec2:instance/i-2", "ec2:instance/i-3");
        assertThat(related(WEB, Relation.INSTANCES)).isEqualTo(all);
        assertThat(related(TARGETS, Relation.INSTANCES)).isEqualTo(all);
        assertThat(related(SmallAccount.resource(Kinds.EC2_INSTANCE, "i-2"), Relation.GROUP))
                .containsExactly("autoscaling:group/web");
        assertThat(related(SmallAccount.resource(Kinds.EC2_INSTANCE, "i-alone"), Relation.GROUP))
                .isEmpty();
    }

    @Test
    void whatHasATag() {
        account.aws.place(
                Instance.running("i-7").tagged(Map.of("role", "worker")),
                Instance.running("i-8").tagged(Map.of("role", "db")),
                new Instance("i-9", "terminated", "ok", Map.of("role", "worker"), 0),
                Group.of("jobs", 1).tagged(Map.of("role", "worker")));
        assertThat(related(WEB, Relation.TAGGED, tag(Kinds.EC2_INSTANCE, "role=worker")))
                .containsExactly("ec2:instance/i-7");
        assertThat(related(WEB, Relation.TAGGED, tag(Kinds.EC2_INSTANCE, "role")))
                .containsExactly("ec2:instance/i-7", "ec2:instance/i-8");
        assertThat(related(WEB, Relation.TAGGED, tag(Kinds.AUTO_SCALING_GROUP, "role=worker")))
                .containsExactly("autoscaling:group/jobs");
        assertThat(problem(WEB, Relation.TAGGED, tag(Kinds.RDS_INSTANCE, "role"))
                        .code())
                .isEqualTo("BadKind");
    }

    @Test
    void whatIsMissingOrHasNoSuchRelationIsNotSeen() {
        assertThat(problem(SmallAccount.resource(Kinds.AUTO_SCALING_GROUP, "no"), Relation.INSTANCES, Json.obj())
                        .code())
                .isEqualTo("NotFound");
        assertThat(problem(WEB, Relation.NODE, Json.obj()).message()).isEqualTo("a autoscaling:group has no node");
        assertThat(account.observer.observe(
                        new Query(Query.RELATED, WEB, Json.obj().with("relation", "cousin"))))
                .isInstanceOf(Observed.NotSeen.class);
    }

    @Test
    void theStatedPermissionsAreTheCallsThatItMakes() {
        AwsRelations.PERMISSIONS.forEach((relation, stated) -> {
            int before = account.aws.calls().size();
            if (relation == Relation.TAGGED) {
                related(WEB, relation, tag(Kinds.EC2_INSTANCE, "role"));
                related(WEB, relation, tag(Kinds.AUTO_SCALING_GROUP, "role"));
            } else if (relation == Relation.GROUP) {
                related(SmallAccount.resource(Kinds.EC2_INSTANCE, "i-2"), relation);
            } else {
                related(WEB, relation);
                related(TARGETS, relation);
            }
            var called = account.aws.calls().stream()
                    .skip(before)
                    .flatMap(AwsCall::permissions)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(called).as(relation.id()).containsExactlyInAnyOrderElementsOf(stated);
        });
    }
}

package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.remediation.gcp.adapter.SmallProject.KEY;
import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.sandbox.contract.ActionRow;
import io.nightshift.sandbox.wire.WireReply;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every action has to keep, whatever the wire does. */
class GcpActorContractTest {

    /** An action and how its change reads in the stand-ins. */
    record Case(Action action, String change) {
        static List<Case> read(String table) {
            return ActionRow.read(Remediation.CATALOGUE, SmallProject.HERE, table).stream()
                    .map(row -> new Case(row.action(), row.columns().getFirst()))
                    .toList();
        }

        boolean grpc() {
            return action.target().kind().equals(Kinds.RUN_SERVICE);
        }

        @Override
        public String toString() {
            return action.type().name() + " on " + action.target().name();
        }
    }


    static final List<Case> CASES = Case.read("""
            # action | target | parameters | change
            shift-traffic-back | run:service checkout |  | checkout traffic
            restart-run-service | run:service checkout |  | checkout template.annotations,template.revision
            raise-instances | run:service checkout | by=2, up-to=10 | checkout scaling.min_instance_count,scaling.max_instance_count,template.scaling,template.revision
            set-minimum-instances | run:service checkout | min=0 | checkout scaling.min_instance_count
            restart-sql | sql:instance orders |  | restart orders
            fail-over-sql | sql:instance orders |  | failover orders
            recreate-instance | gce:instance europe-west1-b/web-1 |  | recreate europe-west1-b/web zones/europe-west1-b/instances/web-1
            recreate-instance | gke:node main/web-1 |  | recreate europe-west1-b/web zones/europe-west1-b/instances/web-1
            recreate-instance | gce:instance europe-west1-b/api-1 |  | recreate europe-west1/api zones/europe-west1-b/instances/api-1
            """);


    private final SmallProject project = new SmallProject();

    @AfterEach
    void close() {
        project.close();
    }

    private void happensButFails(Case one) {
        project.run.happensButAnswers("UpdateService", Status.UNAVAILABLE);
        project.wire.happensButAnswers(
                SmallProject::changing, RestStandIn.error(503, "backendError", "canary-of-a-server"));
        assertThat(one.change()).isNotEmpty();
    }

    @Test
    void everyGcpActionIsUnderThisContract() {
        var ofGcp = Remediation.CATALOGUE.types().stream()
                .filter(type ->
                        !type.permissions().getOrDefault(Cloud.GCP, List.of()).isEmpty())
                .filter(type -> !type.kinds().stream().allMatch(GcpActorContractTest::inACluster));
        assertThat(Stream.of(CASES, GcpSettingContractTest.CASES)
                        .flatMap(List::stream)
                        .map(one -> one.action().type())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ofGcp.toList());
    }

    private static boolean inACluster(String kind) {
        return kind.startsWith("k8s:") || kind.startsWith("gke:");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void lookingChangesNothing(Case one) {
        project.actor.probe(one.action(), KEY, project.before(one.action()).capsule());
        assertThat(project.changes()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void changesTheWorldOnceWhenPerformedAndPickedUpAgain(Case one) {
        var capsule = project.before(one.action()).capsule();
        assertThat(project.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        project.pickUp(one.action(), capsule);
        project.settle();
        project.pickUp(one.action(), capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void performedTwiceUnderOneKeyTheWorldChangesOnce(Case one) {
        var capsule = project.before(one.action()).capsule();
        assertThat(project.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
        // A database refuses a second operation while the first one runs; the engine asks the probe before anyway.
        project.actor.perform(one.action(), KEY, capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void anErrorAfterTheWriteNeverLeadsToASecondChange(Case one) {
        var capsule = project.before(one.action()).capsule();
        happensButFails(one);
        if (project.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
            assertThat(problem.message()).doesNotContain("canary");
        }
        project.pickUp(one.action(), capsule);
        project.settle();
        project.pickUp(one.action(), capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aConnectionThatIsCutAfterTheWriteNeverLeadsToASecondChange(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.run.happensButAnswers("UpdateService", Status.DEADLINE_EXCEEDED);
        project.wire.happensButAnswers(SmallProject::changing, new WireReply.HangUp());
        if (project.actor.perform(one.action(), KEY, capsule) instanceof Performed.NotDone(var problem)) {
            assertThat(problem.mayHaveHappened()).isTrue();
        }
        project.pickUp(one.action(), capsule);
        project.settle();
        project.pickUp(one.action(), capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aWorkerThatDiedBeforeItsCallIsMadeUpFor(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.pickUp(one.action(), capsule);
        project.pickUp(one.action(), capsule);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void throttlingIsRetriedAFewTimesAndNothingHasHappened(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.run.refuse("UpdateService", Status.RESOURCE_EXHAUSTED, 3);
        project.wire.repeat(3, SmallProject::changing, RestStandIn.error(429, "rateLimitExceeded", "canary"));
        project.wire.forgetRequests();
        var problem = problem(project.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(project.changes()).isEmpty();
        assertThat(project.run.calls("UpdateService")
                        + project.wire.requests(SmallProject::changing).size())
                .isEqualTo(3);
        assertThat(project.actor.perform(one.action(), KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void oneThrottledCallIsMadeUpForAtOnce(Case one) {
        project.run.refuse("UpdateService", Status.RESOURCE_EXHAUSTED, 1);
        project.wire.script(SmallProject::changing, RestStandIn.error(429, "rateLimitExceeded", "canary"));
        assertThat(project.perform(one.action())).isInstanceOf(Performed.Done.class);
        assertThat(project.changes()).containsExactly(one.change());
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void accessDeniedIsPermanentAndNamesThePermission(Case one) {
        project.run.refuse(
                "UpdateService",
                Status.PERMISSION_DENIED.withDescription("Permission 'run.services.update' denied on canary"),
                1);
        project.wire.script(
                SmallProject::changing,
                RestStandIn.error(403, "forbidden", "Required 'some.things.update' permission for 'canary'"));
        var problem = problem(project.perform(one.action()));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message())
                .contains(one.grpc() ? "run.services.update" : "some.things.update")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void passingFaultsOfALookAreRetried(Case one) {
        project.run.refuse("GetService", Status.UNAVAILABLE, 2);
        project.wire.repeat(2, request -> request.method().equals("GET"), RestStandIn.error(503, "backendError", ""));
        assertThat(project.before(one.action()).capsule().get("cannot")).isNull();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aTargetThatIsNotThereMakesBlind(Case one) {
        project.run.remove(SmallProject.CHECKOUT);
        List.of("orders", "europe-west1-b/web-1", "europe-west1-b/api-1").forEach(project.rest::remove);
        assertThat(project.blind(one.action()).code()).isEqualTo("NotFound");
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void aTargetThatIsGoneByThenIsAPermanentProblem(Case one) {
        var capsule = project.before(one.action()).capsule();
        project.run.remove(SmallProject.CHECKOUT);
        List.of("orders", "europe-west1-b/web", "europe-west1/api").forEach(project.rest::remove);
        var problem = problem(project.actor.perform(one.action(), KEY, capsule));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void anotherProjectIsRefusedBeforeAnyCall(Case one) throws Exception {
        var theirs = new Resource(
                Origin.gcp("somebody-elses", SmallProject.REGION),
                one.action().target().kind(),
                one.action().target().name());
        var with = io.nightshift.core.json.View.of(one.action().with());
        var action = one.action().type().reader().read(theirs, with);
        assertThat(project.blind(action).code()).isEqualTo("OtherProject");
        assertThat(problem(project.actor.perform(action, KEY, io.nightshift.core.json.Json.obj()))
                        .code())
                .isEqualTo("OtherProject");
        assertThat(project.wire.requests()).isEmpty();
        assertThat(project.run.calls("GetService")).isZero();
    }
}

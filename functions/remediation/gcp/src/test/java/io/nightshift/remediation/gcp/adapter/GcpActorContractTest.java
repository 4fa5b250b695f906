package io.nightshift.remediation.gcp.adapter;

import static io.nightshift.sandbox.contract.ActorAnswers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.sandbox.contract.ActSuite;
import io.nightshift.sandbox.contract.ActionRow;
import io.nightshift.sandbox.contract.ActorUnderTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
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
    void aDenialNamesThePermission(Case one) {
        try (var project = new SmallProject()) {
            project.deny();
            assertThat(problem(project.perform(one.action())).message())
                    .contains(one.grpc() ? "run.services.update" : "some.things.update");
        }
    }

    /** With a project of ours, and theirs elsewhere. */
    @Nested
    @ParameterizedClass
    @FieldSource("io.nightshift.remediation.gcp.adapter.GcpActorContractTest#CASES")
    class InAProject extends ActSuite {

        private final Case one;

        InAProject(Case one) {
            this.one = one;
        }

        @Override
        protected ActorUnderTest stage() {
            return new SmallProject();
        }

        @Override
        protected Action action(ActorUnderTest stage) {
            return one.action();
        }

        @Override
        protected String change() {
            return one.change();
        }

        @Override
        protected Origin elsewhere() {
            return Origin.gcp("somebody-elses", SmallProject.REGION);
        }
    }
}

package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import io.nightshift.sandbox.contract.ActSuite;
import io.nightshift.sandbox.contract.ActorUnderTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every action has to keep, whatever the wire does. */
class KubernetesActorContractTest {

    /** With a cluster of ours, and theirs elsewhere. */
    abstract static class InACluster extends ActSuite {
        @Override
        protected ActorUnderTest stage() {
            return new SmallCluster();
        }

        @Override
        protected Origin elsewhere() {
            return new Origin(Cloud.NONE, "somebody-elses", "");
        }

        @Override
        protected String change() {
            return "template of shop/frontend";
        }
    }

    @Nested
    class OfARestart extends InACluster {
        @Override
        protected Action action(ActorUnderTest stage) {
            return new RestartDeployment(frontend());
        }
    }

    @Nested
    class OfARollBack extends InACluster {
        @Override
        protected Action action(ActorUnderTest stage) {
            return new RollBackDeployment(frontend());
        }
    }

    @Nested
    class OfItsUndo extends InACluster {
        @Override
        protected Action action(ActorUnderTest stage) {
            var back = new RollBackDeployment(frontend());
            var capsule = ((SmallCluster) stage).before(back).capsule();
            assertThat(stage.actor().perform(back, new IdempotencyKey("remediation-0a1b2c3d4e5f", 3), capsule))
                    .isInstanceOf(Performed.Done.class);
            return back.undo(capsule).orElseThrow();
        }
    }

    @Test
    void everyKubernetesActionIsUnderThisContract() {
        assertThat(Remediation.CATALOGUE.types().stream()
                        .filter(type -> type.kinds().contains(Kinds.K8S_DEPLOYMENT)))
                .containsExactlyInAnyOrder(RestartDeployment.TYPE, RollBackDeployment.TYPE);
    }
}

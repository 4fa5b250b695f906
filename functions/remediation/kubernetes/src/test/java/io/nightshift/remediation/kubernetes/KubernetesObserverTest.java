package io.nightshift.remediation.kubernetes;

import static io.nightshift.remediation.kubernetes.SmallCluster.FRONTEND;
import static io.nightshift.remediation.kubernetes.SmallCluster.frontend;
import static io.nightshift.remediation.kubernetes.SmallCluster.resource;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.RestartDeployment;
import io.nightshift.remediation.action.RollBackDeployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code kubectl rollout status} would say. */
class KubernetesObserverTest {

    private final SmallCluster cluster = new SmallCluster();

    @AfterEach
    void close() {
        cluster.close();
    }

    private Health health() {
        return cluster.health().health();
    }

    @Test
    void seesARestartFromItsBeginningToItsEnd() {
        assertThat(health()).isEqualTo(Health.WELL);
        cluster.perform(new RestartDeployment(frontend()));
        assertThat(health()).as("not seen by the controller").isEqualTo(Health.UNKNOWN);
        cluster.server.observe();
        assertThat(health()).as("new pods come").isEqualTo(Health.UNKNOWN);
        cluster.settle();
        assertThat(health()).isEqualTo(Health.WELL);
        assertThat(cluster.health().details().text())
                .isEqualTo("""
                        {"observed":true,"replicas":4,"existing":4,"updated":4,"available":4,\
                        "conditions":{"Available":"True/MinimumReplicasAvailable","Progressing":"True/NewReplicaSetAvailable"}}""");
    }

    @Test
    void aRolloutThatStandsStillIsUnwellWhenItsDeadlineHasPassed() {
        cluster.server.breakImage("frontend:3");
        cluster.server.release(FRONTEND, "frontend:3");
        cluster.settle();
        assertThat(health()).isEqualTo(Health.UNKNOWN);
        cluster.server.passDeadline();
        assertThat(health()).isEqualTo(Health.UNWELL);
        cluster.perform(new RollBackDeployment(frontend()));
        cluster.settle();
        assertThat(health()).isEqualTo(Health.WELL);
    }

    @Test
    void aCrashLoopAfterTheRolloutIsUnwellAtOnce() {
        cluster.server.crash(FRONTEND, 3);
        assertThat(health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void onePodLessMayBeAScaleOut() {
        cluster.server.crash(FRONTEND, 1);
        assertThat(health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void whatIsNotThereOrNotOursIsNotSeen() {
        assertThat(cluster.observer.observe(new Query(Query.HEALTH, resource("shop/none"), Json.obj())))
                .isInstanceOf(Observed.NotSeen.class)
                .asString()
                .contains("NotFound");
        assertThat(cluster.observer.observe(new Query(Query.HEALTH, resource("other/frontend"), Json.obj())))
                .asString()
                .contains("OtherNamespace");
    }

    @Test
    void leavesAlarmsToThoseWhoSendThem() {
        assertThat(cluster.observer.observes(new Query(Query.ALARM, frontend(), Json.obj())))
                .isFalse();
        assertThat(cluster.observer.observes(new Query(Query.HEALTH, frontend(), Json.obj())))
                .isTrue();
    }
}

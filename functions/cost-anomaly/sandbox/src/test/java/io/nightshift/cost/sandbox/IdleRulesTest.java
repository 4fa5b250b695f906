package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.idle.IdleFinding;
import io.nightshift.cost.idle.IdleRules;
import io.nightshift.cost.idle.ResourceUse;
import io.nightshift.cost.idle.UseMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdleRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private static Resource of(String kind) {
        return new Resource(Origin.aws("111122223333", "eu-central-1"), kind, "x-1");
    }

    private static List<Double> days(int count, double value) {
        return Collections.nCopies(count, value);
    }

    private static Optional<IdleFinding> judged(String kind, Map<UseMetric, List<Double>> days) {
        return IdleRules.judge(ResourceUse.measured(of(kind), "m7g.large", days), NOW);
    }

    @Test
    void aMachineIsIdleAfterFourQuietDaysInARow() {
        var quiet = Map.of(
                UseMetric.CPU_MEAN,
                days(4, 3),
                UseMetric.CPU_HIGHEST,
                days(4, 90),
                UseMetric.NETWORK_BYTES,
                days(4, 1e6));
        assertThat(judged(Kinds.EC2_INSTANCE, quiet)).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(IdleFinding.Kind.IDLE);
            assertThat(found.actions()).containsExactly("stop-instance");
            assertThat(found.reason())
                    .isEqualTo("CPU at most 3.0 % and network at most 1.0 MB on each of the last 4 days");
            assertThat(found.costing(300, "USD").saving()).contains(new java.math.BigDecimal("300.00"));
        });
    }

    @Test
    void aMachineThatRestsAtWeekendsOrIsTooNewIsNotIdle() {
        var week = Stream.of(50.0, 50.0, 50.0, 2.0, 2.0, 50.0, 50.0, 50.0, 50.0, 50.0, 2.0, 2.0, 50.0, 50.0)
                .toList();
        assertThat(judged(Kinds.EC2_INSTANCE, Map.of(UseMetric.CPU_MEAN, week, UseMetric.NETWORK_BYTES, days(14, 10))))
                .isEmpty();
        assertThat(judged(
                        Kinds.EC2_INSTANCE,
                        Map.of(UseMetric.CPU_MEAN, days(3, 1), UseMetric.NETWORK_BYTES, days(3, 10))))
                .isEmpty();
        assertThat(judged(Kinds.EC2_INSTANCE, Map.of())).isEmpty();
    }

    @Test
    void aMachineThatNeverUsesHalfIsOversizedAndHalfIsSaved() {
        var used = Map.of(
                UseMetric.CPU_MEAN,
                days(14, 20),
                UseMetric.CPU_HIGHEST,
                days(14, 39),
                UseMetric.NETWORK_BYTES,
                days(14, 1e9));
        assertThat(judged(Kinds.GCE_INSTANCE, used)).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(IdleFinding.Kind.OVERSIZED);
            assertThat(found.costing(300, "USD").saving()).contains(new java.math.BigDecimal("150.00"));
        });
        assertThat(judged(
                        Kinds.SQL_INSTANCE,
                        Map.of(UseMetric.CPU_HIGHEST, days(14, 10), UseMetric.CONNECTIONS, days(14, 5))))
                .hasValueSatisfying(found -> assertThat(found.actions()).containsExactly("set-database-tier"));
        assertThat(judged(Kinds.EC2_INSTANCE, Map.of(UseMetric.CPU_HIGHEST, days(13, 10))))
                .isEmpty();
    }

    @Test
    void aDatabaseWithoutConnectionsForAWeekIsIdle() {
        assertThat(judged(Kinds.RDS_INSTANCE, Map.of(UseMetric.CONNECTIONS, days(7, 0))))
                .hasValueSatisfying(found -> assertThat(found.actions()).containsExactly("stop-database"));
        assertThat(judged(
                        Kinds.RDS_INSTANCE, Map.of(UseMetric.CONNECTIONS, List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0))))
                .isEmpty();
    }

    @Test
    void anUnattachedVolumeIsKeptForItsFirstWeek() {
        var made = NOW.minus(Duration.ofDays(6));
        assertThat(IdleRules.judge(
                        ResourceUse.unused(
                                of(Kinds.EC2_VOLUME), "100 GiB gp3", "attached to nothing", Optional.of(made)),
                        NOW))
                .isEmpty();
        assertThat(IdleRules.judge(
                        ResourceUse.unused(
                                of(Kinds.EC2_VOLUME),
                                "100 GiB gp3",
                                "attached to nothing",
                                Optional.of(made.minus(Duration.ofDays(2)))),
                        NOW))
                .hasValueSatisfying(found -> assertThat(found.actions())
                        .containsExactly("snapshot-volume", "mark-for-deletion", "delete-volume"));
    }

    @Test
    void aLoadBalancerWithFewRequestsIsIdle() {
        assertThat(judged(Kinds.LOAD_BALANCER, Map.of(UseMetric.REQUESTS, days(7, 99))))
                .isPresent();
        assertThat(judged(Kinds.LOAD_BALANCER, Map.of(UseMetric.REQUESTS, days(7, 100))))
                .isEmpty();
    }
}

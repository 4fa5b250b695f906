package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.detect.SeriesAnomaly;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.runtime.ChangeSearch;
import io.nightshift.cost.runtime.StoppedSavings;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What acts of our own tell about costs: the change near an anomaly, and what stopped machines saved. */
class OwnActsTest {

    private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private final InMemoryLedger ledger = new InMemoryLedger();

    private static Resource resource(String kind, String name) {
        return new Resource(Origin.aws("111122223333", "eu-central-1"), kind, name);
    }

    private void act(String action, Resource target, String at) {
        var time = Instant.parse(at);
        var key = new RunKey("remediation", target, action + " " + at);
        var body = Json.obj()
                .with("action", action)
                .with("target", target.toJson())
                .with("sentence", action + " " + target.name());
        var entry = Entry.after(Entry.ORIGIN, key.id(), 0, time, "policy", "acted", body);
        var run = new Run(
                key,
                1,
                Status.FINISHED,
                "nights",
                "",
                Json.obj(),
                "",
                Json.obj(),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                1,
                1,
                1,
                "",
                time,
                time,
                Optional.of(Outcome.RESOLVED),
                "");
        ledger.commit(Turn.sealed(run, 0, List.of(entry), List.of()));
    }

    @Test
    void aMachineThatIsStoppedAtNightSavesItsHours() {
        var machine = resource(Kinds.EC2_INSTANCE, "i-dev");
        act("stop-instance", machine, "2026-11-02T18:00:00Z");
        act("start-instance", machine, "2026-11-03T06:00:00Z");
        act("stop-instance", machine, "2026-11-03T18:00:00Z");
        act("start-instance", machine, "2026-11-04T06:00:00Z");
        assertThat(StoppedSavings.of(ledger, NOVEMBER, NOW)).singleElement().satisfies(saving -> {
            assertThat(saving.hours()).isEqualTo(24);
            var costs = new ResourceCosts(Map.of("i-dev", new ResourceCosts.MonthlyCost(69.60, "USD")));
            assertThat(saving.priced(costs).saved().orElseThrow()).isCloseTo(2.40, within(0.001));
            assertThat(saving.priced(new ResourceCosts(Map.of())).saved()).isEmpty();
        });
    }

    @Test
    void hoursOfAnotherMonthAndAfterADatabaseStartedItselfDoNotCount() {
        act("stop-instance", resource(Kinds.EC2_INSTANCE, "i-old"), "2026-10-31T12:00:00Z");
        act("start-instance", resource(Kinds.EC2_INSTANCE, "i-old"), "2026-11-01T02:00:00Z");
        act("stop-database", resource(Kinds.RDS_INSTANCE, "reports"), "2026-11-10T00:00:00Z");
        act("stop-instance", resource(Kinds.EC2_INSTANCE, "i-now"), "2026-11-30T05:00:00Z");
        act("reboot-instance", resource(Kinds.EC2_INSTANCE, "i-other"), "2026-11-20T05:00:00Z");
        assertThat(StoppedSavings.of(ledger, NOVEMBER, NOW))
                .extracting(saving -> saving.resource().name() + " " + saving.hours())
                .containsExactly("reports 168.0", "i-old 2.0", "i-now 1.0");
    }

    @Test
    void ourOwnActIsTheChangeNearAnAnomaly() {
        act("scale-out-group", resource(Kinds.AUTO_SCALING_GROUP, "shop-web"), "2026-11-20T09:00:00Z");
        act("scale-out-group", resource(Kinds.AUTO_SCALING_GROUP, "early"), "2026-11-10T09:00:00Z");
        var start = LocalDate.parse("2026-11-20");
        var report = new AnomalyReport(
                "a1",
                "shift",
                new SeriesKey("AWS", "111122223333", "Amazon EC2", "eu-central-1", "USD"),
                start,
                start,
                start,
                BigDecimal.ONE,
                BigDecimal.TEN,
                SeriesAnomaly.Severity.LOW,
                false,
                false,
                start);
        assertThat(new ChangeSearch(ledger, new Decoders(List.of())).near(report, Optional.empty()))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.what()).isEqualTo("remediation: scale-out-group shop-web");
                    assertThat(change.by()).isEqualTo("nights");
                    assertThat(change.at()).isEqualTo("2026-11-20T09:00:00Z");
                });
    }
}

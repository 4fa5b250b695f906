package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.cost.CostSignals;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.CostSpec.QuietHours;
import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyChange.Status;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One anomaly from its first message to its end, whatever scans and humans say in between. */
class AnomalyLifeTest {

    private static final String ID = "0123456789ab";

    private final Path folder;
    private final CostNight night;

    AnomalyLifeTest(@TempDir Path folder) {
        this.folder = folder;
        night = new CostNight(folder);
        night.export.publish(CostNight.TODAY.minusDays(1));
    }

    /** A night of its own. */
    private AnomalyLifeTest another() {
        try {
            return new AnomalyLifeTest(Files.createTempDirectory(folder, "night"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shown(Status status, int impact) {
        var day = night.today().minusDays(1);
        var report = new AnomalyReport(
                ID,
                "shift",
                new SeriesKey("AWS", FakeCostExport.ACCOUNT, "Amazon EC2", "eu-west-1", "USD"),
                CostNight.TODAY.minusDays(1),
                day,
                CostNight.TODAY.minusDays(1),
                BigDecimal.valueOf(100),
                BigDecimal.valueOf(100L + impact),
                impact >= 1000 ? Severity.HIGH : impact >= 100 ? Severity.MEDIUM : Severity.LOW,
                true,
                false,
                day);
        night.index.note(CostSandbox.ENTRY, List.of(ID));
        night.engine.handle(CostSignals.of(
                CostSandbox.ENTRY, new AnomalyChange(status, report), "scan " + night.scans++, night.time.instant()));
    }

    private void quiet(String from, String to) {
        var spec = night.spec;
        night.spec = with(
                Optional.of(new QuietHours(
                        LocalTime.parse(from),
                        LocalTime.parse(to),
                        ZoneId.of("UTC"),
                        Optional.of(BigDecimal.valueOf(5000)))),
                spec.digest());
    }

    private void digestBelow(int amount) {
        night.spec = with(night.spec.quiet(), Optional.of(BigDecimal.valueOf(amount)));
    }

    private CostSpec with(Optional<QuietHours> quiet, Optional<BigDecimal> digest) {
        var spec = night.spec;
        return new CostSpec(
                spec.source(),
                spec.perDay(),
                spec.total(),
                spec.percent(),
                spec.drops(),
                spec.owners(),
                spec.page(),
                digest,
                spec.digestChannel(),
                quiet,
                spec.expected(),
                spec.budgets(),
                spec.changes());
    }

    private Optional<Outcome> outcome() {
        return night.anomaly().outcome();
    }

    @Test
    void itIsToldOnceAndAgainOnlyWhenItCostsTwiceAsMuchADay() {
        shown(Status.OPENED, 50);
        shown(Status.OPENED, 50);
        shown(Status.UPDATED, 70);
        assertThat(night.phase()).isEqualTo("OPENED");
        assertThat(night.titles()).hasSize(1).first().asString().contains("Amazon EC2 in eu-west-1", "+50.00 USD");
        shown(Status.UPDATED, 120);
        assertThat(night.phase()).isEqualTo("GREW");
        shown(Status.UPDATED, 150);
        assertThat(night.titles()).hasSize(2).last().asString().startsWith("Grew: ");
        assertThat(night.told()).contains("told before: 50.00 USD");
        shown(Status.UPDATED, 2000);
        assertThat(night.titles()).hasSize(3);
        shown(Status.RECOVERED, 2000);
        assertThat(night.phase()).isEqualTo("RECOVERED");
        night.pass(Duration.ofDays(4));
        assertThat(outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.titles()).hasSize(4).last().asString().startsWith("Over: ");
    }

    @Test
    void aRestatementCorrectsTheMessageAndMayBeRestated() {
        shown(Status.OPENED, 50);
        shown(Status.CORRECTED, 0);
        assertThat(night.phase()).isEqualTo("CORRECTED");
        assertThat(night.told()).contains("(50.00 USD) is below the gates now");
        shown(Status.UPDATED, 60);
        assertThat(night.phase()).isEqualTo("GREW");
        shown(Status.CORRECTED, 0);
        night.pass(Duration.ofDays(4));
        assertThat(outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.anomaly().reason()).startsWith("corrected: ");
    }

    @Test
    void halfOfTheMoneyIsTakenBackAndTheMessageSaysSoOnce() {
        shown(Status.OPENED, 400);
        shown(Status.UPDATED, 150);
        shown(Status.UPDATED, 140);
        assertThat(night.titles()).hasSize(2).last().asString().startsWith("Corrected: ");
        assertThat(night.phase()).isEqualTo("OPENED");
    }

    @Test
    void quietHoursEndWithOneMessage() {
        quiet("05:00", "08:30");
        shown(Status.OPENED, 50);
        assertThat(night.phase()).isEqualTo("WAITING");
        assertThat(night.titles()).isEmpty();
        night.pass(Duration.ofHours(3));
        assertThat(night.titles()).hasSize(1);
        night.pass(Duration.ofHours(22));
        shown(Status.UPDATED, 500);
        assertThat(night.phase()).isEqualTo("WAITING");
        night.pass(Duration.ofHours(3));
        assertThat(night.phase()).isEqualTo("GREW");
        night.pass(Duration.ofHours(21));
        shown(Status.UPDATED, 1100);
        assertThat(night.phase()).isEqualTo("WAITING");
        shown(Status.RECOVERED, 1100);
        assertThat(night.phase()).isEqualTo("RECOVERED");
        shown(Status.UPDATED, 1200);
        assertThat(night.phase()).isEqualTo("WAITING");
    }

    @Test
    void whatCostsALotIsToldInQuietHoursToo() {
        quiet("05:00", "08:30");
        shown(Status.OPENED, 6000);
        assertThat(night.titles()).hasSize(1);
        assertThat(night.told()).contains("PAGE");
    }

    @Test
    void smallOnesWaitForTheDigestAndAreToldInOneMessage() {
        digestBelow(100);
        shown(Status.OPENED, 50);
        assertThat(night.phase()).isEqualTo("WAITING");
        night.digest();
        night.digest();
        assertThat(night.titles()).containsExactly("Costs of shop: 1 small anomaly");
        assertThat(night.phase()).isEqualTo("OPENED");
        shown(Status.UPDATED, 60);
        assertThat(night.titles()).hasSize(1);
    }

    @Test
    void whatIsOverBeforeTheDigestIsNotTold() {
        digestBelow(100);
        shown(Status.OPENED, 50);
        shown(Status.RECOVERED, 50);
        night.digest();
        assertThat(night.titles()).isEmpty();
        assertThat(outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void whatGrowsOutOfTheDigestIsToldAtOnce() {
        digestBelow(100);
        shown(Status.OPENED, 50);
        shown(Status.UPDATED, 150);
        assertThat(night.phase()).isEqualTo("OPENED");
        assertThat(night.titles()).hasSize(1);
    }

    @Test
    void humansAnswerInEveryPhase() {
        shown(Status.OPENED, 50);
        night.say("acknowledge");
        assertThat(night.phase()).isEqualTo("ACKNOWLEDGED");
        shown(Status.UPDATED, 120);
        assertThat(night.phase()).isEqualTo("GREW");
        night.say("acknowledge");
        night.say("acknowledge");
        night.say("planned");
        assertThat(night.anomaly().reason()).startsWith("planned: ");
        shown(Status.UPDATED, 9000);
        assertThat(night.titles()).hasSize(2);
    }

    @Test
    void eachPhaseTakesFeedback() {
        for (var way : List.of(
                List.of(),
                List.of(Status.UPDATED),
                List.of(Status.CORRECTED),
                List.of(Status.RECOVERED),
                List.of(Status.UPDATED, Status.CORRECTED),
                List.of(Status.UPDATED, Status.RECOVERED))) {
            var other = another();
            other.shown(Status.OPENED, 50);
            way.forEach(status -> other.shown((Status) status, 500));
            other.night.say("wrong");
            assertThat(other.outcome()).contains(Outcome.NOT_NEEDED);
            assertThat(other.night.anomaly().reason()).startsWith("wrong: ");
        }
        var waiting = another();
        waiting.digestBelow(100);
        waiting.shown(Status.OPENED, 50);
        waiting.night.say("expected");
        assertThat(waiting.outcome()).contains(Outcome.NOT_NEEDED);
        var taken = another();
        taken.digestBelow(100);
        taken.shown(Status.OPENED, 50);
        taken.night.say("acknowledge");
        assertThat(taken.night.phase()).isEqualTo("ACKNOWLEDGED");
    }

    @Test
    void somebodyTakesCareAndTheRestatementStillComes() {
        quiet("07:00", "08:30");
        shown(Status.OPENED, 50);
        night.say("acknowledge");
        shown(Status.CORRECTED, 0);
        assertThat(night.phase()).isEqualTo("CORRECTED");
        night.pass(Duration.ofHours(2));
        shown(Status.UPDATED, 50);
        assertThat(night.phase()).isEqualTo("WAITING");
        var other = another();
        other.shown(Status.OPENED, 50);
        other.night.say("acknowledge");
        other.shown(Status.RECOVERED, 50);
        assertThat(other.night.phase()).isEqualTo("RECOVERED");
        other.shown(Status.UPDATED, 60);
        assertThat(other.night.phase()).isEqualTo("GREW");
        var quiet = another();
        quiet.quiet("07:00", "08:30");
        quiet.shown(Status.OPENED, 50);
        quiet.night.say("acknowledge");
        quiet.night.pass(Duration.ofHours(2));
        quiet.shown(Status.UPDATED, 500);
        assertThat(quiet.night.phase()).isEqualTo("WAITING");
    }

    @Test
    void whatNoScanMentionsEndsAndSaysSo() {
        for (var last : List.of("", "UPDATED", "acknowledge")) {
            var other = another();
            other.shown(Status.OPENED, 50);
            if (last.equals("UPDATED")) {
                other.shown(Status.UPDATED, 500);
            } else if (!last.isEmpty()) {
                other.night.say(last);
            }
            other.night.pass(Duration.ofDays(50));
            assertThat(other.outcome()).contains(Outcome.ESCALATED);
        }
    }

    @Test
    void whatCannotBeExplainedIsToldNevertheless() {
        night.spec = new CostSpec(
                Json.obj().with("kind", "folder").with("path", "/nowhere"),
                5,
                10,
                10,
                false,
                List.of(),
                "ops",
                Optional.empty(),
                "ops",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
        shown(Status.OPENED, 50);
        assertThat(night.told()).contains("not explained: /nowhere: there is no such folder");
    }

    @Test
    void whileTheCostsAreBusyHumansAnswerAlready() {
        night.busy = true;
        shown(Status.OPENED, 50);
        assertThat(night.phase()).isEqualTo("EXPLAINING");
        night.say("expected");
        assertThat(outcome()).contains(Outcome.NOT_NEEDED);
        var other = another();
        other.night.busy = true;
        other.shown(Status.OPENED, 50);
        other.night.engine.abort(other.night.anomaly().id(), "alice", "enough");
        assertThat(other.outcome()).contains(Outcome.ABORTED);
        var late = another();
        late.night.busy = true;
        late.shown(Status.OPENED, 50);
        late.night.busy = false;
        late.night.pass(Duration.ofMinutes(1));
        assertThat(late.night.titles()).hasSize(1);
    }

    @Test
    void anAbortEndsItAndAChangeWithoutARunStartsNone() {
        shown(Status.UPDATED, 50);
        assertThat(night.titles()).isEmpty();
        var other = another();
        other.shown(Status.OPENED, 50);
        other.night.engine.abort(other.night.anomaly().id(), "alice", "enough");
        assertThat(other.outcome()).contains(Outcome.ABORTED);
    }
}

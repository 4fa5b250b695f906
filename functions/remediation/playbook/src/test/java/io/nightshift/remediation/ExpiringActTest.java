package io.nightshift.remediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An act that stands for a time: its run undoes it then, whatever happened meanwhile. */
final class ExpiringActTest {

    private static final Resource BLOCKED = new Resource(Night.PROD, Kinds.IP_SET, "regional/blocked/0a1b");
    private static final Duration ALMOST_A_DAY = Duration.ofHours(24).minusMinutes(1);
    private static final Duration A_WHILE = Duration.ofMinutes(30);

    private final Night night = new Night();
    private int sent;

    private void blocking(String address) {
        var with = Json.obj().with("address", address).with("for", "PT24H");
        var rung = Json.obj()
                .with("action", "block-address")
                .with("waitSeconds", 300)
                .with("with", with);
        night.plan = Night.plan().with("ladder", Json.arr(List.of(rung)));
    }

    private void attacked() {
        var header = new Signal.Header(
                new SignalId("attack-" + sent++), "aws.guardduty", night.time.instant(), BLOCKED, Map.of());
        night.deliver(new Signal.Finding(header, "Recon", "somebody scans ports", "high", true));
    }

    private void hasAWholeChain() {
        assertThat(Audit.verify(night.ledger, night.onlyRun().id()).faults()).isEmpty();
    }

    private boolean wasPaged() {
        return night.world.told().stream().anyMatch(told -> told.message().urgency() == Urgency.PAGE);
    }

    @Test
    void isUndoneWhenItsTimeIsOverAndThatIsReadBack() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        attacked();
        night.pass(ALMOST_A_DAY);
        assertThat(night.changes()).containsExactly("block-address");
        assertThat(night.onlyRun().outcome()).isEmpty();

        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("block-address", "restore");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(night.kinds(night.onlyRun())).endsWith("acted", "observed", "tell", "finished", "told");
        assertThat(night.world.told())
                .extracting(told -> told.message().title())
                .last()
                .asString()
                .contains("Expired");
        assertThat(wasPaged()).isFalse();
        hasAWholeChain();
    }

    @Test
    void isUndoneOnceAlthoughTheWorkerDiesInTheMiddle() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        attacked();
        night.pass(ALMOST_A_DAY);
        night.world.crashAfterNextChange();
        assertThatThrownBy(() -> night.pass(A_WHILE)).isInstanceOf(World.WorkerDied.class);
        night.pass(Duration.ofMinutes(3));
        night.sweeper.sweep();
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("block-address", "restore");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
        hasAWholeChain();
    }

    @Test
    void isUndoneAlthoughItsTimerIsLost() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        attacked();
        night.pass(A_WHILE);
        night.time.wakeBy(lost -> {});
        night.pass(Duration.ofDays(1));
        assertThat(night.changes()).containsExactly("block-address");
        night.sweeper.sweep();
        assertThat(night.changes()).containsExactly("block-address", "restore");
    }

    @Test
    void standsForItsTimeAgainWhenItIsReportedAgain() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        attacked();
        night.pass(Duration.ofHours(20));
        attacked();
        night.pass(ALMOST_A_DAY);
        assertThat(night.changes()).containsExactly("block-address");
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("block-address", "restore");
    }

    @Test
    void isUndoneAtOnceWhenTheAlarmComesBackAlthoughItStands() {
        night.world.add(BLOCKED).curedBy("block-address", Duration.ofMinutes(1));
        blocking("198.51.100.7");
        night.world.breaks(BLOCKED);
        night.pass(Duration.ofHours(2));
        assertThat(night.onlyRun().outcome()).isEmpty();
        night.world.breaks(BLOCKED);
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("block-address", "restore");
        assertThat(night.onlyRun().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void isUndoneInTimeAlthoughNobodyCanTellWhetherItHelped() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        night.world.breaks(BLOCKED);
        night.world.unreadable(query -> query.name().equals(Query.ALARM));
        night.pass(A_WHILE);
        assertThat(wasPaged()).isTrue();
        assertThat(night.onlyRun().outcome()).isEmpty();
        night.pass(Duration.ofDays(1));
        assertThat(night.changes()).containsExactly("block-address", "restore");
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void waitsWhileAHumanPausesTheRule() {
        night.world.add(BLOCKED);
        blocking("198.51.100.7");
        attacked();
        night.pass(A_WHILE);
        var switches = new PauseSwitches(night.ledger, night.time, "policy-1");
        switches.pause("rule/web", "alice", "migration");
        night.pass(Duration.ofDays(1));
        assertThat(night.changes()).containsExactly("block-address");
        switches.resume("rule/web", "alice", "done");
        night.pass(A_WHILE);
        assertThat(night.changes()).containsExactly("block-address", "restore");
    }

    @Test
    void goesToAHumanWhenItCannotBeUndone() {
        night.world.add(BLOCKED).failing("restore", Problem.transientFault("Throttled", "too many calls"));
        blocking("198.51.100.7");
        attacked();
        night.pass(Duration.ofHours(24).plusMinutes(20));
        assertThat(night.onlyRun().outcome()).as("it is tried again").isEmpty();
        night.pass(Duration.ofHours(1));
        assertThat(night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        assertThat(night.onlyRun().reason()).contains("could not be undone", "too many calls");
        assertThat(wasPaged()).isTrue();
    }

    @Test
    void anAddressThatIsNoneIsNeverUsed() {
        for (var hostile : List.of("0.0.0.0/0", "198.51.100.7; rm -rf /", "999.1.1.1", "localhost", "::/0")) {
            var other = new ExpiringActTest();
            other.night.world.add(BLOCKED);
            other.blocking(hostile);
            other.attacked();
            other.night.pass(A_WHILE);
            assertThat(other.night.changes()).as(hostile).isEmpty();
            assertThat(other.night.onlyRun().outcome()).contains(Outcome.ESCALATED);
        }
    }
}

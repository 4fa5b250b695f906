package io.nightshift.remediation;

import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** An act that has to wait for its turn is handed back, and decided again on what holds then. */
final class LateActTest {

    private static final Resource WEB = instance("i-1");
    private static final Duration SOON = Duration.ofMinutes(2);

    private final Queue<Runnable> late = new ArrayDeque<>();
    private final Night night = new Night((run, perform, handBack) -> late.add(handBack));

    private void handBack() {
        while (!late.isEmpty()) {
            late.remove().run();
        }
    }

    @Test
    void itIsNotPerformedIfTheAlarmRecoveredMeanwhile() {
        night.world.add(WEB);
        night.world.breaks(WEB);
        night.world.heals(WEB);
        handBack();
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void itIsPerformedOnceIfItIsStillWanted() {
        night.world.add(WEB).curedBy("reboot-instance", SOON);
        night.world.breaks(WEB);
        handBack();
        assertThat(night.changes()).isEmpty();
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).containsExactly("reboot-instance");
        assertThat(night.onlyRun().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aRunThatWaitsCanBeAborted() {
        night.world.add(WEB);
        night.world.breaks(WEB);
        var run = night.onlyRun();
        assertThat(night.engine.abort(run.id(), "alice", "not now").kind())
                .as("the act may begin at any moment")
                .isEqualTo(EngineResult.Kind.BUSY);
        handBack();
        assertThat(night.engine.abort(run.id(), "alice", "not now").kind()).isEqualTo(EngineResult.Kind.MOVED);
        night.pass(Duration.ofHours(1));
        assertThat(night.changes()).isEmpty();
        assertThat(night.onlyRun().outcome()).contains(Outcome.ABORTED);
    }
}

package io.nightshift.local.backtest;

import io.nightshift.core.engine.Rules;
import io.nightshift.local.host.ReplayShift;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** One policy, living through a history. */
final class Trial {

    /** How long after the last signal a run may go on. */
    private static final Duration HORIZON = Duration.ofDays(2);

    private final Summary summary = new Summary();
    private final VirtualTime time;
    private final ReplayShift shift;

    Trial(Rules rules, Instant start) {
        time = new VirtualTime(start);
        shift = new ReplayShift(time, rules, new ForgetfulLedger(time, summary::count));
    }

    void live(Recorded recorded) {
        time.runUntil(recorded.at());
        recorded.signals().forEach(signal -> summary.count(shift.handle(signal)));
    }

    Summary end() {
        time.runUntil(time.instant().plus(HORIZON));
        return summary;
    }
}

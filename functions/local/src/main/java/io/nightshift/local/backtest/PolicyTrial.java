package io.nightshift.local.backtest;

import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Rules;
import io.nightshift.local.host.ReplayHost;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One policy in a backtest. */
final class PolicyTrial {

    /** How long after the last signal a run may continue. */
    private static final Duration HORIZON = Duration.ofDays(2);

    private final BacktestSummary summary = new BacktestSummary();
    private final VirtualTime time;
    private final ReplayHost shift;

    PolicyTrial(List<FunctionModule> functions, Rules rules, Instant start) {
        time = new VirtualTime(start);
        shift = new ReplayHost(functions, time, rules, new ForgetfulLedger(time, summary::count));
    }

    void live(HistoryPart recorded) {
        time.runUntil(recorded.at());
        recorded.signals().forEach(signal -> summary.count(shift.handle(signal)));
    }

    BacktestSummary end() {
        time.runUntil(time.instant().plus(HORIZON));
        return summary;
    }
}

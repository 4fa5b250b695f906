package io.nightshift.sandbox.simulation;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;

/** Timers that may fail, get lost, be late or fire twice. */
record WorkerTimers(Simulation night) implements Timers {

    @Override
    public void set(RunId run, String name, Instant at) {
        night.watch.timerAsked(run, at);
        var strike = night.chaos.at(FaultPoint.TIMER);
        strike.ifPresent(one -> night.tell(() -> one.says() + " for " + run));
        switch (strike.map(Disturbance.Strike::mishap).orElse(InjectedFault.TIMER_TWICE)) {
            case TIMER_FAILS -> throw new LedgerException("the timers are out of order", true);
            case TIMER_LOST -> {}
            case TIMER_LATE ->
                night.time.set(run, name, at.plus(strike.orElseThrow().time()));
            default -> {
                night.time.set(run, name, at);
                if (strike.isPresent()) {
                    night.time.set(run, name + "-again", at.plus(Duration.ofSeconds(1)));
                }
            }
        }
    }
}

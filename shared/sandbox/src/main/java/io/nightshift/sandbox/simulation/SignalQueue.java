package io.nightshift.sandbox.simulation;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.simulation.Disturbance.Strike;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The queue in front of the engine: delivers at least once, in any order, and repeats until a worker has finished. */
final class SignalQueue {

    private static final Duration DELIVERY = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(45);

    private final Simulation night;
    private final Map<SignalId, Signal> emitted = new LinkedHashMap<>();
    private final Set<SignalId> waiting = new HashSet<>();
    private final Map<SignalId, List<EngineResult>> answers = new LinkedHashMap<>();

    SignalQueue(Simulation night) {
        this.night = night;
    }

    /** Delivers the alarm, and for a resource with two alarms also the other one: two runs about one resource. */
    void emit(Signal signal) {
        take(signal);
        if (signal instanceof Signal.Alarm alarm
                && Math.floorMod(signal.subject().toString().hashCode(), 2) == 0) {
            var header = new Signal.Header(
                    new SignalId(signal.id() + "/second"),
                    alarm.header().source(),
                    signal.time(),
                    signal.subject(),
                    signal.labels());
            take(new Signal.Alarm(
                    header, alarm.name(), alarm.key() + "/second", alarm.state(), alarm.severity(), alarm.reason()));
        }
    }

    private void take(Signal signal) {
        emitted.put(signal.id(), signal);
        waiting.add(signal.id());
        var strike = night.chaos.at(FaultPoint.DELIVERY);
        var late = strike.filter(one -> one.mishap() == InjectedFault.DELIVERED_LATE)
                .map(Strike::time);
        deliver(signal, late.orElse(DELIVERY));
        strike.filter(one -> one.mishap() == InjectedFault.DELIVERED_TWICE)
                .ifPresent(one -> deliver(signal, DELIVERY.plus(one.time())));
        strike.ifPresent(one -> night.tell(one::says));
    }

    private void deliver(Signal signal, Duration after) {
        night.time.after(after, () -> attempt(signal));
    }

    private void attempt(Signal signal) {
        var handled = new ArrayList<EngineResult>();
        boolean whole = night.invoke("signal " + signal.id(), worker -> handled.addAll(worker.engine.handle(signal)));
        night.tell(() -> "signal " + signal.id() + ": "
                + handled.stream().map(SignalQueue::brief).toList());
        if (whole) {
            answers.put(signal.id(), handled);
        }
        if (whole
                || night.bug
                        .filter(PlantedBug.SIGNAL_ACKNOWLEDGED_EARLY::equals)
                        .isPresent()) {
            waiting.remove(signal.id());
        } else {
            deliver(signal, AGAIN);
        }
    }

    private static String brief(EngineResult handled) {
        return handled.kind() + handled.run().map(run -> " " + run).orElse("");
    }

    boolean empty() {
        return waiting.isEmpty();
    }

    /** At the end: every signal was delivered, and every acknowledged one is in the ledger. */
    void check(InvariantChecker watch) {
        for (var signal : emitted.values()) {
            var answer = answers.get(signal.id());
            if (answer == null) {
                throw watch.found("no signal is lost", signal.id() + " was given up and no run knows it");
            }
            for (var handled : answer) {
                boolean kept = switch (handled.kind()) {
                    case STARTED, JOINED, DUPLICATE -> true;
                    case UNMATCHED, IGNORED, MOVED, BUSY, NOTHING, REFUSED, NOT_FOUND -> false;
                };
                if (kept && !watch.arrived(signal.id())) {
                    throw watch.found("no signal is lost", signal.id() + " is in no run's entries");
                }
            }
        }
    }
}

package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Repetition;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.AlarmState;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.FakeActor;
import io.nightshift.sandbox.FakeObserver;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.RecordingMessenger;
import io.nightshift.sandbox.RecordingTimers;
import io.nightshift.sandbox.TestHost;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Engines on one ledger and one fake environment. */
final class EngineFixture {

    static final EngineLimits LIMITS = new EngineLimits(Duration.ofMinutes(2), 20, 200, 5, Duration.ofDays(15));

    final Ledger ledger;
    final ManualClock clock = new ManualClock(NextTurn.START);
    final FakeActor actor = new FakeActor();
    final FakeObserver observer = new FakeObserver();
    final RecordingMessenger messenger = new RecordingMessenger();
    final RecordingTimers timers = new RecordingTimers();
    final TestHost host = new TestHost(clock);
    Repetition repetition = Repetition.PROBE;

    EngineFixture(Ledger ledger) {
        this.ledger = ledger;
    }

    Engine engine() {
        return engine(ledger, clock);
    }

    /** An engine of another process: it shares only the store and the environment with the others. */
    Engine engine(Ledger through, InstantSource itsClock) {
        return new Engine(Ports.of(through, timers, new NudgeRules(), itsClock == clock ? host : new TestHost(itsClock))
                .function(new FunctionModule(new NudgePlaybook(repetition), Nudge.CATALOGUE))
                .adapters(new Adapters(List.of(actor), List.of(observer)))
                .messenger(messenger)
                .limits(LIMITS)
                .build());
    }

    List<EngineResult> sweep() {
        return new Sweeper(engine(), ledger, clock).sweep();
    }

    /** An alarm about the only subject of the drill. */
    static Signal alarm(String name) {
        return alarm(name, NextTurn.SUBJECT);
    }

    static Signal alarm(String name, Resource subject) {
        return alarm(name, "signal/" + name, subject);
    }

    /** Another signal of the same alarm. */
    static Signal repeated(String name, String signal) {
        return alarm(name, "signal/" + signal, NextTurn.SUBJECT);
    }

    private static Signal alarm(String name, String signal, Resource subject) {
        var header = new Signal.Header(new SignalId(signal), "alertmanager", NextTurn.START, subject, Map.of());
        return new Signal.Alarm(header, name, "alarm/" + name, AlarmState.FIRING, "critical", "a drill");
    }

    /** An alarm about its own subject, which no other alarm of this test is about. */
    static Signal alarmOfItsOwn(String name) {
        return alarm(name, new Resource(NextTurn.SUBJECT.origin(), NextTurn.SUBJECT.kind(), "i-" + name));
    }

    Run run(List<EngineResult> handled) {
        return run(handled.getFirst().run().orElseThrow());
    }

    Run run(RunId id) {
        return ledger.run(id).orElseThrow();
    }

    Run onlyRun() {
        var runs = ledger.runs(Optional.empty(), 10).items();
        if (runs.size() != 1) {
            throw new AssertionError("expected one run, found " + runs);
        }
        return run(runs.getFirst().id());
    }

    List<Entry> entries(RunId run) {
        return ledger.entries(run, Optional.empty(), 1000).items();
    }

    List<String> kinds(RunId run) {
        return entries(run).stream().map(Entry::kind).toList();
    }
}

package io.nightshift.local.host;

import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Signal;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Replays recorded signals with a policy: the real engine, playbooks and guardrails, at the times of the signals, in a
 * {@link ReplayWorld}. It changes nothing.
 */
public final class Replay {

    /** How long after the last signal a run may continue. */
    private static final Duration HORIZON = Duration.ofDays(2);

    /** The engine's results for one signal. */
    public record Answered(Signal signal, List<EngineResult> handled) {}

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<Answered> answers = new ArrayList<>();

    private Replay() {}

    /** @param received when the signals arrive; empty if each arrives at its own time */
    public static Replay of(
            List<FunctionModule> functions, List<Signal> signals, Rules rules, Optional<Instant> received) {
        var replay = new Replay();
        if (!signals.isEmpty()) {
            replay.live(functions, signals, rules, received);
        }
        return replay;
    }

    private void live(List<FunctionModule> functions, List<Signal> signals, Rules rules, Optional<Instant> received) {
        var inOrder = signals.stream()
                .map(rules::identify)
                .sorted(Comparator.comparing(Signal::time))
                .toList();
        var time = new VirtualTime(received.orElse(inOrder.getFirst().time()));
        var shift = new ReplayHost(functions, time, rules, ledger);
        inOrder.forEach(signal ->
                time.at(received.orElse(signal.time()), () -> answers.add(new Answered(signal, shift.handle(signal)))));
        var end = received.orElse(inOrder.getLast().time()).plus(HORIZON);
        time.runUntil(end.isBefore(Instant.MAX) ? end : Instant.MAX);
    }

    public Ledger ledger() {
        return ledger;
    }

    public List<Answered> answers() {
        return List.copyOf(answers);
    }

    /** The runs in the order of their start. */
    public List<Run> runs() {
        return ledger.runs(Optional.empty(), Integer.MAX_VALUE).items().reversed();
    }

    public boolean allEnded() {
        return runs().stream().allMatch(run -> run.status() == Status.FINISHED);
    }
}

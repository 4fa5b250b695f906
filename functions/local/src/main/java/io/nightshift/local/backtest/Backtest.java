package io.nightshift.local.backtest;

import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays a history with policies: the real engine, playbooks and guardrails on virtual time. All policies run side by side,
 * so that the history is read once. It changes nothing.
 */
public final class Backtest {

    /** The limits of every result, for its readers. */
    public static final List<String> NOTES = List.of(
            "Only the recorded signals tell how the world was: an alarm is well once its own recovery was recorded.",
            "Acts change nothing in that world, so none of them is seen to help before the history itself recovers.",
            "Tags are the labels of the signals, groups are not known, nobody answers a question for approval.");

    private static final int MOST_PROBLEMS = 100;

    /** An unreadable part of the history; {@code place} is a line or an item. */
    public record Problem(String place, String reason) {}

    private final List<FunctionModule> functions;
    private final List<Rules> policies;
    private final List<PolicyTrial> trials = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private long payloads;
    private long signals;
    private long unreadable;
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;

    private Backtest(List<FunctionModule> functions, List<Rules> policies) {
        this.functions = functions;
        this.policies = policies;
    }

    /**
     * The result of a whole history.
     *
     * @param policies one summary each, in the given order
     * @param problems the first hundred of {@code unreadable}
     */
    public record Result(
            List<BacktestSummary> policies,
            long payloads,
            long signals,
            Instant from,
            Instant to,
            long unreadable,
            List<Problem> problems) {
        public Result {
            policies = List.copyOf(policies);
            problems = List.copyOf(problems);
        }
    }

    public static Result of(
            List<FunctionModule> functions, SignalHistory history, InputStream stream, List<Rules> policies)
            throws IOException {
        var backtest = new Backtest(functions, List.copyOf(policies));
        history.read(stream, backtest::live);
        return backtest.result();
    }

    private void live(HistoryPart recorded) {
        for (var reason : recorded.problems()) {
            unreadable++;
            if (problems.size() < MOST_PROBLEMS) {
                problems.add(new Problem(recorded.place(), reason));
            }
        }
        payloads++;
        if (recorded.signals().isEmpty()) {
            return;
        }
        if (trials.isEmpty()) {
            from = recorded.at();
            policies.forEach(rules -> trials.add(new PolicyTrial(functions, rules, recorded.at())));
        }
        to = recorded.at();
        signals += recorded.signals().size();
        trials.forEach(trial -> trial.live(recorded));
    }

    private Result result() {
        var summaries = trials.isEmpty()
                ? policies.stream().map(none -> new BacktestSummary()).toList()
                : trials.stream().map(PolicyTrial::end).toList();
        return new Result(summaries, payloads, signals, from, to, unreadable, problems);
    }
}

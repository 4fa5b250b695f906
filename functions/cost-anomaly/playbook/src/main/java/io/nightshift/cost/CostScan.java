package io.nightshift.cost;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Message;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.CostQuestions.DigestAnswer;
import io.nightshift.cost.CostQuestions.ScanAnswer;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.NearbyChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Scans, digests, and the changes of an account. */
record CostScan(CostMachine machine) {

    private static final Duration KEEP_CHANGES = Duration.ofDays(2);

    Step<CostRun> scan(CostRun state) {
        return machine.ask(state, CostQuestions.SCAN);
    }

    /** Each change is a request with an id of its own: a scan that is repeated begins nothing twice. */
    Step<CostRun> scanned(CostRun state, Answer<ScanAnswer> answer) {
        var found = answer.details();
        var run = machine.context().key().id().value();
        var begins = new ArrayList<Effect>();
        found.changes()
                .forEach(change ->
                        begins.add(new Effect.Begin(CostSignals.of(machine.entry(), change, run, machine.now()))));
        if (found.more() > 0) {
            begins.add(new Effect.Begin(CostSignals.goOn(machine.entry(), run, machine.now())));
        }
        var told = state;
        for (var warning : found.warnings()) {
            told = told.tell(warning);
        }
        var summary = "%d series up to %s, %d anomalies, %d news"
                .formatted(
                        found.series(),
                        found.newest(),
                        found.anomalies(),
                        found.changes().size() + found.more());
        return machine.finish(told.tell(summary), Outcome.NOT_NEEDED, summary, begins.toArray(Effect[]::new));
    }

    /** Costs that nobody watches any more are news. */
    Step<CostRun> blind(CostRun state, Fact.NotObserved not) {
        var reason = "the costs cannot be read: " + not.problem().message();
        return machine.finish(
                state.tell(reason),
                Outcome.FAILED,
                reason,
                new Effect.Tell(machine.message(PAGE, "Costs are not watched: " + machine.entry(), List.of(reason))));
    }

    Step<CostRun> digest(CostRun state) {
        return machine.ask(state, CostQuestions.DIGEST);
    }

    Step<CostRun> digested(CostRun state, Answer<DigestAnswer> answer) {
        var waiting = answer.details().waiting();
        if (waiting.isEmpty()) {
            return machine.finish(state, Outcome.NOT_NEEDED, "nothing waits for the digest");
        }
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Tell(new Message(
                machine.spec.digestChannel(),
                INFO,
                "Costs of " + machine.entry() + ": " + waiting.size() + " small "
                        + (waiting.size() == 1 ? "anomaly" : "anomalies"),
                waiting.stream().map(CostScan::line).toList())));
        waiting.forEach(
                report -> effects.add(new Effect.Begin(CostSignals.digested(machine.entry(), report, machine.now()))));
        return machine.finish(state, Outcome.NOT_NEEDED, waiting.size() + " told", effects.toArray(Effect[]::new));
    }

    private static String line(AnomalyReport report) {
        return "%s: %s since %s (%s)".formatted(report.where(), CostMessages.more(report), report.start(), report.id());
    }

    Step<CostRun> undigested(CostRun state, Fact.NotObserved not) {
        return machine.finish(
                state,
                Outcome.FAILED,
                "the digest cannot be made: " + not.problem().message());
    }

    Step<CostRun> changed(CostRun state, Signal.ResourceChange change) throws JsonException {
        var next = state.changing(new NearbyChange(
                change.time(), change.name() + " " + change.subject().label(), change.actor(), ""));
        return state.phase() == CostPhase.STARTING ? machine.enter(next, CostPhase.COLLECTING) : Step.of(next);
    }

    Step<CostRun> collect(CostRun state) {
        return machine.later(state, KEEP_CHANGES);
    }

    Step<CostRun> collected(CostRun state) throws JsonException {
        return machine.finish(state, Outcome.NOT_NEEDED, state.changes().size() + " changes kept");
    }
}

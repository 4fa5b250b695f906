package io.nightshift.cost;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Message;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.explain.CostExplanation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The life of one anomaly: what is told, when, and what changes it. */
record AnomalyLife(CostMachine machine) {

    /** An anomaly of which no scan says anything. */
    private static final Duration STALE = Duration.ofDays(45);

    /** A restatement may be restated. */
    private static final Duration CLOSES = Duration.ofDays(3);

    private static final BigDecimal TWICE = BigDecimal.valueOf(2);

    /** A scan shows something of it. */
    Step<CostRun> shown(CostRun before, AnomalyChange change) throws JsonException {
        var state = before.reporting(change.report());
        return switch (before.phase()) {
            case STARTING ->
                change.status() == AnomalyChange.Status.OPENED
                        ? machine.enter(
                                state.tell("found: " + CostMessages.line(change.report())), CostPhase.EXPLAINING)
                        : machine.finish(state, Outcome.NOT_NEEDED, "it is not open any more");
            case EXPLAINING -> Step.of(state);
            case WAITING -> waiting(state, change);
            case OPENED, GREW, ACKNOWLEDGED, CORRECTED, RECOVERED -> open(state, change);
            case SCANNING, DIGESTING, COLLECTING, EXPECTED, CLOSED -> Step.of(before);
        };
    }

    private Step<CostRun> waiting(CostRun state, AnomalyChange change) throws JsonException {
        return switch (change.status()) {
            case OPENED, UPDATED -> state.told().isEmpty() ? tell(state, CostPhase.OPENED) : Step.of(state);
            case CORRECTED -> unheard(state, "a restatement took it below its gates");
            case RECOVERED -> unheard(state, "it is over");
        };
    }

    private Step<CostRun> unheard(CostRun state, String why) throws JsonException {
        return state.told().isEmpty()
                ? machine.finish(state.tell(why + " before it was told"), Outcome.NOT_NEEDED, why)
                : machine.enter(
                        machine.to(state, CostPhase.OPENED),
                        why.equals("it is over") ? CostPhase.RECOVERED : CostPhase.CORRECTED);
    }

    private Step<CostRun> open(CostRun state, AnomalyChange change) throws JsonException {
        return switch (change.status()) {
            case OPENED, UPDATED -> updated(state);
            case CORRECTED -> machine.enter(state, CostPhase.CORRECTED);
            case RECOVERED -> machine.enter(state, CostPhase.RECOVERED);
        };
    }

    private Step<CostRun> updated(CostRun state) throws JsonException {
        boolean back = state.phase() == CostPhase.CORRECTED || state.phase() == CostPhase.RECOVERED;
        if (back || hasGrown(state)) {
            return tell(state, CostPhase.GREW);
        }
        var told = state.told();
        return told.isPresent() && hasShrunk(told.get(), state.report())
                ? machine.telling(
                        waits(told(state)), message(state, INFO, CostMessages.shrunk(state.report(), told.get())))
                : waits(state);
    }

    /** It costs twice as much a day, or so much in all that it pages. That it goes on is no news. */
    private static boolean hasGrown(CostRun state) throws JsonException {
        var told = state.told();
        var report = state.report();
        if (told.isEmpty()) {
            return true;
        }
        boolean pages = report.severity() == Severity.HIGH && told.get().severity() != Severity.HIGH;
        return grows(report)
                && (pages || report.perDay().compareTo(told.get().perDay().multiply(TWICE)) >= 0);
    }

    /** A budget that is passed stays passed, and a drop is told once. */
    private static boolean grows(AnomalyReport report) {
        return report.isRise() || report.kind().equals(AnomalyReport.PROVIDER);
    }

    /** A restatement took half of what was told. */
    private static boolean hasShrunk(AnomalyReport told, AnomalyReport now) {
        return grows(now) && now.impact().multiply(TWICE).compareTo(told.impact()) <= 0;
    }

    private Step<CostRun> waits(CostRun state) {
        return machine.later(state, STALE);
    }

    /** Tells it now, or when the quiet hours end, or in the digest. */
    private Step<CostRun> tell(CostRun state, CostPhase phase) throws JsonException {
        var report = state.report();
        boolean digest = state.told().isEmpty()
                && report.isRise()
                && machine.spec
                        .digest()
                        .filter(limit -> report.impact().compareTo(limit) < 0)
                        .isPresent();
        if (!digest && quietUntil(report).isEmpty()) {
            return machine.enter(state, phase);
        }
        var next = state.knowing(CostRun.NEXT, phase.name());
        return state.phase() == CostPhase.WAITING ? waitToTell(next) : machine.enter(next, CostPhase.WAITING);
    }

    private Optional<Instant> quietUntil(AnomalyReport report) {
        return machine.spec
                .quiet()
                .filter(hours -> hours.urgent()
                        .filter(limit -> report.perDay().compareTo(limit) >= 0)
                        .isEmpty())
                .flatMap(hours -> hours.until(machine.now()));
    }

    Step<CostRun> explain(CostRun state) throws JsonException {
        return machine.ask(
                state,
                CostQuestions.EXPLAIN,
                Json.obj().with("report", state.report().toJson()));
    }

    Step<CostRun> explained(CostRun state, Answer<CostExplanation> answer) throws JsonException {
        return tell(state.knowing(CostRun.EXPLANATION, answer.details().toJson()), CostPhase.OPENED);
    }

    Step<CostRun> unexplained(CostRun state, Fact.NotObserved not) throws JsonException {
        var why = "not explained: " + not.problem().message();
        return tell(
                state.tell(why)
                        .knowing(
                                CostRun.EXPLANATION,
                                CostExplanation.missing(why).toJson()),
                CostPhase.OPENED);
    }

    Step<CostRun> waitToTell(CostRun state) throws JsonException {
        var quiet = quietUntil(state.report());
        if (quiet.isPresent()) {
            return machine.laterAt(machine.waits(state, "the end of the quiet hours", quiet.get()), quiet.get());
        }
        return waits(state.tellFirst("waits for the digest"));
    }

    /** The quiet hours are over; what is for the digest goes on waiting. */
    Step<CostRun> waited(CostRun state) throws JsonException {
        return tell(state, next(state));
    }

    private static CostPhase next(CostRun state) throws JsonException {
        return state.text(CostRun.NEXT).equals(CostPhase.GREW.name()) ? CostPhase.GREW : CostPhase.OPENED;
    }

    /** The digest told it. */
    Step<CostRun> digested(CostRun state) throws JsonException {
        return state.phase() == CostPhase.WAITING && state.told().isEmpty()
                ? waits(machine.to(told(state.tell("told in the digest")), CostPhase.OPENED))
                : Step.of(state);
    }

    private static CostRun told(CostRun state) throws JsonException {
        return state.knowing(CostRun.TOLD, state.report().toJson());
    }

    private Message message(CostRun state, Message.Urgency urgency, CostMessages.Text text) throws JsonException {
        var report = state.report();
        return new Message(
                machine.spec.channel(report, state.explanation().tags()), urgency, text.title(), text.lines());
    }

    private static Message.Urgency urgency(AnomalyReport report) {
        return report.severity() == Severity.HIGH && !report.kind().equals(AnomalyReport.DROP) ? PAGE : INFO;
    }

    Step<CostRun> open(CostRun state) throws JsonException {
        return machine.telling(
                waits(told(state)),
                message(
                        state,
                        urgency(state.report()),
                        CostMessages.opened(
                                state.report(),
                                state.explanation(),
                                machine.context().key().id().value(),
                                state.text(CostRun.SAID))));
    }

    Step<CostRun> grow(CostRun state) throws JsonException {
        return machine.telling(
                waits(told(state)),
                message(state, urgency(state.report()), CostMessages.grew(state.report(), state.told())));
    }

    Step<CostRun> acknowledged(CostRun state, String by) throws JsonException {
        return switch (state.phase()) {
            case WAITING, OPENED, GREW -> machine.enter(state.tell("taken by " + by), CostPhase.ACKNOWLEDGED);
            case STARTING,
                    SCANNING,
                    DIGESTING,
                    COLLECTING,
                    EXPLAINING,
                    ACKNOWLEDGED,
                    CORRECTED,
                    RECOVERED,
                    EXPECTED,
                    CLOSED -> Step.of(state.tell("seen by " + by));
        };
    }

    Step<CostRun> acknowledge(CostRun state) throws JsonException {
        return waits(told(state));
    }

    Step<CostRun> correct(CostRun state) throws JsonException {
        return machine.telling(
                machine.later(state.tell("corrected by a restatement"), CLOSES),
                message(state, INFO, CostMessages.corrected(state.report(), state.told())));
    }

    Step<CostRun> recover(CostRun state) throws JsonException {
        return machine.telling(
                machine.later(state.tell("over"), CLOSES),
                message(state, INFO, CostMessages.recovered(state.report())));
    }

    Step<CostRun> expect(CostRun state) throws JsonException {
        return machine.finish(
                state, Outcome.NOT_NEEDED, state.text(CostRun.FEEDBACK) + ": " + CostMessages.line(state.report()));
    }

    Step<CostRun> close(CostRun state) throws JsonException {
        var how = state.phase() == CostPhase.CORRECTED ? "corrected: " : "over: ";
        return machine.finish(state, Outcome.NOT_NEEDED, how + CostMessages.line(state.report()));
    }

    Step<CostRun> stale(CostRun state) throws JsonException {
        return machine.finish(
                state,
                Outcome.ESCALATED,
                "no scan says anything of it for " + STALE.toDays() + " days: " + CostMessages.line(state.report()));
    }

    /** A provider reports an anomaly or a budget; again while it lasts. */
    Step<CostRun> reported(CostRun before, Signal.ProviderNotice notice) throws JsonException {
        var report = ProviderReport.of(notice);
        var state = before.reporting(report).knowing(CostRun.SAID, notice.message());
        if (before.phase() == CostPhase.STARTING) {
            return machine.enter(state, CostPhase.OPENED);
        }
        return notice.isOver()
                ? open(state, new AnomalyChange(AnomalyChange.Status.RECOVERED, report))
                : updated(state);
    }
}

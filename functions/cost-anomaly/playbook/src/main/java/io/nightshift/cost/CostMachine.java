package io.nightshift.cost;

import io.nightshift.core.act.Message;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.cost.anomaly.AnomalyFeedback;
import io.nightshift.cost.anomaly.CostKinds;

/**
 * Makes one decision of a run of costs by {@link CostTable}. {@link CostScan} has the handlers of scans, {@link AnomalyLife} those of
 * an anomaly.
 */
final class CostMachine extends Machine<CostPhase, CostRun, CostMachine> {

    final CostSpec spec;

    CostMachine(CostSpec spec, Context context) {
        super(CostTable.TABLE, context);
        this.spec = spec;
    }

    CostScan scan() {
        return new CostScan(this);
    }

    AnomalyLife anomaly() {
        return new AnomalyLife(this);
    }

    @Override
    protected CostMachine self() {
        return this;
    }

    @Override
    protected String page() {
        return spec.page();
    }

    @Override
    protected String title(CostRun state) {
        return "costs of " + context().rule();
    }

    String entry() {
        return context().rule();
    }

    Step<CostRun> ask(CostRun state, Question<?> question) {
        return ask(state, question, Json.obj());
    }

    Step<CostRun> ask(CostRun state, Question<?> question, Json.Obj more) {
        return observe(
                state,
                question,
                CostKinds.export(entry()),
                more.with("entry", entry()).with("spec", context().plan()));
    }

    @Override
    protected Step<CostRun> arrived(CostRun state, Signal signal) throws JsonException {
        return switch (signal) {
            case Signal.Due due -> begin(state, CostSignals.isDigest(due) ? CostPhase.DIGESTING : CostPhase.SCANNING);
            case Signal.ResourceChange change -> scan().changed(state, change);
            case Signal.ProviderNotice notice -> anomaly().reported(state, notice);
            case Signal.Request request -> requested(state, CostRequest.read(request.what()));
            default -> Step.of(state.tell("a signal that is not about costs: " + signal.type()));
        };
    }

    private Step<CostRun> begin(CostRun state, CostPhase phase) throws JsonException {
        return state.phase() == CostPhase.STARTING ? enter(state, phase) : Step.of(state.tell("already under way"));
    }

    private Step<CostRun> requested(CostRun state, CostRequest request) throws JsonException {
        return switch (request.kind()) {
            case SCAN -> begin(state, CostPhase.SCANNING);
            case DIGEST -> begin(state, CostPhase.DIGESTING);
            case DIGESTED -> anomaly().digested(state);
            case ANOMALY -> anomaly().shown(state, request.change().orElseThrow(() -> new JsonException("no change")));
        };
    }

    @Override
    protected Step<CostRun> commanded(CostRun state, Fact.Commanded told) throws JsonException {
        var feedback = AnomalyFeedback.of(told.command());
        var by = told.by() + (told.reason().isEmpty() ? "" : ": " + told.reason());
        if (!state.has(CostRun.REPORT)) {
            return super.commanded(state, told);
        }
        if (feedback.isPresent()) {
            return enter(
                    state.knowing(CostRun.FEEDBACK, told.command()).tell(told.command() + ", says " + by),
                    CostPhase.EXPECTED);
        }
        return told.command().equals(AnomalyFeedback.ACKNOWLEDGE)
                ? anomaly().acknowledged(state, by)
                : super.commanded(state, told);
    }

    @Override
    protected Step<CostRun> aborted(CostRun state, Fact.Aborted aborted) {
        return finish(state, Outcome.ABORTED, "stopped by " + aborted.by() + ": " + aborted.reason());
    }

    /** Machines read what a message is about. */
    @Override
    protected Message about(CostRun state, Message message) throws JsonException {
        return state.has(CostRun.REPORT)
                ? message.about(Json.obj()
                        .with("run", context().key().id().value())
                        .with("anomaly", state.report().toJson()))
                : message;
    }
}

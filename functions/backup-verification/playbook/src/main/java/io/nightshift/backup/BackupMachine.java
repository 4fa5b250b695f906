package io.nightshift.backup;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.backup.action.RestoreAction;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Machine;
import io.nightshift.core.machine.Question;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one decision of a verification by {@link VerificationTable}. {@link BackupSearch}, {@link RestoreProgress}, {@link
 * RestoredData} and {@link RestoreRemoval} have the handlers of its four parts. From the restore call on, every way leads through
 * the removal.
 */
final class BackupMachine extends Machine<BackupPhase, Verification, BackupMachine> {

    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofMinutes(1);

    /** A poll waits for this part of the time that has passed. */
    private static final int POLL_PART = 10;

    final BackupSpec spec;

    BackupMachine(BackupSpec spec, Context context) {
        super(VerificationTable.TABLE, context);
        this.spec = spec;
    }

    BackupSearch search() {
        return new BackupSearch(this);
    }

    RestoreProgress progress() {
        return new RestoreProgress(this);
    }

    RestoredData data() {
        return new RestoredData(this);
    }

    RestoreRemoval removal() {
        return new RestoreRemoval(this);
    }

    @Override
    protected BackupMachine self() {
        return this;
    }

    @Override
    protected String page() {
        return spec.page();
    }

    @Override
    protected String title(Verification state) {
        return "backup of " + context().rule();
    }

    private ProtectedDatabase database(Verification state) throws JsonException {
        var subject = state.request().of().orElse(context().key().subject());
        return new ProtectedDatabase(context().rule(), subject, spec.source(), spec.place());
    }

    @Override
    protected Step<Verification> arrived(Verification state, Signal signal) throws JsonException {
        var request = signal instanceof Signal.Request asked
                ? BackupRequest.read(asked.what())
                : BackupRequest.verify(false, true);
        var by = signal.actor().isEmpty() ? signal.header().source() : signal.actor();
        if (state.has(Verification.BY)) {
            return Step.of(state.tell("already under way when " + by + " asked for it"));
        }
        return go(state.knowing(Verification.REQUEST, request.toJson())
                .knowing(Verification.BY, by)
                .tell(signal.time() + " asked for by " + by));
    }

    Step<Verification> ask(Verification state, Question<?> question) throws JsonException {
        return ask(state, question, Json.obj());
    }

    Step<Verification> ask(Verification state, Question<?> question, Json.Obj more) throws JsonException {
        var database = database(state);
        var with = more.with("database", database.toJson())
                .with("began", state.since(Verification.BEGAN).toString());
        return observe(
                state,
                question,
                database.subject(),
                state.has(Verification.ORDER) ? with.with("order", state.order().toJson()) : with);
    }

    RestoreAction action(Verification state, RestoreStep step, Json.Obj more) throws JsonException {
        return new RestoreAction(step, database(state), state.order(), more);
    }

    Step<Verification> act(Verification state, RestoreStep step) throws JsonException {
        return act(state, action(state, step, Json.obj()));
    }

    /** Asks again soon at first, later if it takes long. */
    Step<Verification> poll(Verification state) {
        var wait = Duration.between(state.since(), now()).dividedBy(POLL_PART);
        return later(
                state,
                wait.compareTo(SHORTEST_POLL) < 0
                        ? SHORTEST_POLL
                        : wait.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wait);
    }

    boolean waitedFor(Verification state, Duration limit) {
        return !now().isBefore(state.since().plus(limit));
    }

    /** Ends the verification after what it restored is removed. */
    Step<Verification> abandon(Verification state, Outcome outcome, String reason) throws JsonException {
        return enter(state.ending(outcome, reason).tell(reason), BackupPhase.REMOVING);
    }

    /** Ends the verification, of which nothing exists. */
    Step<Verification> conclude(Verification state, Outcome outcome, String reason) throws JsonException {
        return enter(state.ending(outcome, reason).tell(reason), BackupPhase.RECORDING);
    }

    /** Waits, and pages with these lines unless the same was told before in this phase. */
    Step<Verification> tellingOnce(Verification state, Duration wait, String... lines) throws JsonException {
        var mark = state.phase().name();
        var waiting = later(state.knowing(Verification.TOLD, mark), wait);
        return state.text(Verification.TOLD).equals(mark)
                ? waiting
                : telling(waiting, message(PAGE, "Stuck: " + title(state), List.of(lines)));
    }

    /** Somebody stopped it while an act was in progress. */
    @Override
    protected Optional<Step<Verification>> decidedMeanwhile(Verification landed) throws JsonException {
        return landed.has(Verification.OUTCOME) && !removes(landed)
                ? Optional.of(enter(landed, BackupPhase.REMOVING))
                : Optional.empty();
    }

    private static boolean removes(Verification state) {
        return switch (state.phase()) {
            case REMOVING, CONFIRMING, RECORDING, DONE -> true;
            case SEARCHING, ASKING, RESTORING, WAITING, OPENING, ENTERING, DAMAGING, CHECKING, ANSWERING -> false;
        };
    }

    @Override
    protected Step<Verification> aborted(Verification state, Fact.Aborted aborted) throws JsonException {
        var reason = "stopped by " + aborted.by() + ": " + aborted.reason();
        if (removes(state)) {
            return Step.of(state.tell("it ends already, and removes what it restored first: " + reason));
        }
        if (!state.has(Verification.ORDER)) {
            return end(state, Outcome.ABORTED, reason, INFO);
        }
        return state.flying()
                ? Step.of(state.ending(Outcome.ABORTED, reason))
                : abandon(state, Outcome.ABORTED, reason);
    }

    Step<Verification> end(Verification state, Outcome outcome, String reason, Urgency urgency) {
        var title = (urgency == PAGE ? "Needs a human: " : "Ended: ") + title(state);
        var lines = new ArrayList<>(state.story());
        lines.add(outcome + ": " + reason);
        return finish(state, outcome, reason, new Effect.Tell(message(urgency, title, lines)));
    }
}

package io.nightshift.backup;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The end of a verification: what it restored is removed and gone, and what it measured is recorded. */
record RestoreRemoval(BackupMachine machine) {

    private static final Duration AGAIN = Duration.ofMinutes(10);

    /** If it still exists after so long, the removal is requested again. */
    private static final Duration UNHEARD = Duration.ofMinutes(10);

    private static final Duration LONG = Duration.ofHours(2);

    /** What the restore call made may be listed late. */
    private static final Duration UNLISTED = Duration.ofMinutes(2);

    private static final String NOT_OURS = "NotOurs";

    Step<Verification> remove(Verification state) throws JsonException {
        return machine.undo(state, machine.action(state, RestoreStep.REMOVE, Json.obj()));
    }

    Step<Verification> removing(Verification state) throws JsonException {
        return machine.enter(state, BackupPhase.CONFIRMING);
    }

    Step<Verification> notRemoved(Verification state, Fact.Failed failed) throws JsonException {
        if (failed.problem().code().equals(NOT_OURS)) {
            return machine.conclude(
                    state,
                    Outcome.ESCALATED,
                    state.order().name() + " is not ours and was left: "
                            + failed.problem().message());
        }
        return stays(state, failed.problem().message());
    }

    Step<Verification> mayNotRemove(Verification state, Fact.Refused refused) throws JsonException {
        return stays(state, refused.verdict().guardrail() + ": " + refused.reason());
    }

    private Step<Verification> stays(Verification state, String why) throws JsonException {
        return machine.tellingOnce(
                state.tried(0),
                AGAIN,
                state.order().name() + " is not removed yet: " + why,
                "It is tried again every ten minutes; it costs money until then");
    }

    Step<Verification> look(Verification state) throws JsonException {
        return machine.ask(state, BackupQuestions.STATUS);
    }

    Step<Verification> looked(Verification state, Answer<RestoreStatus> answer) throws JsonException {
        return switch (answer.details().state()) {
            case ABSENT ->
                !answer.details().isGone() && machine.now().isBefore(listed(state))
                        ? machine.laterAt(state, listed(state))
                        : machine.enter(state.tell("it is gone"), BackupPhase.RECORDING);
            case REMOVING ->
                machine.waitedFor(state, LONG)
                        ? machine.tellingOnce(state, AGAIN, state.order().name() + " is being removed since two hours")
                        : machine.poll(state);
            case WORKING, NEXT_STEP, READY, FAILED ->
                machine.waitedFor(state, UNHEARD) ? machine.enter(state, BackupPhase.REMOVING) : machine.poll(state);
        };
    }

    /** When what was made would be listed, if it was given up before anybody saw it. */
    private Instant listed(Verification state) throws JsonException {
        return state.has(Verification.ORDERED) && !state.has(Verification.SEEN)
                ? state.since(Verification.ORDERED).plus(UNLISTED)
                : Instant.MIN;
    }

    Step<Verification> unseen(Verification state, Fact.NotObserved not) throws JsonException {
        return machine.tellingOnce(
                state,
                AGAIN,
                "it is not known whether " + state.order().name() + " is gone: "
                        + not.problem().message());
    }

    /** A removal of what another run left is no verification, and records nothing. */
    Step<Verification> record(Verification state) throws JsonException {
        if (state.request().removes()) {
            return end(state);
        }
        var order = state.has(Verification.ORDER)
                ? state.order()
                : RestoreOrder.of(machine.context().key().id(), "", machine.now());
        return machine.undo(
                state,
                machine.action(
                        state.ordering(order),
                        RestoreStep.RECORD,
                        Json.obj()
                                .with("record", measured(state).toJson())
                                .with("checks", machine.spec.checks().size())));
    }

    private VerificationRecord measured(Verification state) throws JsonException {
        var backup = state.backup();
        var report = state.report();
        var existed = state.has(Verification.ORDERED)
                ? Duration.between(state.since(Verification.ORDERED), machine.now())
                : Duration.ZERO;
        return new VerificationRecord(
                machine.context().key().id().value(),
                machine.now(),
                backup.map(StoredBackup::id).orElse(""),
                backup.map(StoredBackup::takenAt),
                state.has(Verification.CHECKED) ? Optional.of(report.verdict()) : Optional.empty(),
                state.text(Verification.REASON),
                backup.map(StoredBackup::bytes).orElse(0L),
                backup.isPresent()
                        ? Duration.between(backup.get().takenAt(), state.since(Verification.BEGAN))
                        : Duration.ZERO,
                state.between(Verification.ORDERED, Verification.ENTERED),
                state.between(Verification.ORDERED, Verification.CHECKED),
                Duration.between(state.since(Verification.BEGAN), machine.now()),
                machine.spec
                        .price()
                        .filter(price -> !existed.isZero())
                        .map(price -> price.of(existed))
                        .orElse(BigDecimal.ZERO),
                state.request().canary());
    }

    Step<Verification> recorded(Verification state) throws JsonException {
        return end(state);
    }

    Step<Verification> notRecorded(Verification state, Fact.Failed failed) throws JsonException {
        return end(
                state.tell("its measures are not recorded: " + failed.problem().message()));
    }

    Step<Verification> mayNotRecord(Verification state, Fact.Refused refused) throws JsonException {
        return end(state.tell("its measures are not recorded: " + refused.reason()));
    }

    private Step<Verification> end(Verification state) throws JsonException {
        var outcome = state.outcome();
        boolean expected = outcome == Outcome.RESOLVED || outcome == Outcome.ABORTED;
        return machine.end(state, outcome, state.text(Verification.REASON), expected ? INFO : PAGE);
    }
}

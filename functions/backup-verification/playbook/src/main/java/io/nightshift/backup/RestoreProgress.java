package io.nightshift.backup;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.backup.BackupQuestions.EntryAnswer;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import java.time.Duration;
import java.util.Optional;

/** The restore, from its call to the first query. */
record RestoreProgress(BackupMachine machine) {

    /** Nothing was made: something else has the name. */
    private static final String NAME_TAKEN = "NameTaken";

    /** A provider may list a new instance late. */
    private static final Duration UNLISTED = Duration.ofMinutes(5);

    /** A password that was set takes effect within minutes. */
    private static final Duration ENTRY = Duration.ofMinutes(20);

    private static final Duration BLIND = Duration.ofMinutes(1);

    Step<Verification> restore(Verification state) throws JsonException {
        return machine.act(state, RestoreStep.RESTORE);
    }

    Step<Verification> restoring(Verification state, Fact.Acted acted) throws JsonException {
        return machine.enter(state.tell("the restore was requested"), BackupPhase.WAITING);
    }

    Step<Verification> notRestored(Verification state, Fact.Failed failed) throws JsonException {
        var reason = "it cannot be restored: " + failed.problem().message();
        return failed.problem().code().equals(NAME_TAKEN) && !failed.problem().mayHaveHappened()
                ? machine.conclude(state, Outcome.ESCALATED, reason)
                : machine.abandon(state, Outcome.FAILED, reason);
    }

    /** An earlier attempt, or a worker that died, may have called. */
    Step<Verification> mayNotRestore(Verification state, Fact.Refused refused) throws JsonException {
        if (refused.mayHaveHappened() || state.tries() > 0) {
            return machine.abandon(state, Outcome.FAILED, refused.reason());
        }
        return refused.verdict() instanceof Verdict.DryRun
                ? machine.end(
                        state,
                        Outcome.NOT_NEEDED,
                        "dry run: would " + refused.action().sentence(),
                        INFO)
                : machine.conclude(state, Outcome.ESCALATED, refused.verdict().guardrail() + ": " + refused.reason());
    }

    Step<Verification> look(Verification state) throws JsonException {
        return machine.ask(state, BackupQuestions.STATUS);
    }

    Step<Verification> looked(Verification before, Answer<RestoreStatus> answer) throws JsonException {
        var status = answer.details();
        var state = status.state() == RestoreStatus.State.ABSENT ? before : before.knowing(Verification.SEEN, "yes");
        var late = late(state);
        if (late.isPresent()) {
            return late.get();
        }
        if (status.state() != RestoreStatus.State.ABSENT
                && !status.isOf(machine.context().key().id())) {
            return machine.abandon(
                    state,
                    Outcome.ESCALATED,
                    state.order().name() + " does not carry the tag of this run: it is not touched");
        }
        return switch (status.state()) {
            case ABSENT ->
                status.isGone() || machine.waitedFor(state, UNLISTED)
                        ? machine.abandon(
                                state,
                                Outcome.FAILED,
                                state.order().name() + " does not exist any more"
                                        + (status.isGone() ? ": " + status.said() : ""))
                        : machine.poll(state);
            case WORKING -> machine.poll(state);
            case NEXT_STEP -> machine.enter(state, BackupPhase.RESTORING);
            case READY -> ready(state, status);
            case FAILED -> machine.abandon(state, Outcome.FAILED, "the restore failed: " + status.said());
            case REMOVING ->
                machine.abandon(
                        state,
                        Outcome.FAILED,
                        "somebody else removes " + state.order().name());
        };
    }

    private Step<Verification> ready(Verification state, RestoreStatus status) throws JsonException {
        var asked = state.backup().map(backup -> backup.version()).orElse("");
        var restored = state.tell("restored after "
                + DurationText.say(Duration.between(state.since(Verification.ORDERED), machine.now())));
        return machine.enter(
                asked.isEmpty() || status.version().isEmpty() || asked.equals(status.version())
                        ? restored
                        : restored.finding("the provider restored another version: " + status.version()
                                + ", backed up was " + asked),
                BackupPhase.OPENING);
    }

    /** The end of the time that a restored database may exist. */
    private Optional<Step<Verification>> late(Verification state) throws JsonException {
        return machine.now().isBefore(state.order().expires())
                ? Optional.empty()
                : Optional.of(machine.abandon(
                        state,
                        Outcome.FAILED,
                        "it took longer than its expiry, " + DurationText.say(machine.spec.expiry())));
    }

    /** Nothing is known meanwhile; it ends with its expiry. */
    Step<Verification> blind(Verification state, Fact.NotObserved not) throws JsonException {
        var late = late(state);
        return late.isPresent()
                ? late.get()
                : machine.tellingOnce(
                        state,
                        BLIND,
                        "the restore cannot be looked at: " + not.problem().message(),
                        "It goes on by itself; what it restored is removed when it expires, at "
                                + state.order().expires());
    }

    Step<Verification> open(Verification state) throws JsonException {
        return machine.act(state, RestoreStep.OPEN);
    }

    Step<Verification> opened(Verification state) throws JsonException {
        return machine.enter(state, BackupPhase.ENTERING);
    }

    Step<Verification> failed(Verification state, Fact.Failed failed) throws JsonException {
        return machine.abandon(
                state,
                Outcome.FAILED,
                failed.action().sentence() + ": " + failed.problem().message());
    }

    Step<Verification> refused(Verification state, Fact.Refused refused) throws JsonException {
        return machine.abandon(state, Outcome.ESCALATED, refused.verdict().guardrail() + ": " + refused.reason());
    }

    Step<Verification> enter(Verification state) throws JsonException {
        return machine.ask(state, BackupQuestions.ENTRY);
    }

    Step<Verification> entered(Verification state, Answer<EntryAnswer> answer) throws JsonException {
        if (answer.health() == Health.WELL) {
            boolean decided = answer.details().decided();
            var in = decided
                    ? state.checked(machine.spec.checks().size())
                    : state.marking(Verification.ENTERED, machine.now());
            for (var result : answer.details().report().results()) {
                in = in.resulting(result);
            }
            return machine.enter(
                    in, state.request().canary() && !decided ? BackupPhase.DAMAGING : BackupPhase.CHECKING);
        }
        var reason = "nobody gets in: " + answer.details().reason();
        if (answer.health() == Health.UNWELL || machine.waitedFor(state, ENTRY)) {
            return machine.abandon(state, Outcome.ESCALATED, reason);
        }
        var late = late(state);
        return late.isPresent() ? late.get() : machine.poll(state);
    }

    Step<Verification> damage(Verification state) throws JsonException {
        return machine.act(state, RestoreStep.DAMAGE);
    }

    Step<Verification> damaged(Verification state, Fact.Acted acted) throws JsonException {
        var what = View.of(acted.details()).at("damage").textOr("the restored data");
        return machine.enter(
                state.knowing(Verification.DAMAGE, what).tell("damaged for a test: " + what), BackupPhase.CHECKING);
    }
}

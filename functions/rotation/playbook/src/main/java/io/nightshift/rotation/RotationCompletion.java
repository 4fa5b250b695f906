package io.nightshift.rotation;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.RotationQuestions.LoginAnswer;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.action.RollConsumer;
import java.time.Duration;

/** After the switch: consumers restarted, the old credential unused, retired and refused. */
record RotationCompletion(RotationMachine machine) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** The time between two looks at a consumer that starts. */
    private static final Duration SAMPLE = Duration.ofSeconds(30);

    /** How long a consumer may start before on-call hears of it. */
    private static final Duration STARTING = Duration.ofMinutes(30);

    /** How many samples a proof has at least. */
    private static final int SAMPLES = 5;

    Step<Rotation> roll(Rotation state) throws JsonException {
        if (state.consumer() >= machine.spec.consumers().size()) {
            return machine.enter(state, RotationPhase.PROVING);
        }
        var consumer = consumer(state);
        return state.has(Rotation.RESTARTED)
                ? machine.observe(state, RotationQuestions.CONSUMER, consumer, Json.Obj.EMPTY)
                : machine.act(state, new RollConsumer(consumer));
    }

    private Resource consumer(Rotation state) throws JsonException {
        return machine.spec.consumers().get(state.consumer());
    }

    Step<Rotation> rolled(Rotation state) throws JsonException {
        return roll(state.marking(Rotation.RESTARTED, machine.now()));
    }

    /** A consumer that does not come up stops the others: the old credential works meanwhile. */
    Step<Rotation> settled(Rotation state, Answer<Boolean> answer) throws JsonException {
        var consumer = consumer(state).label();
        if (answer.health() == Health.WELL) {
            return next(state.tell("restarted: " + consumer));
        }
        var overdue = !machine.now().isBefore(state.since(Rotation.RESTARTED).plus(STARTING));
        return answer.health() == Health.UNWELL || overdue
                ? machine.tellingOnce(
                        state,
                        SAMPLE,
                        consumer + " was restarted and is not up again",
                        "The old credential still works, and no other consumer is restarted until it is up")
                : machine.later(state, SAMPLE);
    }

    Step<Rotation> unsettled(Rotation state, Fact.NotObserved not) throws JsonException {
        return next(state.tell("restarted: " + consumer(state).label() + "; not known whether it is up: "
                + not.problem().message()));
    }

    /** The others are restarted nevertheless, and the proof finds out whether the old credential is still in use. */
    private Step<Rotation> next(Rotation state) throws JsonException {
        return machine.enter(state.atConsumer(state.consumer() + 1), RotationPhase.ROLLING);
    }

    Step<Rotation> notRolled(Rotation state, Fact.Failed failed) throws JsonException {
        return next(state.tell("not restarted: " + failed.action().target().label() + ": "
                + failed.problem().message()));
    }

    Step<Rotation> mayNotRoll(Rotation state, Fact.Refused refused) throws JsonException {
        return next(state.tell("not restarted: " + refused.action().target().label() + ": " + refused.reason()));
    }

    Step<Rotation> prove(Rotation state) throws JsonException {
        var graceEnds = state.since(Rotation.SWITCHED).plus(machine.spec.grace());
        if (!state.request().leaked().isEmpty()) {
            return machine.enter(state, RotationPhase.RETIRING);
        }
        if (machine.now().isBefore(graceEnds)) {
            return machine.laterAt(machine.waits(state, "the grace", graceEnds), graceEnds);
        }
        return machine.spec.provable()
                ? machine.ask(state, RotationQuestions.OLD_USE)
                : machine.enter(state, RotationPhase.RETIRING);
    }

    Step<Rotation> used(Rotation state, Answer<Long> answer) throws JsonException {
        if (answer.details() > 0) {
            return machine.tellingOnce(
                    state.without(Rotation.QUIET_SINCE),
                    sample(),
                    "the old credential is still in use: " + answer.details() + " sessions or uses",
                    "Restart what reads the secret; the old credential works until nobody uses it");
        }
        var quiet = state.has(Rotation.QUIET_SINCE) ? state : state.marking(Rotation.QUIET_SINCE, machine.now());
        var proved = quiet.since(Rotation.QUIET_SINCE).plus(machine.spec.proof());
        return machine.now().isBefore(proved)
                ? machine.later(machine.waits(quiet, "the proof", proved), sample())
                : machine.enter(quiet.tell("nobody uses the old credential"), RotationPhase.RETIRING);
    }

    private Duration sample() {
        var wait = machine.spec.proof().dividedBy(SAMPLES);
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    Step<Rotation> unproved(Rotation state, Fact.NotObserved not) throws JsonException {
        return machine.tellingOnce(
                state.without(Rotation.QUIET_SINCE),
                LONGEST,
                "the use of the old credential cannot be read: " + not.problem().message());
    }

    Step<Rotation> retire(Rotation state) throws JsonException {
        return machine.act(state, CredentialStep.RETIRE);
    }

    Step<Rotation> retired(Rotation state) throws JsonException {
        return machine.enter(state, RotationPhase.CONFIRMING);
    }

    Step<Rotation> notRetired(Rotation state, Fact.Failed failed) throws JsonException {
        return failed.problem().retryable()
                ? waits(state, failed.problem().message())
                : stillWorks(state, failed.problem().message());
    }

    private Step<Rotation> waits(Rotation state, String why) throws JsonException {
        return machine.tellingOnce(
                state,
                LONGEST,
                "the new credential is in use, and the end of the old one is not proved: " + why,
                "It is tried again every ten minutes");
    }

    Step<Rotation> mayNotRetire(Rotation state, Fact.Refused refused) {
        return stillWorks(state, refused.reason());
    }

    private Step<Rotation> stillWorks(Rotation state, String why) {
        return machine.escalate(state, "the new credential is in use, and the old one still works: " + why);
    }

    Step<Rotation> confirm(Rotation state) throws JsonException {
        return machine.ask(state, RotationQuestions.OLD_LOGIN);
    }

    Step<Rotation> confirmed(Rotation state, Answer<LoginAnswer> answer) throws JsonException {
        if (answer.health() == Health.UNWELL) {
            var proof = machine.spec.testable()
                    ? "a login with the old credential is refused"
                    : "no system checks it: nothing refuses the old value";
            return machine.enter(state.tell(proof), RotationPhase.CLOSING);
        }
        var by = answer.details()
                .pooler()
                .map(pooler -> pooler + " still accepts it: reload its users")
                .orElse("it is still accepted");
        return state.tries() < RotationMachine.PATIENCE ? machine.again(state) : stillWorks(state, by);
    }

    /** Only now: a version that cannot be read could not be tried. */
    Step<Rotation> close(Rotation state) throws JsonException {
        return machine.act(state, CredentialStep.CLOSE);
    }

    Step<Rotation> closed(Rotation state) {
        var end = machine.spec.testable() ? "rotated; the old credential is refused" : "rotated; no system checks it";
        return machine.end(state, Outcome.RESOLVED, end, INFO);
    }

    Step<Rotation> notClosed(Rotation state, Fact.Failed failed) {
        return closed(state.tell(
                "the old version can still be read: " + failed.problem().message()));
    }

    Step<Rotation> mayNotClose(Rotation state, Fact.Refused refused) {
        return closed(state.tell("the old version can still be read: " + refused.reason()));
    }

    Step<Rotation> unconfirmed(Rotation state, Fact.NotObserved not) throws JsonException {
        return waits(state, not.problem().message());
    }
}

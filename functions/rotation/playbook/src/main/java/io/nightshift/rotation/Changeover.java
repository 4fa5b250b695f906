package io.nightshift.rotation;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.rotation.RotationQuestions.LoginAnswer;
import io.nightshift.rotation.action.CredentialStep;
import java.time.Duration;

/** The change at the system and in the store, and the way back from it. */
record Changeover(RotationMachine machine) {

    /** The code with which a revert fails if the pending version is the published one. */
    static final String PUBLISHED = "Published";

    private static final Duration AGAIN = Duration.ofMinutes(1);

    Step<Rotation> set(Rotation state) throws JsonException {
        return machine.gated(
                state,
                StoreStep.SET,
                (self, ready) -> self.act(ready.marking(Rotation.SET, machine.now()), CredentialStep.SET));
    }

    Step<Rotation> isSet(Rotation state) throws JsonException {
        return machine.enter(state, RotationPhase.TESTING);
    }

    Step<Rotation> test(Rotation state) throws JsonException {
        return machine.gated(state, StoreStep.TEST, (self, ready) -> self.ask(ready, RotationQuestions.NEW_LOGIN));
    }

    /** A new password may take effect late, so a refusal is tried again. */
    Step<Rotation> tested(Rotation state, Answer<LoginAnswer> answer) throws JsonException {
        if (answer.health() == Health.WELL) {
            var proof =
                    machine.spec.testable() ? "the pending credential logs in" : "no system checks it: nothing to test";
            return machine.enter(state.tell(proof), RotationPhase.SWITCHING);
        }
        return state.tries() < RotationMachine.PATIENCE
                ? machine.again(state)
                : machine.revert(
                        state,
                        "the pending credential is refused: " + answer.details().reason());
    }

    /** Nothing is known about the system: neither switching nor reverting is safe before it answers again. */
    Step<Rotation> untested(Rotation state, Fact.NotObserved not) throws JsonException {
        return machine.tellingOnce(
                state,
                AGAIN,
                "the pending credential cannot be tested: " + not.problem().message(),
                "It goes on by itself when the system answers");
    }

    Step<Rotation> publish(Rotation state) throws JsonException {
        return machine.gated(state, StoreStep.FINISH, (self, ready) -> self.act(ready, CredentialStep.SWITCH));
    }

    /** Some stores number the published version anew. */
    Step<Rotation> isPublished(Rotation state, Fact.Acted acted) throws JsonException {
        var version = View.of(acted.details()).at("version").textOr(state.text(Rotation.PENDING));
        return machine.enter(state.knowing(Rotation.PENDING, version), RotationPhase.ROLLING);
    }

    Step<Rotation> failed(Rotation state, Fact.Failed failed) throws JsonException {
        return machine.revert(
                state, failed.action().sentence() + ": " + failed.problem().message());
    }

    Step<Rotation> refused(Rotation state, Fact.Refused refused) throws JsonException {
        return machine.revert(state, refused.verdict().guardrail() + ": " + refused.reason());
    }

    Step<Rotation> revert(Rotation state) throws JsonException {
        return machine.undo(state, machine.action(state, CredentialStep.REVERT));
    }

    Step<Rotation> isReverted(Rotation state) throws JsonException {
        return machine.end(state, Outcome.ROLLED_BACK, state.text(Rotation.REASON), PAGE);
    }

    /**
     * A switch whose reply was lost took effect: the rotation goes forward. A system that does not answer is waited for: it may
     * accept the pending credential only.
     */
    Step<Rotation> notReverted(Rotation state, Fact.Failed failed) throws JsonException {
        if (failed.problem().retryable()) {
            return notYet(state, failed.problem().message());
        }
        return failed.problem().code().equals(PUBLISHED)
                ? machine.enter(
                        state.without(Rotation.REASON)
                                .marking(Rotation.SWITCHED, machine.now())
                                .tell("the pending version is published: it goes on"),
                        RotationPhase.ROLLING)
                : left(state, failed.problem().message());
    }

    /** The policy has changed meanwhile: it goes on when that allows it again. */
    Step<Rotation> mayNotRevert(Rotation state, Fact.Refused refused) throws JsonException {
        return notYet(state, refused.reason());
    }

    private Step<Rotation> notYet(Rotation state, String why) throws JsonException {
        return machine.tellingOnce(
                state,
                AGAIN,
                state.text(Rotation.REASON),
                "it is not reverted yet: " + why,
                "It is tried again every minute");
    }

    private Step<Rotation> left(Rotation state, String why) throws JsonException {
        return machine.escalate(
                state,
                state.text(Rotation.REASON) + "; it was not reverted: " + why,
                "nightshift secrets check " + machine.secret().name() + " says which version logs in");
    }
}

package io.nightshift.rotation;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.rotation.RotationQuestions.RotationPreflight;
import io.nightshift.rotation.action.CredentialStep;

/** The beginning of a rotation: checks, approval, a leaked key ended first, and the pending version. */
record RotationStart(RotationMachine machine) {

    Step<Rotation> check(Rotation state) throws JsonException {
        return machine.ask(state, RotationQuestions.PREFLIGHT);
    }

    Step<Rotation> checked(Rotation state, Answer<RotationPreflight> answer) throws JsonException {
        var found = answer.details();
        var request = state.request();
        var pending = state.text(Rotation.PENDING);
        if (pending.equals(found.current())) {
            return machine.end(state, Outcome.NOT_NEEDED, "version " + pending + " is current already", INFO);
        }
        if (!request.leaked().isEmpty() && !found.ours()) {
            return machine.end(
                    state,
                    Outcome.NOT_NEEDED,
                    "the leaked key is not the current one of this secret: look where it belongs to",
                    INFO);
        }
        if (!found.problems().isEmpty() || request.dryRun()) {
            return notBegun(state, found, request.dryRun());
        }
        if (!request.version().isEmpty() && !found.pending().equals(pending)) {
            return machine.end(state, Outcome.NOT_NEEDED, stale(found, pending), INFO);
        }
        if (!found.pending().isEmpty() && !found.pending().equals(pending)) {
            return machine.escalate(
                    state,
                    "version " + found.pending() + " is pending: another rotation is under way, or one failed",
                    "nightshift secrets check " + machine.secret().name() + " says which, and the fix");
        }
        return inWindow(state.knowing(Rotation.CURRENT, found.current()), request);
    }

    /** A request that arrives late must not publish the value of a rotation that is over: its credential is dead. */
    private static String stale(RotationPreflight found, String version) {
        return "the store no longer asks for version " + version + ": "
                + (found.pending().isEmpty() ? "nothing is pending" : "version " + found.pending() + " is pending");
    }

    private Step<Rotation> notBegun(Rotation state, RotationPreflight found, boolean dryRun) {
        var told = state;
        for (var problem : found.problems()) {
            told = told.tell(problem);
        }
        if (!found.problems().isEmpty()) {
            var reason = "%d of the checks before a rotation failed: %s"
                    .formatted(found.problems().size(), found.problems().getFirst());
            return dryRun
                    ? machine.end(told, Outcome.NOT_NEEDED, "dry run: " + reason, INFO)
                    : machine.escalate(told, reason);
        }
        return machine.end(told, Outcome.NOT_NEEDED, "dry run: every check passed; it would rotate", INFO);
    }

    private Step<Rotation> inWindow(Rotation state, RotationRequest request) throws JsonException {
        var opens = machine.spec.closed().flatMap(closed -> closed.activeUntil(machine.now()));
        if (opens.isPresent() && !request.now() && request.leaked().isEmpty()) {
            return machine.laterAt(machine.waits(state, "the window", opens.get()), opens.get());
        }
        return machine.spec.approval().isPresent() ? machine.enter(state, RotationPhase.ASKING) : begin(state);
    }

    private Step<Rotation> begin(Rotation state) throws JsonException {
        return machine.enter(state, cutsOff(state) ? RotationPhase.CUTTING_OFF : RotationPhase.CREATING);
    }

    private boolean cutsOff(Rotation state) throws JsonException {
        return machine.spec.keys() && !state.request().leaked().isEmpty();
    }

    Step<Rotation> blind(Rotation state, Fact.NotObserved not) {
        return machine.escalate(
                state, "the checks before a rotation failed: " + not.problem().message());
    }

    Step<Rotation> ask(Rotation state) throws JsonException {
        var approval = machine.spec.approval().orElseThrow();
        var need = approval.asked(RotationSpec.STAGE, "the policy asks for it");
        var action = machine.action(state, cutsOff(state) ? CredentialStep.CUT_OFF : CredentialStep.CREATE);
        var message = machine.message(PAGE, "Approval needed: " + machine.title(state), state.story());
        return Step.of(state, new Effect.AskApproval(action, need, message, RotationSpec.STAGE));
    }

    Step<Rotation> approved(Rotation state, Fact.Approved approved) throws JsonException {
        return begin(state.tell("approved by " + approved.by()));
    }

    Step<Rotation> unapproved(Rotation state, PhaseTable.Unapproved unapproved) {
        return machine.end(state, unapproved.expired() ? Outcome.ESCALATED : Outcome.ABORTED, unapproved.why(), INFO);
    }

    Step<Rotation> cutOff(Rotation state) throws JsonException {
        return machine.act(state, CredentialStep.CUT_OFF);
    }

    Step<Rotation> isCutOff(Rotation state, Fact.Acted acted) throws JsonException {
        return machine.enter(state, RotationPhase.CREATING);
    }

    Step<Rotation> create(Rotation state) throws JsonException {
        return machine.gated(state, StoreStep.CREATE, (self, ready) -> self.act(ready, CredentialStep.CREATE));
    }

    /** Some stores number their versions themselves. */
    Step<Rotation> created(Rotation state, Fact.Acted acted) throws JsonException {
        var version = View.of(acted.details()).at("version").textOr(state.text(Rotation.PENDING));
        return machine.enter(state.knowing(Rotation.PENDING, version), RotationPhase.SETTING);
    }

    /** It may have left a pending version without a value. */
    Step<Rotation> notCreated(Rotation state, Fact.Failed failed) throws JsonException {
        return machine.revert(state, failed.problem().message());
    }

    /** An earlier attempt, or a worker that died, may have created it. */
    Step<Rotation> mayNotCreate(Rotation state, Fact.Refused refused) throws JsonException {
        return refused.mayHaveHappened() || state.tries() > 0
                ? machine.revert(state, refused.reason())
                : refused(state, refused);
    }

    Step<Rotation> failed(Rotation state, Fact.Failed failed) {
        return machine.escalate(state, failed.problem().message());
    }

    /** Nothing was changed yet. */
    Step<Rotation> refused(Rotation state, Fact.Refused refused) {
        return refused.verdict() instanceof Verdict.DryRun
                ? machine.end(
                        state,
                        Outcome.NOT_NEEDED,
                        "dry run: would " + refused.action().sentence(),
                        INFO)
                : machine.escalate(state, refused.verdict().guardrail() + ": " + refused.reason());
    }
}

package io.nightshift.remediation;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.remediation.EpisodePhase.EXPIRING;
import static io.nightshift.remediation.EpisodePhase.SOAKING;
import static io.nightshift.remediation.EpisodePhase.UNDOING;
import static io.nightshift.remediation.EpisodePhase.WAITING;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Step;
import io.nightshift.remediation.Episode.Done;
import io.nightshift.remediation.Episode.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/**
 * The end of an act that stands for a limited time ({@code with: {for: 24h}}). The run stays open until then, undoes the act, and
 * reads that back; how it ends was decided before.
 */
record Expiry(RemediationMachine machine) {

    private static final int MOST_TRIES = 6;

    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);
    private static final Duration PAUSED_AGAIN = Duration.ofMinutes(15);

    /** When that act expires, if it begins now; empty if it does not. */
    Optional<Instant> of(Action action) {
        return action.with().get(ActionType.FOR) instanceof Json.Str(var time)
                ? Optional.of(machine.now().plus(Duration.parse(time)))
                : Optional.empty();
    }

    /** Reports whether an act stands that has to be undone before the run may end. */
    boolean isAhead(Episode state) {
        return state.expires().isPresent()
                && EnumSet.of(WAITING, SOAKING, EXPIRING).contains(state.phase());
    }

    /** The run ends like this as soon as the act has expired. */
    Step<Episode> await(Episode state, Ending ending, Message message) {
        var until = state.expires().orElseThrow();
        var waits = machine.to(state.ending(Optional.of(ending)).tell("the act stands until " + until), EXPIRING);
        return machine.telling(machine.laterAt(waits, until), message);
    }

    /** What the act is against was reported again: its time begins anew. */
    Step<Episode> prolong(Episode state) throws JsonException {
        if (state.expires().isEmpty()) {
            return Step.of(state.tell("it was reported again"));
        }
        var done = state.last().orElseThrow();
        var until = of(Remediation.ALL.fromJson(View.of(done.action())));
        var next = state.with(done.standingUntil(until))
                .tell("it was reported again; the act stands until " + until.orElseThrow());
        return machine.laterAt(next, until.orElseThrow());
    }

    /** Undoes the act if its time is over; reads the undo back if that is done. */
    Step<Episode> go(Episode state) throws JsonException {
        var done = state.last().orElseThrow();
        var action = Remediation.ALL.fromJson(View.of(done.action()));
        if (done.until().isEmpty()) {
            return machine.readBack(state, action, done.capsule(), done.effect());
        }
        if (machine.now().isBefore(done.until().get())) {
            return machine.laterAt(state, done.until().get());
        }
        var begun = state.tries() == 0 ? state.tell("its time is over") : state;
        return machine.undo(
                machine.to(begun, UNDOING), action.undo(done.capsule()).orElseThrow());
    }

    Step<Episode> undone(Episode state, Fact.Acted acted) throws JsonException {
        var undo = new Done(
                ActionCatalogue.toJson(acted.action()),
                acted.capsule(),
                acted.effect(),
                machine.now(),
                Optional.empty());
        var told = state.with(undo).tried(0).tell("undone: " + acted.action().sentence());
        return go(machine.to(told, EXPIRING));
    }

    Step<Episode> readBack(Episode state, Answer<View> answer) {
        return answer.health() == Health.WELL ? finish(state) : unclear(state);
    }

    Step<Episode> blind(Episode state, Fact.NotObserved not) {
        return unclear(state);
    }

    private Step<Episode> finish(Episode state) {
        var ending = state.ending().orElseThrow();
        var over = state.tell("the act has expired and is undone");
        var message = machine.message(INFO, "Expired: " + machine.title(state), over.story());
        return machine.finish(over, ending.outcome(), ending.reason(), new Effect.Tell(message));
    }

    private Step<Episode> unclear(Episode state) {
        return state.tries() + 1 < MOST_TRIES
                ? again(state)
                : machine.escalate(state, "the act has expired, but its effect does not end");
    }

    private Step<Episode> again(Episode state) {
        var wait = TRY_AGAIN.multipliedBy(1L << state.tries());
        return machine.later(state.tried(state.tries() + 1), wait);
    }

    Step<Episode> notUndone(Episode state, Problem problem) {
        boolean mayHelp = problem.retryable() || problem.mayHaveHappened();
        return mayHelp && state.tries() + 1 < MOST_TRIES
                ? again(machine.to(state, EXPIRING))
                : machine.escalate(state, "the act has expired, but it could not be undone: " + problem.message());
    }

    /** A freeze or a pause only delays the end. */
    Step<Episode> refused(Episode state, Fact.Refused refused) {
        return switch (refused.verdict()) {
            case Verdict.Defer defer -> machine.laterAt(machine.to(state.tried(1), EXPIRING), defer.until());
            case Verdict.Deny deny
            when deny.guardrail().equals("pause") -> machine.later(machine.to(state.tried(1), EXPIRING), PAUSED_AGAIN);
            case Verdict.Deny ignored -> denied(state, refused);
            case Verdict.DryRun ignored -> denied(state, refused);
            case Verdict.NeedApproval ignored -> denied(state, refused);
            case Verdict.Allow ignored -> throw new IllegalStateException("an allowed act is never refused");
        };
    }

    private Step<Episode> denied(Episode state, Fact.Refused refused) {
        return machine.escalate(state, "the act has expired, but it could not be undone: " + refused.reason());
    }
}

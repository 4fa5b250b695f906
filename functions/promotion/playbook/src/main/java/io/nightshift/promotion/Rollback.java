package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.TargetState.Mark;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.plan.PromotionTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Rolls back every touched target, the last first: all of them at once, and then reads each back. Instances that a
 * platform had to keep for requests in progress are removed then. A target that cannot be rolled back does not stop
 * the others: on-call is paged with the command that does it, and the rollback is retried, pass by pass, until it
 * succeeds.
 */
final class Rollback {

    /** The time limit for a platform to settle on the earlier version. */
    private static final Duration SETTLE = Duration.ofMinutes(15);

    /** The key of the page that is sent when a guardrail delays the rollback. */
    private static final String WAITS = "guardrail";

    private static final String QUARANTINE = "quarantine";

    /** The fact that the policy allows no act: it is in dry-run, or no longer has the service. */
    private static final String FORBIDDEN = "forbidden";

    private static final String POLICY = "policy";

    /** The fact that contains when on-call was paged about targets that are not rolled back. */
    private static final String PAGED = "paged";

    private final PromotionMachine machine;
    private final PlanCursor cursor;

    Rollback(PromotionMachine machine) {
        this.machine = machine;
        this.cursor = machine.cursor();
    }

    private static RollbackState back(Promotion state) {
        return state.back().orElseThrow();
    }

    /** Starts a pass: no target counts as stuck before its attempt. */
    private Promotion begun(Promotion state) {
        return state.place().item() == 0 && !back(state).stuck().isEmpty()
                ? machine.waitsForNothing(state.without(FORBIDDEN))
                        .back(back(state).nextPass())
                : state;
    }

    private Optional<PromotionTarget> current(Promotion state) {
        return PlanCursor.item(cursor.toTakeBack(state).reversed(), state);
    }

    private static boolean is(Promotion state, PromotionTarget target, Mark mark) {
        return state.targetState(target.resource())
                .filter(targetState -> targetState.is(mark))
                .isPresent();
    }

    private static Promotion change(Promotion state, PromotionTarget target, UnaryOperator<TargetState> change) {
        var targetState = state.targetState(target.resource());
        return targetState.isPresent() ? state.with(target.resource(), change.apply(targetState.get())) : state;
    }

    private static Promotion mark(Promotion state, PromotionTarget target, Mark mark) {
        return change(state, target, targetState -> targetState.mark(mark));
    }

    Step<Promotion> takeBack(Promotion before) throws JsonException {
        var state = begun(before);
        var target = current(state);
        if (target.isEmpty()) {
            return machine.enter(state, PromotionPhase.CHECKING_BACK);
        }
        return is(state, target.get(), Mark.BACK) || is(state, target.get(), Mark.TAKEN)
                ? next(state)
                : machine.exposure(state, target.get());
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return machine.go(state.at(state.place().nextItem()).tried(0));
    }

    Step<Promotion> check(Promotion state) throws JsonException {
        var target = current(state);
        if (target.isPresent()) {
            boolean over = is(state, target.get(), Mark.BACK) || isStuck(state, target.get());
            return over ? next(state) : machine.exposure(state, target.get());
        }
        return back(state).bad() && !back(state).quarantined()
                ? machine.enter(state, PromotionPhase.QUARANTINING)
                : over(state);
    }

    private static boolean isStuck(Promotion state, PromotionTarget target) {
        return back(state).stuck().stream()
                .anyMatch(line -> line.startsWith(target.resource().label() + ": "));
    }

    Step<Promotion> quarantine(Promotion state) {
        var candidate = state.candidateOrThrow();
        return machine.act(
                state,
                new Quarantine(
                        cursor.service(),
                        candidate.image(),
                        candidate.digest(),
                        back(state).why()));
    }

    /** Ends a pass: all targets are rolled back, or the next pass comes later. */
    private Step<Promotion> over(Promotion state) throws JsonException {
        if (back(state).stuck().isEmpty()) {
            var back = back(state);
            boolean told =
                    back.outcome() == Outcome.ROLLED_BACK || !back.paged().isEmpty();
            return machine.end(state, back.outcome(), back.why(), told ? PAGE : INFO);
        }
        if (View.of(state.facts()).at(FORBIDDEN).boolOr(false) && isAllBack(state)) {
            return machine.end(
                    state,
                    Outcome.ESCALATED,
                    back(state).why()
                            + "; the traffic is back, but the policy forbids what is left: "
                            + String.join("; ", back(state).stuck()),
                    PAGE);
        }
        var back = back(state).passed();
        var until = machine.now().plus(back.pause());
        var waits = machine.waits(
                machine.to(state.back(back), PromotionPhase.GOING_BACK)
                        .at(state.place().first()),
                "it is not back yet, and is tried again: " + String.join("; ", back.stuck()),
                until);
        var later = machine.laterAt(waits.tried(0), until);
        return remind(later, back);
    }

    /** A target with traffic is never abandoned: the policy may change again, or a human may roll it back. */
    private boolean isAllBack(Promotion state) {
        return cursor.toTakeBack(state).stream().allMatch(target -> is(state, target, Mark.BACK));
    }

    /** After the first page, reminders follow at intervals. */
    private Step<Promotion> remind(Step<Promotion> step, RollbackState back) throws JsonException {
        var state = step.next();
        if (back.paged().isEmpty()) {
            return step;
        }
        var last = View.of(state.facts()).at(PAGED).textOr("");
        boolean due =
                !last.isEmpty() && !machine.now().isBefore(Instant.parse(last).plus(PromotionMachine.REMIND));
        if (!last.isEmpty() && !due) {
            return step;
        }
        var noted = state.knowing(PAGED, machine.now().toString());
        var remembered = new Step<>(noted, step.effects());
        return due
                ? machine.telling(
                        remembered, machine.message(PAGE, "Still not back: " + machine.title(state), back.stuck()))
                : remembered;
    }

    /** A human wants the rollback: waiting targets are tried now. */
    Step<Promotion> hurry(Promotion state, String by) throws JsonException {
        var back = back(state);
        var told = state.tell("it is going back already, and is tried again now: " + by);
        var blamed = back.bad() ? told : told.back(back.blaming("rolled back by " + by));
        return state.flying() ? Step.of(blamed) : machine.go(blamed);
    }

    Step<Promotion> found(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        return seen(
                state,
                answer.details(),
                target -> isByHand(state, answer.details())
                        ? next(mark(state, target, Mark.TAKEN))
                        : takeBack(state, target));
    }

    Step<Promotion> checked(Promotion state, Answer<TrafficStatus> answer) throws JsonException {
        var exposure = answer.details();
        return seen(
                state,
                exposure,
                target -> exposure.percent() == 0 && exposure.settled()
                        ? isBack(state, target, exposure)
                        : notYet(state, target, exposure));
    }

    /** The step for a target whose traffic is not somebody else's. */
    @FunctionalInterface
    private interface Ours {
        Step<Promotion> of(PromotionTarget target) throws JsonException;
    }

    private Step<Promotion> seen(Promotion state, TrafficStatus exposure, Ours ours) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return exposure.percent() == 0 && !exposure.others().isEmpty()
                ? left(state, target.get(), exposure)
                : ours.of(target.get());
    }

    /** Reports whether someone has rolled it back by hand after the automatic rollback failed. */
    private static boolean isByHand(Promotion state, TrafficStatus exposure) {
        return back(state).passes() > 0
                && exposure.percent() == 0
                && exposure.settled()
                && exposure.idle().isEmpty();
    }

    private Step<Promotion> left(Promotion state, PromotionTarget target, TrafficStatus exposure) throws JsonException {
        return next(mark(state, target, Mark.BACK)
                .tell("left as somebody else set it: " + target.resource().label() + " has " + exposure.others()));
    }

    /** Removes the remains of the version now, and restarts the baseline if it does not run. */
    private Step<Promotion> isBack(Promotion state, PromotionTarget target, TrafficStatus exposure)
            throws JsonException {
        boolean whole = exposure.idle().isEmpty() && exposure.baselineDown().isEmpty();
        if (!whole && state.tries() < PromotionMachine.PATIENCE) {
            return takeBack(state, target);
        }
        var label = target.resource().label();
        var back = mark(state, target, Mark.BACK);
        if (!exposure.baselineDown().isEmpty()) {
            var why = label + " is back, but what serves there does not serve: " + exposure.baselineDown();
            return machine.telling(
                    next(back.tell(why).back(back(back).paging(label))),
                    machine.message(PAGE, "Does not serve: " + machine.title(state), List.of(why)));
        }
        var rest = exposure.idle().isEmpty()
                ? is(state, target, Mark.CLEARED) ? ", and nothing is left of the version" : ""
                : "; what runs of the version without traffic was left: " + exposure.idle();
        return next(back.tell(label + " is back" + rest));
    }

    private Step<Promotion> notYet(Promotion state, PromotionTarget target, TrafficStatus exposure)
            throws JsonException {
        if (!back(state).stuck().isEmpty()) {
            // The next pass checks it again: stuck targets must not wait for one that settles.
            return next(state);
        }
        return machine.now().isBefore(state.since().plus(SETTLE))
                ? machine.again(state)
                : stuck(state, target, "it still has " + exposure.percent() + " %", true);
    }

    private Step<Promotion> takeBack(Promotion state, PromotionTarget target) {
        return machine.undo(state, new RollBackTarget(target.resource(), cursor.rollout(state, target)));
    }

    /** An unreadable target can still be rolled back: the rollback is known. */
    Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return state.phase() == PromotionPhase.GOING_BACK
                ? takeBack(state, target.get())
                : stuck(
                        state,
                        target.get(),
                        "it could not be looked at: " + not.problem().message(),
                        true);
    }

    Step<Promotion> quarantined(Promotion state, Fact.Acted acted) throws JsonException {
        return over(state.back(back(state).inQuarantine())
                .tell("in quarantine until: " + state.candidateOrThrow().release()));
    }

    Step<Promotion> tookBack(Promotion state, Fact.Acted acted) throws JsonException {
        var target = current(state);
        return target.isEmpty()
                ? Step.of(state)
                : next(change(
                                state,
                                target.get(),
                                targetState -> targetState.at(0).mark(Mark.TAKEN))
                        .tell("taken back: " + target.get().resource().label()));
    }

    /** Checks at once, and then at intervals. */
    Step<Promotion> cleared(Promotion state, Fact.Acted acted) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return is(state, target.get(), Mark.CLEARED)
                ? machine.again(state)
                : machine.exposure(mark(state, target.get(), Mark.CLEARED).tried(1), target.get());
    }

    Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var problem = failed.problem();
        boolean passing = problem.retryable() || problem.mayHaveHappened();
        return notDone(state, problem.message(), !passing || back(state).lasts());
    }

    Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        var verdict = refused.verdict();
        var why = verdict.guardrail() + ": " + verdict.reason();
        if (verdict instanceof Verdict.DryRun || verdict.guardrail().equals(POLICY)) {
            return notDone(state.knowing(FORBIDDEN, Json.of(true)), why, true);
        }
        boolean waits = verdict instanceof Verdict.Defer || verdict.guardrail().equals("pause");
        if (waits && refused.action() instanceof RollBackTarget back && state.phase() == PromotionPhase.GOING_BACK) {
            return waits(state, back, why);
        }
        return notDone(
                state,
                why,
                !waits
                        && (!verdict.guardrail().equals("live-state")
                                || back(state).lasts()));
    }

    /** If the rollback must wait, on-call is paged: a human may know better than the switch or the other run. */
    private Step<Promotion> waits(Promotion state, RollBackTarget act, String why) throws JsonException {
        if (back(state).paged().contains(WAITS)) {
            return notDone(state, why, false);
        }
        return machine.telling(
                notDone(state.back(back(state).paging(WAITS)), why, false),
                machine.message(
                        PAGE,
                        "The rollback waits: " + machine.title(state),
                        List.of(why, "By hand: " + act.rollout().command())));
    }

    private Step<Promotion> notDone(Promotion state, String why, boolean urgent) throws JsonException {
        if (state.phase() == PromotionPhase.QUARANTINING) {
            return notInQuarantine(state, "the digest is not in quarantine: " + why);
        }
        var target = current(state);
        if (target.isPresent() && state.phase() == PromotionPhase.CHECKING_BACK) {
            return next(mark(state, target.get(), Mark.BACK)
                    .tell("%s is back; what runs of the version without traffic was left: %s"
                            .formatted(target.get().resource().label(), why)));
        }
        return target.isPresent() ? stuck(state, target.get(), why, urgent) : Step.of(state);
    }

    private Step<Promotion> notInQuarantine(Promotion state, String why) throws JsonException {
        var stuck = state.back(back(state).with(why));
        return back(state).paged().contains(QUARANTINE)
                ? over(stuck)
                : machine.telling(
                        over(stuck.tell(why).back(back(stuck).paging(QUARANTINE))),
                        machine.message(PAGE, "Not in quarantine: " + machine.title(state), List.of(why)));
    }

    /**
     * The others continue, and this target is retried.
     *
     * @param urgent whether on-call is paged at once, with the command to type; once for each target
     */
    private Step<Promotion> stuck(Promotion state, PromotionTarget target, String why, boolean urgent)
            throws JsonException {
        var label = target.resource().label();
        var command = cursor.rollout(state, target).command();
        var line = "%s: %s; by hand: %s".formatted(label, why, command);
        boolean pages = urgent && !back(state).paged().contains(label);
        boolean tells = pages || back(state).passes() == 0;
        var told = tells ? state.tell("could not be taken back, is tried again: " + line) : state;
        var stuck = change(told, target, targetState -> targetState.unmark(Mark.TAKEN));
        if (!pages) {
            return next(stuck.back(back(stuck).with(line)));
        }
        var onward = next(stuck.back(back(stuck).with(line).paging(label)));
        var effects = new ArrayList<Effect>(onward.effects());
        effects.addFirst(new Effect.Tell(machine.message(
                PAGE,
                "Could not be taken back: " + label,
                List.of(
                        why,
                        "It is tried again until it is back; at once: nightshift rollback "
                                + machine.plan().service(),
                        "By hand: " + command))));
        return new Step<>(onward.next(), effects);
    }
}

package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.TargetState.Mark;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.RollBack;
import io.nightshift.promotion.plan.PromotionTarget;
import io.nightshift.promotion.target.TrafficStatus;
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
final class Rollback implements PhaseHandler {

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
    private final PromotionSteps moves;

    Rollback(PromotionMachine machine) {
        this.machine = machine;
        this.moves = machine.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return switch (state.phase()) {
            case GOING_BACK -> takeBack(begun(state));
            case CHECKING_BACK -> check(state);
            case QUARANTINING -> quarantine(state);
            case DONE -> Step.of(state);
            default -> throw new IllegalStateException(state.phase() + " is no phase of the way back");
        };
    }

    private static RollbackReason back(Promotion state) {
        return state.back().orElseThrow();
    }

    /** Starts a pass: no target counts as stuck before its attempt. */
    private static Promotion begun(Promotion state) {
        return state.place().item() == 0 && !back(state).stuck().isEmpty()
                ? PromotionSteps.waitsForNothing(Wave.without(state, FORBIDDEN))
                        .back(back(state).nextPass())
                : state;
    }

    private Optional<PromotionTarget> current(Promotion state) {
        return PromotionSteps.item(moves.toTakeBack(state).reversed(), state);
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

    private Step<Promotion> takeBack(Promotion state) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return machine.enter(state, PromotionPhase.CHECKING_BACK);
        }
        return is(state, target.get(), Mark.BACK) || is(state, target.get(), Mark.TAKEN)
                ? next(state)
                : look(state, target.get());
    }

    private Step<Promotion> look(Promotion state, PromotionTarget target) {
        return moves.look(
                state,
                Queries.EXPOSURE,
                target.resource(),
                moves.rollout(state, target).toJson());
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return go(state.at(state.place().nextItem()).by(state.times().tried(0)));
    }

    private Step<Promotion> check(Promotion state) throws JsonException {
        var target = current(state);
        if (target.isPresent()) {
            boolean over = is(state, target.get(), Mark.BACK) || isStuck(state, target.get());
            return over ? next(state) : look(state, target.get());
        }
        return back(state).bad() && !back(state).quarantined()
                ? machine.enter(state, PromotionPhase.QUARANTINING)
                : over(state);
    }

    private static boolean isStuck(Promotion state, PromotionTarget target) {
        return back(state).stuck().stream()
                .anyMatch(line -> line.startsWith(target.resource().label() + ": "));
    }

    private Step<Promotion> quarantine(Promotion state) {
        var candidate = state.candidateOrThrow();
        return moves.act(
                state,
                new Quarantine(
                        moves.service(),
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
            return moves.finish(state, back.outcome(), back.why(), told ? PAGE : INFO);
        }
        if (View.of(state.facts()).at(FORBIDDEN).boolOr(false) && isAllBack(state)) {
            return moves.finish(
                    state,
                    Outcome.ESCALATED,
                    back(state).why()
                            + "; the traffic is back, but the policy forbids what is left: "
                            + String.join("; ", back(state).stuck()),
                    PAGE);
        }
        var back = back(state).passed();
        var until = moves.now().plus(back.pause());
        var waits = PromotionSteps.waits(
                moves.to(state.back(back), PromotionPhase.GOING_BACK)
                        .at(state.place().first()),
                "it is not back yet, and is tried again: " + String.join("; ", back.stuck()),
                until);
        var later = moves.laterAt(waits.by(waits.times().tried(0)), until);
        return remind(later, back);
    }

    /** A target with traffic is never abandoned: the policy may change again, or a human may roll it back. */
    private boolean isAllBack(Promotion state) {
        return moves.toTakeBack(state).stream().allMatch(target -> is(state, target, Mark.BACK));
    }

    /** After the first page, reminders follow at intervals. */
    private Step<Promotion> remind(Step<Promotion> step, RollbackReason back) throws JsonException {
        var state = step.next();
        if (back.paged().isEmpty()) {
            return step;
        }
        var last = View.of(state.facts()).at(PAGED).textOr("");
        boolean due =
                !last.isEmpty() && !moves.now().isBefore(Instant.parse(last).plus(BakeMonitor.REMIND));
        if (!last.isEmpty() && !due) {
            return step;
        }
        var noted = state.knowing(state.facts().with(PAGED, moves.now().toString()));
        var remembered = new Step<>(noted, step.effects());
        return due
                ? PromotionSteps.telling(
                        remembered, moves.message(PAGE, "Still not back: " + moves.title(state), back.stuck()))
                : remembered;
    }

    /** A human wants the rollback: waiting targets are tried now. */
    Step<Promotion> hurry(Promotion state, String by) throws JsonException {
        var back = back(state);
        var told = state.tell("it is going back already, and is tried again now: " + by);
        var blamed = back.bad() ? told : told.back(back.blaming("rolled back by " + by));
        return state.flying() ? Step.of(blamed) : go(blamed);
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        var exposure = TrafficStatus.of(seen);
        if (exposure.percent() == 0 && !exposure.others().isEmpty()) {
            return left(state, target.get(), exposure);
        }
        if (state.phase() == PromotionPhase.GOING_BACK) {
            return isByHand(state, exposure)
                    ? next(mark(state, target.get(), Mark.TAKEN))
                    : takeBack(state, target.get());
        }
        return exposure.percent() == 0 && exposure.settled()
                ? isBack(state, target.get(), exposure)
                : notYet(state, target.get(), exposure);
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
        if (!whole && state.times().tries() < PromotionMachine.PATIENCE) {
            return takeBack(state, target);
        }
        var label = target.resource().label();
        var back = mark(state, target, Mark.BACK);
        if (!exposure.baselineDown().isEmpty()) {
            var why = label + " is back, but what serves there does not serve: " + exposure.baselineDown();
            return PromotionSteps.telling(
                    next(back.tell(why).back(back(back).paging(label))),
                    moves.message(PAGE, "Does not serve: " + moves.title(state), List.of(why)));
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
        return moves.now().isBefore(state.times().phase().plus(SETTLE))
                ? moves.again(state)
                : stuck(state, target, "it still has " + exposure.percent() + " %", true);
    }

    private Step<Promotion> takeBack(Promotion state, PromotionTarget target) {
        return moves.undo(state, new RollBack(target.resource(), moves.rollout(state, target)));
    }

    /** An unreadable target can still be rolled back: the rollback is known. */
    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
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

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        var target = current(state);
        if (state.phase() == PromotionPhase.QUARANTINING) {
            return over(state.back(back(state).inQuarantine())
                    .tell("in quarantine until: " + state.candidateOrThrow().release()));
        }
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return state.phase() == PromotionPhase.CHECKING_BACK
                ? cleared(state, target.get())
                : next(change(
                                state,
                                target.get(),
                                targetState -> targetState.at(0).mark(Mark.TAKEN))
                        .tell("taken back: " + target.get().resource().label()));
    }

    /** Checks at once, and then at intervals. */
    private Step<Promotion> cleared(Promotion state, PromotionTarget target) throws JsonException {
        return is(state, target, Mark.CLEARED)
                ? moves.again(state)
                : look(mark(state, target, Mark.CLEARED).by(state.times().tried(1)), target);
    }

    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        var problem = failed.problem();
        boolean passing = problem.retryable() || problem.mayHaveHappened();
        return notDone(state, problem.message(), !passing || back(state).lasts());
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        var verdict = refused.verdict();
        var why = verdict.guardrail() + ": " + verdict.reason();
        if (verdict instanceof Verdict.DryRun || verdict.guardrail().equals(POLICY)) {
            return notDone(state.knowing(state.facts().with(FORBIDDEN, true)), why, true);
        }
        boolean waits = verdict instanceof Verdict.Defer || verdict.guardrail().equals("pause");
        if (waits && refused.action() instanceof RollBack back && state.phase() == PromotionPhase.GOING_BACK) {
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
    private Step<Promotion> waits(Promotion state, RollBack act, String why) throws JsonException {
        if (back(state).paged().contains(WAITS)) {
            return notDone(state, why, false);
        }
        return PromotionSteps.telling(
                notDone(state.back(back(state).paging(WAITS)), why, false),
                moves.message(
                        PAGE,
                        "The way back waits: " + moves.title(state),
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
                : PromotionSteps.telling(
                        over(stuck.tell(why).back(back(stuck).paging(QUARANTINE))),
                        moves.message(PAGE, "Not in quarantine: " + moves.title(state), List.of(why)));
    }

    /**
     * The others continue, and this target is retried.
     *
     * @param urgent whether on-call is paged at once, with the command to type; once for each target
     */
    private Step<Promotion> stuck(Promotion state, PromotionTarget target, String why, boolean urgent)
            throws JsonException {
        var label = target.resource().label();
        var command = moves.rollout(state, target).command();
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
        effects.addFirst(new Effect.Tell(moves.message(
                PAGE,
                "Could not be taken back: " + label,
                List.of(
                        why,
                        "It is tried again until it is back; at once: nightshift rollback "
                                + moves.plan().service(),
                        "By hand: " + command))));
        return new Step<>(onward.next(), effects);
    }
}

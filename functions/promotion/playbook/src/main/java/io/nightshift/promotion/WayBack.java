package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.TakeBack;
import io.nightshift.promotion.plan.Target;
import io.nightshift.promotion.target.Exposure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes every touched target back, the last first: all of them at once, and then each is read back. What a platform had to
 * leave running as long as requests were under way to it is removed then. What cannot be taken back stops none of the others;
 * a human is paged with the command that does it.
 */
final class WayBack implements Part {

    /** How long a platform may take to settle on what served before. */
    private static final Duration SETTLE = Duration.ofMinutes(15);

    private final Course course;
    private final Moves moves;

    WayBack(Course course) {
        this.course = course;
        this.moves = course.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) throws JsonException {
        return switch (state.phase()) {
            case GOING_BACK ->
                current(state).isPresent()
                        ? look(state, current(state).get())
                        : course.enter(state, Phase.CHECKING_BACK);
            case CHECKING_BACK -> check(state);
            case QUARANTINING -> quarantine(state);
            case DONE -> Step.of(state);
            default -> throw new IllegalStateException(state.phase() + " is no phase of the way back");
        };
    }

    private Optional<Target> current(Promotion state) {
        return Moves.item(moves.touched(state).reversed(), state);
    }

    private Step<Promotion> look(Promotion state, Target target) {
        return moves.look(
                state,
                Looks.EXPOSURE,
                target.resource(),
                moves.rollout(state, target).toJson());
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return go(state.at(state.place().nextItem()).by(state.times().tried(0)));
    }

    private Step<Promotion> check(Promotion state) throws JsonException {
        var target = current(state);
        if (target.isPresent()) {
            return isStuck(state, target.get()) ? next(state) : look(state, target.get());
        }
        return state.back().orElseThrow().bad() ? course.enter(state, Phase.QUARANTINING) : end(state);
    }

    private static boolean isStuck(Promotion state, Target target) {
        return state.back().orElseThrow().stuck().stream()
                .anyMatch(line -> line.startsWith(target.resource().label() + ": "));
    }

    private Step<Promotion> quarantine(Promotion state) {
        var wish = state.wished();
        return moves.act(
                state,
                new Quarantine(
                        moves.service(),
                        wish.image(),
                        wish.digest(),
                        state.back().orElseThrow().why()));
    }

    private Step<Promotion> end(Promotion state) {
        var back = state.back().orElseThrow();
        if (!back.stuck().isEmpty()) {
            return moves.finish(
                    state,
                    Outcome.ESCALATED,
                    back.why() + "; not everything could be taken back: " + String.join("; ", back.stuck()),
                    PAGE);
        }
        return moves.finish(state, back.outcome(), back.why(), back.outcome() == Outcome.ROLLED_BACK ? PAGE : INFO);
    }

    @Override
    public Step<Promotion> observed(Promotion state, Fact.Observed seen) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        var exposure = Exposure.of(seen);
        long percent = exposure.percent();
        var others = exposure.others();
        if (state.phase() == Phase.GOING_BACK) {
            return percent == 0 && !others.isEmpty()
                    ? next(state.tell("left as somebody else set it: "
                            + target.get().resource().label() + " has " + others))
                    : takeBack(state, target.get());
        }
        if (percent == 0 && (exposure.settled() || !others.isEmpty())) {
            return exposure.idle().isEmpty() || !others.isEmpty()
                    ? next(state.tell(target.get().resource().label() + " is back"))
                    : takeBack(state, target.get());
        }
        return moves.now().isBefore(state.times().phase().plus(SETTLE))
                ? moves.again(state)
                : stuck(state, target.get(), "it still has " + percent + " %");
    }

    private Step<Promotion> takeBack(Promotion state, Target target) {
        return moves.undo(state, new TakeBack(target.resource(), moves.rollout(state, target)));
    }

    /** Who cannot look may still act: the way back is known. */
    @Override
    public Step<Promotion> blind(Promotion state, Fact.NotObserved not) throws JsonException {
        var target = current(state);
        if (target.isEmpty()) {
            return Step.of(state);
        }
        return state.phase() == Phase.GOING_BACK
                ? takeBack(state, target.get())
                : stuck(
                        state,
                        target.get(),
                        "it could not be looked at: " + not.problem().message());
    }

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        if (state.phase() == Phase.QUARANTINING) {
            return end(state.tell(
                    "in quarantine until: nightshift release " + moves.plan().service()));
        }
        if (state.phase() == Phase.CHECKING_BACK) {
            return next(state.tell(acted.action().target().label() + " is back, and nothing is left of the version"));
        }
        return next(back(state.tell("taken back: " + acted.action().target().label()), acted));
    }

    private static Promotion back(Promotion state, Fact.Acted acted) {
        var target = acted.action().target();
        return state.track(target).map(track -> state.with(target, track.at(0))).orElse(state);
    }

    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        return notDone(state, failed.problem().message());
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return notDone(
                state, refused.verdict().guardrail() + ": " + refused.verdict().reason());
    }

    private Step<Promotion> notDone(Promotion state, String why) throws JsonException {
        if (state.phase() == Phase.QUARANTINING) {
            return end(state.back(state.back().orElseThrow().with("the digest is not in quarantine: " + why)));
        }
        var target = current(state);
        if (target.isPresent() && state.phase() == Phase.CHECKING_BACK) {
            return next(state.tell("%s is back; what runs of the version without traffic was left: %s"
                    .formatted(target.get().resource().label(), why)));
        }
        return target.isPresent() ? stuck(state, target.get(), why) : Step.of(state);
    }

    /** A human is paged at once, with what to type; the others go on. */
    private Step<Promotion> stuck(Promotion state, Target target, String why) throws JsonException {
        var command = moves.rollout(state, target).command();
        var line = "%s: %s; by hand: %s".formatted(target.resource().label(), why, command);
        var told = state.tell("could not be taken back: " + line)
                .back(state.back().orElseThrow().with(line));
        var onward = next(told);
        var effects = new ArrayList<Effect>(onward.effects());
        effects.addFirst(new Effect.Tell(moves.message(
                PAGE, "Could not be taken back: " + target.resource().label(), List.of(why, "By hand: " + command))));
        return new Step<>(onward.next(), effects);
    }
}

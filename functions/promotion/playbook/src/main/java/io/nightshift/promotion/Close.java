package io.nightshift.promotion;

import static io.nightshift.core.act.Message.Urgency.INFO;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.action.MarkProven;
import io.nightshift.promotion.action.Retire;

/** The good end: the digest is noted as proven, and what was kept for going back is removed. */
final class Close implements Part {

    private final Course course;
    private final Moves moves;

    Close(Course course) {
        this.course = course;
        this.moves = course.moves;
    }

    @Override
    public Step<Promotion> go(Promotion state) {
        if (state.phase() == Phase.PROVING) {
            var wish = state.wished();
            return moves.act(
                    state, new MarkProven(moves.service(), moves.plan().service(), wish.image(), wish.digest()));
        }
        var target = Moves.item(moves.touched(state), state);
        return target.isPresent()
                ? moves.act(state, new Retire(target.get().resource(), moves.rollout(state, target.get())))
                : moves.finish(state, Outcome.RESOLVED, "it has all traffic and is proven", INFO);
    }

    private Step<Promotion> next(Promotion state) throws JsonException {
        return state.phase() == Phase.PROVING
                ? course.enter(state, Phase.RETIRING)
                : go(state.at(state.place().nextItem()).by(state.times().waitingSince(moves.now())));
    }

    @Override
    public Step<Promotion> acted(Promotion state, Fact.Acted acted) throws JsonException {
        return next(state);
    }

    /** The version has all traffic; an old one that stays costs money, not service. */
    @Override
    public Step<Promotion> failed(Promotion state, Fact.Failed failed) throws JsonException {
        return next(state.tell("could not " + failed.action().sentence() + ": "
                + failed.problem().message()));
    }

    @Override
    public Step<Promotion> refused(Promotion state, Fact.Refused refused) throws JsonException {
        return next(state.tell("was not allowed to " + refused.action().sentence()));
    }
}

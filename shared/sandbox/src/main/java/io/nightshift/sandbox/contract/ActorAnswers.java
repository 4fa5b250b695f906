package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Problem;

/** An actor's results, for tests that expect a certain kind. */
public final class ActorAnswers {

    private ActorAnswers() {}

    public static LiveState.Known before(Actor actor, Action action) {
        return switch (actor.before(action)) {
            case LiveState.Known found -> found;
            case LiveState.Unreadable(var problem) -> throw new AssertionError("blind: " + problem);
        };
    }

    public static Problem blind(Actor actor, Action action) {
        return switch (actor.before(action)) {
            case LiveState.Unreadable(var problem) -> problem;
            case LiveState.Known found -> throw new AssertionError("not blind: " + found);
        };
    }

    public static Problem problem(Performed performed) {
        return switch (performed) {
            case Performed.NotDone(var problem) -> problem;
            case Performed.Done done -> throw new AssertionError("done: " + done);
        };
    }
}

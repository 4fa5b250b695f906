package io.nightshift.sandbox.contract;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.Looked;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Problem;

/** What an actor said, where a test knows what it has to be. */
public final class ActorAnswers {

    private ActorAnswers() {}

    public static Looked.Surroundings before(Actor actor, Action action) {
        return switch (actor.before(action)) {
            case Looked.Surroundings found -> found;
            case Looked.Blind(var problem) -> throw new AssertionError("blind: " + problem);
        };
    }

    public static Problem blind(Actor actor, Action action) {
        return switch (actor.before(action)) {
            case Looked.Blind(var problem) -> problem;
            case Looked.Surroundings found -> throw new AssertionError("not blind: " + found);
        };
    }

    public static Problem problem(Performed performed) {
        return switch (performed) {
            case Performed.NotDone(var problem) -> problem;
            case Performed.Done done -> throw new AssertionError("done: " + done);
        };
    }
}

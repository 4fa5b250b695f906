package io.nightshift.core.act;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.Optional;

/**
 * Executes one action on one target for {@link Actor}. A query that fails throws
 * {@link CallFailed}; a change is made inside {@link #changing}.
 *
 * <p>If a precondition does not hold (no earlier revision, at the limit), the capsule contains {@code cannot}: the
 * ledger and a dry run show it, and the act is refused, so that the ladder continues with its next rung.
 */
public interface ActionExecution {

    String CANNOT = "cannot";

    /** In the capsule: the target is already as the action would leave it, so there is nothing to do. */
    String ALREADY = "already";

    /** The code of a problem of an act that has several steps: some are done, and the others are tried again. */
    String BEGUN = "Begun";

    LiveState before() throws CallFailed;

    Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException;

    Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException;

    /** Calls {@link #perform}, unless the earlier state says that the act is impossible. */
    default Performed performIfPossible(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var cannot = View.of(capsule).at(CANNOT);
        return cannot.exists() ? not("Precondition", cannot.text()) : perform(key, capsule);
    }

    /** Makes a change; returns the provider's response as details. */
    @FunctionalInterface
    interface Change {
        Json.Obj make() throws CallFailed;
    }

    /** Queries whether the change took effect. */
    @FunctionalInterface
    interface Look {
        boolean happened() throws CallFailed;
    }

    /**
     * Makes a change. If the provider does not confirm it, queries whether it took effect nevertheless: a repetition
     * after a successful first attempt is often refused.
     */
    static Performed changing(Change change, Look look) {
        try {
            return new Performed.Done(change.make());
        } catch (CallFailed e) {
            return seen(look) ? already() : new Performed.NotDone(e.problem());
        }
    }

    private static boolean seen(Look look) {
        try {
            return look.happened();
        } catch (CallFailed e) {
            return false;
        }
    }

    /** The environment already has the desired state. */
    static Performed already() {
        return new Performed.Done(Json.obj().with("already", true));
    }

    static Performed not(String code, String message) {
        return new Performed.NotDone(Problem.permanent(code, message));
    }

    /** Some steps of the act are done; the undo goes back to what was before the first of them. */
    static Performed begun(String message) {
        return new Performed.NotDone(Problem.uncertain(BEGUN, message));
    }

    /** A change by someone else is never overwritten. */
    static Performed changedSince(String what) {
        return not("ChangedSince", what + " was changed by somebody else since; it is left so");
    }

    static LiveState found(Map<String, String> tags, Json.Obj capsule) {
        return new LiveState.Known(tags, Optional.empty(), capsule);
    }

    static LiveState found(Map<String, String> tags, Optional<Group> group, Json.Obj capsule) {
        return new LiveState.Known(tags, group, capsule);
    }

    static LiveState missing(String what) {
        return new LiveState.Unreadable(notFound(what));
    }

    static Problem notFound(String what) {
        return Problem.permanent("NotFound", what + " does not exist");
    }

    static Probed happened(boolean yes) {
        return yes ? Probed.HAPPENED : Probed.NOT_HAPPENED;
    }

    /** An execution for a target that must not be touched: it makes no call. */
    static ActionExecution refusing(Problem problem) {
        return new ActionExecution() {
            @Override
            public LiveState before() {
                return new LiveState.Unreadable(problem);
            }

            @Override
            public Performed perform(IdempotencyKey key, Json.Obj capsule) {
                return new Performed.NotDone(problem);
            }

            @Override
            public Probed probe(IdempotencyKey key, Json.Obj capsule) {
                return Probed.NOT_HAPPENED;
            }
        };
    }
}

package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One action on one target. What the SDK throws while reading goes out to {@link AwsActor}, which turns it into a
 * problem; a change is made inside {@link #changing}.
 *
 * <p>A precondition that does not hold (no earlier version, at the maximum) stands in the capsule as {@code cannot}: the
 * ledger and a dry run show it, and {@link #perform} refuses by it, so that the ladder goes on to its next rung.
 */
interface AwsActionExecution {

    String CANNOT = "cannot";

    LiveState before();

    Performed perform(Json.Obj capsule) throws JsonException;

    Probed probe(Json.Obj capsule) throws JsonException;

    /** {@link #perform}, unless the state from before says that it cannot be done. */
    default Performed performIfPossible(Json.Obj capsule) throws JsonException {
        var cannot = View.of(capsule).at(CANNOT);
        return cannot.exists()
                ? new Performed.NotDone(Problem.permanent("Precondition", cannot.text()))
                : perform(capsule);
    }

    /** Makes a change that must not be repeated; the supplier gives what the provider answered. */
    static Performed changing(Supplier<Json.Obj> change) {
        return changing(change, () -> false);
    }

    /**
     * Makes a change; if the provider does not answer that it did, looks whether it happened all the same: a retry
     * whose first attempt went through is often refused.
     */
    static Performed changing(Supplier<Json.Obj> change, BooleanSupplier happened) {
        try {
            return new Performed.Done(change.get());
        } catch (SdkException e) {
            return seen(happened) ? already() : new Performed.NotDone(AwsErrors.whileChanging(e));
        }
    }

    private static boolean seen(BooleanSupplier happened) {
        try {
            return happened.getAsBoolean();
        } catch (SdkException e) {
            return false;
        }
    }

    /** The environment is as the action wants it already. */
    static Performed already() {
        return new Performed.Done(Json.obj().with("already", true));
    }

    static Performed not(String code, String message) {
        return new Performed.NotDone(Problem.permanent(code, message));
    }

    static LiveState found(Map<String, String> tags, Optional<Group> group, Json.Obj capsule) {
        return new LiveState.Known(tags, group, capsule);
    }

    static LiveState missing(String what) {
        return new LiveState.Unreadable(Problem.permanent("NotFound", what + " does not exist"));
    }

    static Probed happened(boolean yes) {
        return yes ? Probed.HAPPENED : Probed.NOT_HAPPENED;
    }
}

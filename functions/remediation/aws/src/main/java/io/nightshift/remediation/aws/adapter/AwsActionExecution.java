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
 * Executes one action on one target. {@link AwsActor} turns the SDK's exceptions while reading into a problem; a change is
 * made inside {@link #changing}.
 *
 * <p>If a precondition does not hold (no earlier version, at the maximum), the capsule contains {@code cannot}: the ledger
 * and a dry run show it, and {@link #perform} refuses the act, so that the ladder continues with its next rung.
 */
interface AwsActionExecution {

    String CANNOT = "cannot";

    LiveState before();

    Performed perform(Json.Obj capsule) throws JsonException;

    Probed probe(Json.Obj capsule) throws JsonException;

    /** Calls {@link #perform}, unless the earlier state says that the act is impossible. */
    default Performed performIfPossible(Json.Obj capsule) throws JsonException {
        var cannot = View.of(capsule).at(CANNOT);
        return cannot.exists()
                ? new Performed.NotDone(Problem.permanent("Precondition", cannot.text()))
                : perform(capsule);
    }

    /** Makes a change that must not be repeated; the supplier returns the provider's response. */
    static Performed changing(Supplier<Json.Obj> change) {
        return changing(change, () -> false);
    }

    /**
     * Makes a change. If the provider does not confirm it, queries whether it took effect nevertheless: a retry after a
     * successful first attempt is often refused.
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

    /** The environment already has the desired state. */
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

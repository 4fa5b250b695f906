package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.Optional;

/**
 * One change to the environment, in domain words. Implementations are records; {@link ActionType} describes what all
 * of one type have in common and reads them back from the ledger.
 */
public interface Action {

    ActionType type();

    /** The resource that the action changes. */
    Resource target();

    /** What Nightshift locks and cools down, and whose acts it counts: the target, or the part of it that the action changes. */
    default String scope() {
        return target().toString();
    }

    /**
     * Reports whether it only tells others about the target and changes nothing there. Such an act is limited by the
     * rate limit, and counts for neither the blast radius, the cool-down nor the breaker.
     */
    default boolean tells() {
        return false;
    }

    /** The parameters, as the policy and the ledger write them; empty if the action has none. */
    default Json.Obj with() {
        return Json.Obj.EMPTY;
    }

    /** Returns the action that restores the state in the capsule; empty if the action cannot be rolled back. */
    default Optional<Action> undo(Json.Obj capsule) {
        return Optional.empty();
    }

    /** One sentence for the log and for approvers: "reboot instance i-0abc". */
    String sentence();
}

package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.json.Json;
import java.util.Optional;

/** An action that a policy can name; {@link Restore} undoes it if its type can be undone. */
public interface RemediationAction extends Action {

    @Override
    default Optional<Action> undo(Json.Obj capsule) {
        return type().undoable() ? Optional.of(new Restore(target(), type().name(), capsule)) : Optional.empty();
    }
}

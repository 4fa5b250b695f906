package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The common properties of a promotion's action types: no policy names them, and none reduces capacity. */
final class PromotionActionTypes {

    private PromotionActionTypes() {}

    /**
     * The type of an action that sets a desired state. Its rollback is a separate action, and its permissions are its
     * platform's.
     */
    static ActionType setting(String name, String summary, Set<String> kinds, ActionType.Reader reader) {
        return new ActionType(name, summary, kinds, Repetition.CONVERGENT, false, false, Map.of(), List.of(), reader);
    }
}

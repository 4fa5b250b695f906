package io.nightshift.promotion.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the types of a promotion's actions have in common: no policy names them, and none serves less while it lasts. */
final class PromotionActionTypes {

    private PromotionActionTypes() {}

    /**
     * Of an action that sets a desired state. Its rollback is an action of its own, and its permissions are its
     * platform's.
     */
    static ActionType setting(String name, String summary, Set<String> kinds, ActionType.Reader reader) {
        return new ActionType(name, summary, kinds, Repetition.CONVERGENT, false, false, Map.of(), List.of(), reader);
    }
}

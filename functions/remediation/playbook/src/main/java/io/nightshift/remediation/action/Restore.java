package io.nightshift.remediation.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;

/**
 * Restores the state before an act: the undo of every action that has one. Policies cannot name it.
 *
 * @param of the name of the action that is undone
 * @param capsule the state to restore
 */
public record Restore(Resource target, String of, Json.Obj capsule) implements Action {

    public static final ActionType TYPE = ActionType.named(
                    "restore", "Goes back to the state before an act.", Repetition.CONVERGENT)
            .readBy((target, with) -> new Restore(
                    target, with.at("of").nonBlank(), with.at("capsule").object()));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("of", of).with("capsule", capsule);
    }

    @Override
    public String sentence() {
        return "go back to the state of " + target.label() + " before " + of;
    }
}

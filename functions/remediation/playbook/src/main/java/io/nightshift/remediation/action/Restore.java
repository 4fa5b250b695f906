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

    /** The scope of the act that is undone: nothing else acts there meanwhile. */
    @Override
    public String scope() {
        var with = capsule.get("with") instanceof Json.Obj parameters ? parameters : Json.Obj.EMPTY;
        return ActionTypes.ALL.stream()
                .filter(type -> type.name().equals(of))
                .findFirst()
                .map(type -> DeclaredAction.scope(type, target, with))
                .orElseGet(target::toString);
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

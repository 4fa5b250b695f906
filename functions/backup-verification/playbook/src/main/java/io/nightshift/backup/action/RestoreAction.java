package io.nightshift.backup.action;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * One act of a verification.
 *
 * @param more what only that step needs: the record, the verdict
 */
public record RestoreAction(RestoreStep step, ProtectedDatabase database, RestoreOrder order, Json.Obj more)
        implements Action {

    @Override
    public ActionType type() {
        return step.type();
    }

    @Override
    public Resource target() {
        return database.subject();
    }

    /** The database itself is not changed: a verification blocks no other act on it. */
    @Override
    public String scope() {
        return target() + " restored";
    }

    @Override
    public Json.Obj with() {
        return Json.obj()
                .with("database", database.toJson())
                .with("order", order.toJson())
                .with("more", more);
    }

    static RestoreAction read(RestoreStep step, Resource target, View with) throws JsonException {
        var database = ProtectedDatabase.read(with.at("database"));
        if (!database.subject().equals(target)) {
            throw with.at("database").wrong("the target: " + target);
        }
        return new RestoreAction(
                step,
                database,
                RestoreOrder.read(with.at("order")),
                with.at("more").object());
    }

    @Override
    public String sentence() {
        return step.sentence() + " " + target().name() + " as " + order.name();
    }
}

package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectRef;

/**
 * Deletes an object by its uid, so that a controller makes another one. The one that comes instead has another uid, also under the
 * same name: a repetition never deletes it.
 */
record ObjectDeletion(ObjectRef ref, Description description) implements ActionExecution {

    private static final String UID = "uid";

    /** Describes the state of an object before its deletion; the capsule starts with its uid. */
    @FunctionalInterface
    interface Description {
        LiveState of(View object, Json.Obj capsule) throws CallFailed;
    }

    @Override
    public LiveState before() throws CallFailed {
        var found = ref.find();
        if (found.isEmpty()) {
            return new LiveState.Unreadable(ref.gone());
        }
        var uid =
                ObjectRef.read(found.get(), object -> object.at("metadata", UID).nonBlank());
        return description.of(found.get(), Json.obj().with(UID, uid));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        var uid = View.of(capsule).at(UID).nonBlank();
        var live = ref.get();
        return ObjectRef.read(live, object -> isGone(object, uid))
                ? ActionExecution.already()
                : ActionExecution.changing(() -> ref.delete(uid), () -> isGone(ref, uid));
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(isGone(ref, View.of(capsule).at(UID).nonBlank()));
    }

    /** Reports whether the object with that uid is not there any more, or about to be. */
    static boolean isGone(ObjectRef ref, String uid) throws CallFailed {
        var live = ref.find();
        return live.isEmpty() || ObjectRef.read(live.get(), object -> isGone(object, uid));
    }

    private static boolean isGone(View object, String uid) throws JsonException {
        return isEnding(object) || !object.at("metadata", UID).text().equals(uid);
    }

    static boolean isEnding(View object) throws JsonException {
        return object.at("metadata", "deletionTimestamp").exists();
    }
}

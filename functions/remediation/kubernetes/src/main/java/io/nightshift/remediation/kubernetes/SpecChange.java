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
import io.nightshift.kubernetes.ObjectEdit;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.Patch;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Sets a few members of an object's {@code spec}, if they are still as before the act.
 *
 * @param defaults the members, with the values that the API server assumes if they are absent
 */
record SpecChange(ObjectRef ref, Json.Obj defaults, Desired desired) implements ActionExecution {

    private static final String FROM = "from";
    private static final String TO = "to";

    /** Computes the desired members from the present ones. */
    @FunctionalInterface
    interface Desired {
        Wanted of(View object, Json.Obj now) throws CallFailed, JsonException;
    }

    /**
     * The desired members, or why the object must be left as it is.
     *
     * @param members those that change
     */
    record Wanted(Json.Obj members, Optional<String> cannot) {
        static Wanted of(Json.Obj members) {
            return new Wanted(members, Optional.empty());
        }

        static Wanted none(String why) {
            return new Wanted(Json.obj(), Optional.of(why));
        }
    }

    /** An object as it is read. */
    private record Live(String resourceVersion, Json.Obj members) {}

    @Override
    public LiveState before() throws CallFailed {
        var found = ref.find();
        return found.isEmpty()
                ? new LiveState.Unreadable(ref.gone())
                : ActionExecution.found(
                        ObjectRef.read(
                                found.get(),
                                json -> json.at("metadata", "labels").texts()),
                        capsule(found.get()));
    }

    private Json.Obj capsule(View object) throws CallFailed {
        var now = ObjectRef.read(object, this::read).members();
        Wanted wanted;
        try {
            wanted = desired.of(object, now);
        } catch (JsonException e) {
            throw ObjectRef.unreadable(e);
        }
        var capsule = capsule(now, merged(now, wanted.members()));
        return wanted.cannot().map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    /** The capsule of a change that another execution makes part of its own. */
    static Json.Obj capsule(Json.Obj from, Json.Obj to) {
        return Json.obj().with(FROM, from).with(TO, to);
    }

    private static Json.Obj merged(Json.Obj now, Json.Obj changed) {
        var members = new LinkedHashMap<>(now.members());
        members.putAll(changed.members());
        return new Json.Obj(members);
    }

    private Live read(View object) throws JsonException {
        var members = new LinkedHashMap<String, Json>();
        for (var member : defaults.members().entrySet()) {
            var present = object.at("spec", member.getKey());
            members.put(member.getKey(), present.exists() ? present.json() : member.getValue());
        }
        return new Live(object.at("metadata", "resourceVersion").nonBlank(), new Json.Obj(members));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return edit(View.of(capsule)).make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(edit(View.of(capsule)).isDone());
    }

    private ObjectEdit<Live> edit(View capsule) throws JsonException {
        var from = capsule.at(FROM).object();
        var to = capsule.at(TO).object();
        return new ObjectEdit<>(
                ref,
                this::read,
                live -> live.members().equals(to),
                live -> live.members().equals(from)
                        ? Optional.empty()
                        : Optional.of(ActionExecution.changedSince(
                                String.join(" and ", from.members().keySet()) + " of " + ref.label())),
                live -> Patch.merge(live.resourceVersion(), to));
    }

    /** Restores the members from before an act, if they are still as the act set them. */
    static ActionExecution undo(ObjectRef ref, Json.Obj defaults, Json.Obj capsule) {
        return new SpecChange(ref, defaults, (object, now) -> {
            var back = View.of(capsule);
            return now.equals(back.at(TO).object()) || now.equals(back.at(FROM).object())
                    ? Wanted.of(back.at(FROM).object())
                    : Wanted.none("it was changed by somebody else since; it is left so");
        });
    }
}

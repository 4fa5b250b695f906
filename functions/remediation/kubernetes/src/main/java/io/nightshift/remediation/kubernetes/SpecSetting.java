package io.nightshift.remediation.kubernetes;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.ObjectEdit;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.Patch;
import io.nightshift.remediation.execution.Setting;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * A few members of an object's {@code spec}.
 *
 * @param defaults the members, with the values that the API server assumes if they are absent
 */
record SpecSetting(ObjectRef ref, Json.Obj defaults, Desired desired) implements Setting {

    /** Computes the desired members from the present ones. */
    @FunctionalInterface
    interface Desired {
        Wanted of(Json.Obj now) throws CallFailed, JsonException;
    }

    /** The desired members, or why the object must be left as it is. */
    record Wanted(Json.Obj members, Optional<String> cannot) {
        static Wanted of(Json.Obj members) {
            return new Wanted(members, Optional.empty());
        }
    }

    /** An object as it is read. */
    private record Live(String resourceVersion, Json.Obj members) {}

    @Override
    public Optional<State> read() throws CallFailed {
        var found = ref.find();
        return found.isEmpty() ? Optional.empty() : Optional.of(state(found.get()));
    }

    private State state(View object) throws CallFailed {
        var labels =
                ObjectRef.read(object, json -> json.at("metadata", "labels").texts());
        var now = ObjectRef.read(object, this::live).members();
        try {
            var wanted = desired.of(now);
            return State.of(labels, now, wanted.members())
                    .cannotIf(wanted.cannot().isPresent(), wanted.cannot().orElse(""));
        } catch (JsonException e) {
            throw ObjectRef.unreadable(e);
        }
    }

    private Live live(View object) throws JsonException {
        var members = new LinkedHashMap<String, Json>();
        for (var member : defaults.members().entrySet()) {
            var present = object.at("spec", member.getKey());
            members.put(member.getKey(), present.exists() ? present.json() : member.getValue());
        }
        return new Live(object.at("metadata", "resourceVersion").nonBlank(), new Json.Obj(members));
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var edit = new ObjectEdit<>(
                ref,
                this::live,
                live -> live.members().equals(to),
                live -> live.members().equals(from)
                        ? Optional.empty()
                        : Optional.of(ActionExecution.changedSince(ref.label())),
                live -> Patch.merge(live.resourceVersion(), (Json.Obj) to));
        if (edit.make() instanceof Performed.NotDone(var problem)) {
            throw new CallFailed(problem);
        }
    }
}

package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import java.util.Optional;

/**
 * A call that starts something each time that it is made, so it is made once and never repeated blindly. A trace of it that is
 * another one than before the act shows that it happened.
 *
 * @param cannot why it is impossible
 * @param group the group of the resource, if it is in one
 * @param trace names what the last such call left: an operation, an execution, a location
 * @param call the call on that resource
 */
record SingleCall(
        GoogleResource resource,
        GoogleResource.Reader<Optional<String>> cannot,
        Reading<Optional<Group>> group,
        Reading<String> trace,
        Call call)
        implements ActionExecution {

    private static final String LAST = "last";

    /** Reads something of a resource, perhaps by a call of its own. */
    @FunctionalInterface
    interface Reading<T> {
        T of(View resource) throws CallFailed;
    }

    @Override
    public LiveState before() throws CallFailed {
        var found = resource.find();
        if (found.isEmpty()) {
            return ActionExecution.missing(resource.target().label());
        }
        var capsule = Json.obj().with(LAST, trace.of(found.get()));
        var whole = GoogleResource.read(found.get(), cannot)
                .map(why -> capsule.with(CANNOT, why))
                .orElse(capsule);
        return ActionExecution.found(
                GoogleResource.read(found.get(), GoogleResource::labels), group.of(found.get()), whole);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        if (happened(capsule)) {
            return ActionExecution.already();
        }
        resource.get();
        return ActionExecution.changing(this::make, () -> false);
    }

    private Json.Obj make() throws CallFailed {
        var answer = resource.change(call);
        String name = GoogleResource.read(answer, json -> json.at("name").textOr(""));
        return Json.obj().with("operation", name);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(happened(capsule));
    }

    private boolean happened(Json.Obj capsule) throws CallFailed, JsonException {
        var found = resource.find();
        return found.isPresent()
                && !trace.of(found.get()).equals(View.of(capsule).at(LAST).text());
    }
}

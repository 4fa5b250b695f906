package io.nightshift.remediation.execution;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;

/**
 * Deletes a resource: {@link Setting#read} finds it and says why it must stay, {@link Setting#write} deletes it. The reasons are
 * checked again right before the call.
 */
record DeletionExecution(Setting resource, DeclaredAction action) implements ActionExecution {

    @Override
    public LiveState before() throws CallFailed {
        var found = resource.read();
        return found.isEmpty()
                ? ActionExecution.missing(action.target().label())
                : ActionExecution.found(found.get().tags(), found.get().group(), capsule(found.get()));
    }

    private static Json.Obj capsule(Setting.State state) {
        var capsule = Json.obj().with("was", state.value());
        return state.cannot()
                .or(state::busy)
                .map(why -> capsule.with(CANNOT, why))
                .orElse(capsule);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        var found = resource.read();
        if (found.isEmpty()) {
            return ActionExecution.already();
        }
        var state = found.get();
        var cannot = state.cannot().or(state::busy);
        return cannot.isPresent()
                ? ActionExecution.not("Precondition", cannot.get())
                : ActionExecution.changing(() -> delete(state), this::isGone);
    }

    private Json.Obj delete(Setting.State state) throws CallFailed {
        resource.write(state.value(), state.wanted());
        return Json.obj().with("deleted", action.target().label());
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        return ActionExecution.happened(isGone());
    }

    private boolean isGone() throws CallFailed {
        return resource.read().isEmpty();
    }
}

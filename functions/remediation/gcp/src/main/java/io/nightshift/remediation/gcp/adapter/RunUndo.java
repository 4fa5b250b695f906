package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.RunEdit;
import java.util.function.Function;

/**
 * Restores a Cloud Run service, if it is still as the act set it.
 *
 * @param seen the current state of the service for the ledger
 * @param back the edit that restores an act's capsule
 */
record RunUndo(RunCalls run, Resource target, Function<Service, Json.Obj> seen, Back back) implements ActionExecution {

    @FunctionalInterface
    interface Back {
        RunEdit edit() throws JsonException;
    }

    @Override
    public LiveState before() throws CallFailed {
        var service = run.service(target);
        return service.isEmpty()
                ? new LiveState.Unreadable(RunCalls.gone(target))
                : ActionExecution.found(service.get().getLabelsMap(), seen.apply(service.get()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return back.edit().make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return back.edit().probe();
    }
}

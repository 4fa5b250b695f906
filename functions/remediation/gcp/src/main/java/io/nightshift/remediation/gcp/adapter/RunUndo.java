package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.remediation.execution.ActionExecution;
import java.util.function.Function;

/**
 * Sets a Cloud Run service back, if it is still as the act set it.
 *
 * @param seen what the ledger gets of the service as it is now
 * @param back the edit that an act's capsule leads back by
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

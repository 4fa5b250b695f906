package io.nightshift.aws;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** An execution whose queries throw the SDK's exceptions; its changes are made inside {@link #changing}. */
public record SdkExecution(ActionExecution calls) implements ActionExecution {

    @Override
    public LiveState before() throws CallFailed {
        try {
            return calls.before();
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileReading(e));
        }
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return performIfPossible(key, capsule);
    }

    /** The wrapped execution decides: an undo does not depend on the capsule. */
    @Override
    public Performed performIfPossible(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        try {
            return calls.performIfPossible(key, capsule);
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileReading(e));
        }
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        try {
            return calls.probe(key, capsule);
        } catch (SdkException e) {
            throw new CallFailed(AwsErrors.whileReading(e));
        }
    }

    /** Makes a change that must not be repeated; the supplier returns the provider's response. */
    public static Performed changing(Supplier<Json.Obj> change) {
        return changing(change, () -> false);
    }

    /** @param happened queries whether the change took effect although AWS did not confirm it */
    public static Performed changing(Supplier<Json.Obj> change, BooleanSupplier happened) {
        return ActionExecution.changing(() -> AwsCalls.change(change), () -> AwsCalls.read(happened::getAsBoolean));
    }
}

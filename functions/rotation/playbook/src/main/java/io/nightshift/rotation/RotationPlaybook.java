package io.nightshift.rotation;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.TablePlaybook;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import java.util.function.BiConsumer;

/**
 * Rotates a secret: a new value is stored, set, tested and published, its readers are restarted, and the old one is retired and
 * proved dead. One run per secret is open at a time.
 */
public final class RotationPlaybook extends TablePlaybook<RotationPhase, Rotation> {

    public static final String NAME = "rotation";

    public RotationPlaybook() {
        this((from, to) -> {});
    }

    /** @param watcher called for each transition, with the names of the phases */
    public RotationPlaybook(BiConsumer<String, String> watcher) {
        super(NAME, RotationTable.TABLE, watcher);
    }

    @Override
    protected RotationMachine machine(Context context) throws JsonException {
        return new RotationMachine(RotationSpec.read(context.plan()), context);
    }

    /** A later step of a store begins nothing: without the first, nothing is pending that it could set or test. */
    @Override
    public boolean begins(Signal signal) {
        if (signal instanceof Signal.Request request) {
            return beginsBy(request);
        }
        return signal instanceof Signal.Due
                || (signal instanceof Signal.ProviderNotice notice
                        && (RotationMachine.tellsLeak(notice) || RotationMachine.tellsDue(notice)));
    }

    /** The last step of a store names the version of the first one. */
    private static boolean beginsBy(Signal.Request signal) {
        try {
            var request = RotationRequest.read(signal.what());
            var step = request.step();
            return step == StoreStep.CREATE
                    || (step == StoreStep.FINISH && request.version().isEmpty());
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public Rotation start(Context context) {
        return Rotation.starting(context.now());
    }

    @Override
    public Rotation read(View json) throws JsonException {
        return Rotation.fromJson(json);
    }
}

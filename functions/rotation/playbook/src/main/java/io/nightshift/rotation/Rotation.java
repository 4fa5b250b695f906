package io.nightshift.rotation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.MachineState;
import io.nightshift.core.machine.PhaseState;
import java.time.Instant;

/** The state of a rotation: its phase, and named facts. It holds version ids, and never a value. */
record Rotation(PhaseState<RotationPhase> core) implements MachineState<RotationPhase, Rotation> {

    /** Who or what asked. */
    static final String BY = "by";

    static final String REQUEST = "request";
    static final String CURRENT = "current";
    static final String PENDING = "pending";

    /** The system may have been changed. */
    static final String SET = "set";

    /** Applications read the pending version. */
    static final String SWITCHED = "switched";

    /** Since when no login with the old credential was seen. */
    static final String QUIET_SINCE = "quietSince";

    static final String CONSUMER = "consumer";

    /** Since when the consumer restarts. */
    static final String RESTARTED = "restarted";

    /** Why the rotation ends after it is reverted. */
    static final String REASON = "reason";

    /** What a message told already, so that it is told once. */
    static final String TOLD = "told";

    static Rotation starting(Instant now) {
        return new Rotation(PhaseState.starting(RotationTable.TABLE.first(), now));
    }

    @Override
    public Rotation with(PhaseState<RotationPhase> next) {
        return new Rotation(next);
    }

    RotationRequest request() throws JsonException {
        return RotationRequest.read(fact(REQUEST).object());
    }

    Rotation asking(RotationRequest request) {
        return knowing(REQUEST, request.toJson());
    }

    int consumer() throws JsonException {
        return (int) fact(CONSUMER).integerOr(0);
    }

    Rotation atConsumer(int next) {
        return without(RESTARTED).knowing(CONSUMER, Json.of(next));
    }

    static Rotation fromJson(View json) throws JsonException {
        return new Rotation(PhaseState.fromJson(RotationPhase.class, json));
    }
}

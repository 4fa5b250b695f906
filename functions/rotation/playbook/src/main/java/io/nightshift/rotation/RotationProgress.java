package io.nightshift.rotation;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import java.util.List;
import java.util.Optional;

/**
 * How far a rotation is, for those who wait for one of its steps.
 *
 * @param version the version that it makes
 * @param story one line for each event
 */
public record RotationProgress(String version, Optional<String> notDone, List<String> story) {

    /**
     * @param step the step that is waited for
     * @throws JsonException if the run is no rotation
     */
    public static RotationProgress of(Run run, StoreStep step) throws JsonException {
        var state = Rotation.fromJson(View.of(run.state()));
        return new RotationProgress(state.text(Rotation.PENDING), notDone(run, state, step), state.story());
    }

    private static Optional<String> notDone(Run run, Rotation state, StoreStep step) {
        if (run.status() == Status.FINISHED) {
            boolean good = run.outcome()
                    .filter(outcome -> outcome == Outcome.RESOLVED || state.has(Rotation.SWITCHED))
                    .isPresent();
            return good ? Optional.empty() : Optional.of(run.reason());
        }
        boolean done = switch (state.phase()) {
            case PREFLIGHT, ASKING, CUTTING_OFF, CREATING, REVERTING -> false;
            case SETTING -> step == StoreStep.CREATE;
            case TESTING -> step.compareTo(StoreStep.SET) <= 0;
            case SWITCHING -> step.compareTo(StoreStep.TEST) <= 0;
            case ROLLING, PROVING, RETIRING, CONFIRMING, CLOSING, DONE -> true;
            case HELD -> state.has(Rotation.SWITCHED);
        };
        return done ? Optional.empty() : Optional.of(waitsFor(run, state));
    }

    private static String waitsFor(Run run, Rotation state) {
        var last = state.story().isEmpty() ? "" : ": " + state.story().getLast();
        return "run " + run.id() + " is " + (run.approval().isPresent() ? "waiting for approval" : "not there yet")
                + last;
    }
}

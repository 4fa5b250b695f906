package io.nightshift.sandbox.simulation;

import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The receivers of acts' calls: some do not respond for a while, and then each call lasts until its time limit. */
final class WebhookReceivers {

    private final Optional<PlantedBug> bug;
    private final Map<Resource, Boolean> hanging = new HashMap<>();
    private int waiting;

    WebhookReceivers(Optional<PlantedBug> bug) {
        this.bug = bug;
    }

    /** @param taken whether they execute the call */
    void hang(Resource target, boolean taken) {
        hanging.put(target, taken);
    }

    void answer(Resource target) {
        hanging.remove(target);
    }

    void allAnswer() {
        hanging.clear();
    }

    /** Present if no response comes: whether the call is executed. */
    Optional<Boolean> hangs(Resource target) {
        return Optional.ofNullable(hanging.get(target));
    }

    /** The time at which a call without a response ends. */
    Duration limit() {
        return isLimitless() ? Duration.ofHours(1) : ScriptGenerator.SLOWEST_CALL;
    }

    private boolean isLimitless() {
        return bug.filter(one -> one == PlantedBug.CALL_WITHOUT_LIMIT || one == PlantedBug.HUNG_CALL_STOPS_OTHERS)
                .isPresent();
    }

    void waits(Runnable call) {
        waiting++;
        try {
            call.run();
        } finally {
            waiting--;
        }
    }

    /** Reports whether a worker can begin now. */
    boolean letOthersWork() {
        return waiting == 0
                || bug.filter(PlantedBug.HUNG_CALL_STOPS_OTHERS::equals).isEmpty();
    }
}

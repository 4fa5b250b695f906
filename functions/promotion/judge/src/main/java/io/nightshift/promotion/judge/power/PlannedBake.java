package io.nightshift.promotion.judge.power;

import io.nightshift.promotion.judge.InterimLooks;

/**
 * The data that the last look of one bake will have.
 *
 * @param points of each side
 * @param requests of the canary in one point; only ratios need them
 * @param controlRequests of the baseline in one point
 * @param looks the number of that look in the wave
 */
public record PlannedBake(int points, long requests, long controlRequests, InterimLooks looks) {

    /** The same with the traffic multiplied by this factor. */
    public PlannedBake withTraffic(double times) {
        return new PlannedBake(
                points,
                Math.max(1, Math.round(requests * times)),
                Math.max(1, Math.round(controlRequests * times)),
                looks);
    }

    /** The same with the length multiplied by this factor. */
    public PlannedBake longer(double times) {
        return new PlannedBake((int) Math.max(1, Math.round(points * times)), requests, controlRequests, looks);
    }
}

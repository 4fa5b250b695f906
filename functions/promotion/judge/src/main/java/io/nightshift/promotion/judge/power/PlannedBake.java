package io.nightshift.promotion.judge.power;

import io.nightshift.promotion.judge.InterimLooks;

/**
 * What the last check one bake will see.
 *
 * @param points of each side
 * @param requests of the canary in one point; only ratios need them
 * @param controlRequests of the baseline in one point
 * @param looks which look of the wave that is
 */
public record PlannedBake(int points, long requests, long controlRequests, InterimLooks looks) {

    /** The same with so many times the traffic. */
    public PlannedBake withTraffic(double times) {
        return new PlannedBake(
                points,
                Math.max(1, Math.round(requests * times)),
                Math.max(1, Math.round(controlRequests * times)),
                looks);
    }

    /** The same for so many times as long. */
    public PlannedBake longer(double times) {
        return new PlannedBake((int) Math.max(1, Math.round(points * times)), requests, controlRequests, looks);
    }
}

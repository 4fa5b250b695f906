package io.nightshift.cost.detect;

/**
 * A rise that is stranger than the sensitivity allows.
 *
 * @param days the length of the window in which it was found
 * @param calm days at the end of the window that are calm again
 * @param excess how far its score is above the limit
 * @param limit of its score
 */
record Rise(AnomalyKind kind, int days, int calm, double excess, double limit) {

    double score() {
        return limit + excess;
    }
}

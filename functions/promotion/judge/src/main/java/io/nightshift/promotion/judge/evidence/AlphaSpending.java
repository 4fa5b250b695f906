package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.InterimLooks;

/**
 * The share of the allowed error that one look may spend, so that all looks together stay within it.
 *
 * <p>If the number of looks is planned: the increments of the Pocock-type spending function {@code α ln(1 + (e - 1) t)} of
 * Lan and DeMets at evenly spaced looks, which finds a disaster early. If it is open: {@code α / (k (k + 1))} at look k. Each
 * look is tested at its own increment; by the union bound this holds for any dependence between the looks, also for exact
 * tests and for autocorrelated series.
 *
 * @see <a href="https://doi.org/10.1093/biomet/70.3.659">Lan and DeMets 1983</a>
 */
final class AlphaSpending {

    private AlphaSpending() {}

    /** @param error the error that all looks together may spend, above 0 and below 1 */
    static double at(InterimLooks looks, double error) {
        double now = looks.now();
        if (looks.planned() == 0) {
            return error / (now * (now + 1));
        }
        double step = (Math.E - 1) / looks.planned();
        return error * Math.log1p(step / (1 + step * (now - 1)));
    }
}

package io.nightshift.promotion.judge;

/**
 * The number of this interim analysis of the same canary.
 *
 * @param now from 1
 * @param planned the planned total; 0 if unknown
 */
public record InterimLooks(int now, int planned) {

    public static final InterimLooks ONE = new InterimLooks(1, 1);

    public InterimLooks {
        if (now < 1 || planned < 0 || (planned > 0 && now > planned)) {
            throw new IllegalArgumentException("now must be at least 1, and at most what is planned");
        }
    }
}

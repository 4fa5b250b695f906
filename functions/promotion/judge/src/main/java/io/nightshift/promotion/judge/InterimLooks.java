package io.nightshift.promotion.judge;

/**
 * Which check the same canary this is.
 *
 * @param now from 1
 * @param planned how many there will be; 0 if nobody knows
 */
public record InterimLooks(int now, int planned) {

    public static final InterimLooks ONE = new InterimLooks(1, 1);

    public InterimLooks {
        if (now < 1 || planned < 0 || (planned > 0 && now > planned)) {
            throw new IllegalArgumentException("now must be at least 1, and at most what is planned");
        }
    }
}

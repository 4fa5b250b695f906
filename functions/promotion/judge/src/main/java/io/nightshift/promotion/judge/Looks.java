package io.nightshift.promotion.judge;

/**
 * Which look at the same canary this is.
 *
 * @param now from 1
 * @param planned how many there will be; 0 where nobody knows
 */
public record Looks(int now, int planned) {

    public static final Looks ONE = new Looks(1, 1);

    public Looks {
        if (now < 1 || planned < 0 || (planned > 0 && now > planned)) {
            throw new IllegalArgumentException("now must be at least 1, and at most what is planned");
        }
    }
}

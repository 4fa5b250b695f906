package io.nightshift.core.act;

import java.util.Locale;

/**
 * Identifies one effect of one run: the same in every attempt, different for every other effect.
 *
 * @param run the run's id
 * @param effect the effect's number in that run
 */
public record IdempotencyKey(String run, long effect) {

    /**
     * {@code remediation-0a1b2c3d4e5f-7}: letters, digits and dashes, at most 64 characters, which every provider
     * accepts as a token.
     */
    public String token() {
        return (run + "-" + effect).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return token();
    }
}

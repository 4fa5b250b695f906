package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Interval;
import java.util.OptionalLong;

/** The evidence in the numbers of one metric. */
sealed interface Evidence {

    /** The continuation of the sentence that gives the reason. */
    String numbers();

    /** The numbers can be compared. */
    sealed interface Compared extends Evidence {
        Interval interval();

        /** By the metric's measure; NaN if it cannot be computed. */
        double effect();
    }

    /** The canary is higher, beyond chance and by a change that matters. */
    record Higher(Interval interval, double effect, String numbers) implements Compared {}

    /** The canary is lower, beyond chance and by a change that matters. */
    record Lower(Interval interval, double effect, String numbers) implements Compared {}

    /**
     * A change that matters is ruled out.
     *
     * @param changed whether some change is beyond chance
     */
    record Alike(Interval interval, double effect, boolean changed, String numbers) implements Compared {}

    /**
     * Neither: chance and a change that matters are both still possible.
     *
     * @param needed roughly how many points a side, or for a ratio requests a side, are still needed; empty if there are too
     *     many to wait for
     */
    record Open(Interval interval, double effect, OptionalLong needed, String numbers) implements Compared {}

    /** Too few numbers for a comparison. */
    record TooFew(long needed, String numbers) implements Evidence {}

    /** Numbers that are too large or too small for the arithmetic. */
    record Broken(String numbers) implements Evidence {}

    default OptionalLong stillNeeded() {
        return switch (this) {
            case Open open -> open.needed();
            case TooFew few -> OptionalLong.of(few.needed());
            case Higher ignored -> OptionalLong.empty();
            case Lower ignored -> OptionalLong.empty();
            case Alike ignored -> OptionalLong.empty();
            case Broken ignored -> OptionalLong.empty();
        };
    }
}

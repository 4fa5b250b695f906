package io.nightshift.promotion.judge.evidence;

import io.nightshift.promotion.judge.Interval;
import java.util.OptionalLong;

/** What the numbers of one metric say. */
sealed interface Evidence {

    /** How the sentence goes on that says why. */
    String numbers();

    /** The numbers can be compared. */
    sealed interface Compared extends Evidence {
        Interval interval();

        /** By the metric's measure; NaN where it cannot be computed. */
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
     * Neither: chance, and a change that matters, are both still possible.
     *
     * @param needed how many points a side, or of a ratio requests a side, are still needed, about; empty if they are
     *     more than anyone would wait for
     */
    record Open(Interval interval, double effect, OptionalLong needed, String numbers) implements Compared {}

    /** Too few numbers for any comparison. */
    record TooFew(long needed, String numbers) implements Evidence {}

    /** Numbers that no arithmetic holds. */
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

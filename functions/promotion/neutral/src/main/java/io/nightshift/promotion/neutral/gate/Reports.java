package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Problem;

/** Where reports of scanners are kept. */
public interface Reports {

    /** @param place a file or an address, as the gate's description has it with the digest in place */
    Report fetch(String place);

    /** What is there. */
    sealed interface Report {
        @SuppressWarnings("ArrayRecordComponent") // read, never compared
        record Text(byte[] json) implements Report {}

        /** Nothing yet. */
        record None() implements Report {}

        /**
         * Nothing that a gate may read.
         *
         * @param why a part of a sentence
         */
        record Unreadable(String why) implements Report {}

        record Missed(Problem problem) implements Report {}
    }
}

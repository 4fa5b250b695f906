package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Problem;

/** The store of scanner reports. */
public interface ReportStore {

    /** @param place a file or an address, as in the gate's description, with the digest filled in */
    Report fetch(String place);

    /** The result of fetching a report. */
    sealed interface Report {
        @SuppressWarnings("ArrayRecordComponent") // read, never compared
        record Text(byte[] json) implements Report {}

        /** There is no report yet. */
        record None() implements Report {}

        /**
         * There is something that a gate must not use.
         *
         * @param why a part of a sentence
         */
        record Unreadable(String why) implements Report {}

        record Missed(Problem problem) implements Report {}
    }
}

package io.nightshift.backup.postgres;

import io.nightshift.backup.check.CheckBaseline;
import java.util.Optional;

/**
 * What is known about a dump before it is read.
 *
 * @param baseline the sizes of its forerunners
 * @param database the one to check; empty for the only one that the dump holds
 * @param mayBeEmpty whether a dump without any table is fine
 */
public record DumpExpectation(CheckBaseline baseline, Optional<String> database, boolean mayBeEmpty) {

    public static DumpExpectation of(CheckBaseline baseline) {
        return new DumpExpectation(baseline, Optional.empty(), false);
    }
}

package io.nightshift.backup.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Judges counts by what earlier runs counted: rows of tables, items of collections, objects and bytes of buckets. */
public final class CountsInBand {

    private CountsInBand() {}

    /**
     * @param check the name of the check, under which the baseline knows it
     * @param counts by object; none is broken: nothing was counted
     * @param mayBeEmpty the objects of which 0 is fine
     * @param unit what is counted: {@code rows}
     * @param tolerance percent
     */
    public static CheckResult judge(
            String check,
            SortedMap<String, Long> counts,
            CheckBaseline baseline,
            Predicate<String> mayBeEmpty,
            String unit,
            int tolerance) {
        var findings = new ArrayList<String>();
        counts.forEach((object, count) -> {
            var band = Band.of(baseline.counts(check, object), tolerance);
            if (count == 0 && !mayBeEmpty.test(object)) {
                findings.add(object + " is empty; declare that it may be, if that is right");
            } else if (!band.contains(count) && !(count == 0 && mayBeEmpty.test(object))) {
                findings.add("%s has %d %s; %d to %d expected from %d earlier %s"
                        .formatted(
                                object,
                                count,
                                unit,
                                band.low(),
                                band.high(),
                                band.samples(),
                                band.samples() == 1 ? "run" : "runs"));
            }
        });
        for (var known : baseline.counted(check)) {
            if (!counts.containsKey(known)) {
                findings.add(known + " is missing; earlier runs counted it");
            }
        }
        if (counts.isEmpty()) {
            findings.add("nothing was counted");
        }
        var verdict = findings.isEmpty() ? BackupVerdict.GOOD : BackupVerdict.BROKEN;
        return CheckResult.of(check, verdict, List.copyOf(findings)).counting(counts);
    }
}

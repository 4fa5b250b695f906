package io.nightshift.backup.runtime;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.measure.DrillRecord;
import io.nightshift.backup.measure.FailoverRecord;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The measures of verifications, as marks of the ledger: the history of each entry of the policy, what each of its checks learned,
 * and the results of a run until it ends. The counts and hashes of a large schema do not fit into the state of a run.
 */
public final class VerificationStore {

    /** The run whose entries are the log of all changes. */
    public static final RunKey LOG =
            new RunKey("backup-measures", new Resource(Origin.NOWHERE, "nightshift", "backup-measures"), "log");

    /** The first numbers of results are those of reading and restoring. */
    static final int OF_RESTORE = 8;

    private static final String DRILLS = "backup-drills";
    private static final String FAILOVERS = "backup-failovers";
    private static final int MOST_DRILLS = 50;

    private final Ledger ledger;
    private final MarkLog log;

    public VerificationStore(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.log = new MarkLog(ledger, clock, policyHash, LOG, "the log of the measures of all verifications");
    }

    private static String historyMark(String entry) {
        return "backup-history/" + entry;
    }

    private static String baselineMark(String entry, String check) {
        return "backup-baseline/" + entry + "/" + check;
    }

    private static String resultMark(RunId run, int number) {
        return "backup-result/" + run + "/" + number;
    }

    public VerificationHistory history(String entry) {
        return historyOf(read(historyMark(entry)));
    }

    private static VerificationHistory historyOf(View mark) {
        try {
            return VerificationHistory.read(mark.at("records"));
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** What earlier runs measured by that check. */
    public CheckBaseline baseline(String entry, String check) {
        return baselineOf(read(baselineMark(entry, check)));
    }

    private static CheckBaseline baselineOf(View mark) {
        try {
            return mark.at("counts").exists() ? CheckBaseline.read(mark) : CheckBaseline.EMPTY;
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** Keeps the result of a check until the run ends. */
    public void keep(RunId run, int number, CheckResult result) {
        log.write(
                "checked",
                Json.obj()
                        .with("run", run.value())
                        .with("check", result.check())
                        .with("verdict", result.verdict().name()),
                Map.of(resultMark(run, number), before -> result.toJson()));
    }

    /** The results of a run that has not ended, without those that were not performed. */
    private List<CheckResult> results(RunId run, int numbers) {
        return IntStream.range(0, numbers)
                .mapToObj(number -> read(resultMark(run, number)))
                .flatMap(mark -> resultOf(mark).stream())
                .toList();
    }

    private static Optional<CheckResult> resultOf(View mark) {
        try {
            return mark.at("check").exists() ? Optional.of(CheckResult.read(mark)) : Optional.empty();
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /**
     * Adds to the history what a run measured, and lets the checks learn from it unless the backup is broken. Recording a run
     * twice changes nothing.
     */
    public void record(String entry, VerificationRecord record, int checks) {
        int numbers = OF_RESTORE + checks;
        var run = new RunId(record.run());
        var changes = new HashMap<String, UnaryOperator<Json.Obj>>();
        changes.put(
                historyMark(entry),
                before -> Json.obj()
                        .with("records", historyOf(View.of(before)).with(record).toJson()));
        boolean teaches = !record.canary()
                && record.verdict()
                        .filter(verdict -> verdict != BackupVerdict.BROKEN)
                        .isPresent();
        for (var result : teaches ? results(run, numbers) : List.<CheckResult>of()) {
            changes.put(
                    baselineMark(entry, result.check()),
                    before -> baselineOf(View.of(before)).after(List.of(result)).toJson());
        }
        for (int number = 0; number < numbers; number++) {
            if (read(resultMark(run, number)).at("check").exists()) {
                changes.put(resultMark(run, number), before -> Json.Obj.EMPTY);
            }
        }
        log.write("recorded", Json.obj().with("entry", entry).with("record", record.toJson()), changes);
    }

    /** Keeps what a drill measured, with those before. */
    public void record(DrillRecord drill) {
        log.write("drilled", Json.obj().with("drill", drill.toJson()), Map.of(DRILLS, before -> {
            var all = new ArrayList<Json>();
            drillsOf(View.of(before)).forEach(earlier -> all.add(earlier.toJson()));
            all.add(drill.toJson());
            return Json.obj().with("drills", Json.arr(all.subList(Math.max(0, all.size() - MOST_DRILLS), all.size())));
        }));
    }

    /** Keeps what a failover test measured, with those before. */
    public void record(FailoverRecord failover) {
        log.write("failed-over", Json.obj().with("failover", failover.toJson()), Map.of(FAILOVERS, before -> {
            var all = new ArrayList<Json>();
            failoversOf(View.of(before)).forEach(earlier -> all.add(earlier.toJson()));
            all.add(failover.toJson());
            return Json.obj()
                    .with("failovers", Json.arr(all.subList(Math.max(0, all.size() - MOST_DRILLS), all.size())));
        }));
    }

    /** The failover tests, oldest first. */
    public List<FailoverRecord> failovers() {
        return failoversOf(read(FAILOVERS));
    }

    private static List<FailoverRecord> failoversOf(View mark) {
        try {
            var failovers = new ArrayList<FailoverRecord>();
            if (mark.at("failovers").exists()) {
                for (var failover : mark.at("failovers").items()) {
                    failovers.add(FailoverRecord.read(failover));
                }
            }
            return failovers;
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** The drills, oldest first. */
    public List<DrillRecord> drills() {
        return drillsOf(read(DRILLS));
    }

    private static List<DrillRecord> drillsOf(View mark) {
        try {
            var drills = new ArrayList<DrillRecord>();
            if (mark.at("drills").exists()) {
                for (var drill : mark.at("drills").items()) {
                    drills.add(DrillRecord.read(drill));
                }
            }
            return drills;
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    /** Lets a check of an entry learn anew: somebody accepted that the database changed. */
    public void forget(String entry, List<String> checks, String by, String reason) {
        var changes = new HashMap<String, UnaryOperator<Json.Obj>>();
        checks.forEach(check -> changes.put(baselineMark(entry, check), before -> Json.Obj.EMPTY));
        log.write(
                "accepted",
                Json.obj()
                        .with("entry", entry)
                        .with("checks", Json.strings(checks))
                        .with("by", by)
                        .with("reason", reason),
                changes);
    }

    private View read(String key) {
        return View.of(ledger.marker(key).value());
    }

    private static LedgerException unreadable(JsonException e) {
        return new LedgerException("a mark of the verifications cannot be read: " + e.getMessage(), false, e);
    }
}

package io.nightshift.backup;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.MachineState;
import io.nightshift.core.machine.PhaseState;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The state of a verification: its phase, and named facts. */
record Verification(PhaseState<BackupPhase> core) implements MachineState<BackupPhase, Verification> {

    /** Who or what asked. */
    static final String BY = "by";

    static final String REQUEST = "request";
    static final String BACKUP = "backup";

    /** What may exist under the name of this run: set before the restore call, so that a crash cannot lose it. */
    static final String ORDER = "order";

    /** Broken promises and suspicions, found before the restore. */
    static final String FINDINGS = "findings";

    static final String RESULTS = "results";
    private static final String CHECKS = "checks";
    static final String LAST_GOOD = "lastGood";

    /** Whether the provider listed what was restored. */
    static final String SEEN = "seen";

    /** What was damaged in the restored data, for a test of the checks. */
    static final String DAMAGE = "damage";

    /** Times. */
    static final String BEGAN = "began";

    static final String ORDERED = "ordered";
    static final String ENTERED = "entered";
    static final String CHECKED = "checked";

    /** How it ends after the removal, and why. */
    static final String OUTCOME = "outcome";

    static final String REASON = "reason";

    /** What a message told already, so that it is told once. */
    static final String TOLD = "told";

    /** More findings, and more of one, are in the ledger's entries and not in the state. */
    private static final int MOST_FINDINGS = 4;

    private static final int LONGEST_FINDING = 200;

    static Verification starting(Instant now) {
        return new Verification(PhaseState.starting(VerificationTable.TABLE.first(), now)).marking(BEGAN, now);
    }

    @Override
    public Verification with(PhaseState<BackupPhase> next) {
        return new Verification(next);
    }

    BackupRequest request() throws JsonException {
        return BackupRequest.read(fact(REQUEST).object());
    }

    Verification ordering(RestoreOrder order) {
        return knowing(ORDER, order.toJson());
    }

    RestoreOrder order() throws JsonException {
        return RestoreOrder.read(fact(ORDER));
    }

    Verification of(StoredBackup backup) {
        return knowing(BACKUP, backup.toJson());
    }

    Optional<StoredBackup> backup() throws JsonException {
        return has(BACKUP) ? Optional.of(StoredBackup.read(fact(BACKUP))) : Optional.empty();
    }

    List<String> findings() throws JsonException {
        return has(FINDINGS) ? fact(FINDINGS).strings() : List.of();
    }

    Verification finding(String finding) throws JsonException {
        var all = new ArrayList<>(findings());
        all.add(finding);
        return knowing(FINDINGS, Json.strings(all)).tell(finding);
    }

    BackupCheckReport report() throws JsonException {
        return has(RESULTS) ? BackupCheckReport.read(fact(RESULTS)) : new BackupCheckReport(List.of());
    }

    /** Adds a result without its counts and hashes: those of a large schema do not fit into the state of a run. */
    Verification resulting(CheckResult result) throws JsonException {
        var all = new ArrayList<>(report().results());
        all.add(new CheckResult(
                result.check(),
                result.verdict(),
                result.findings().stream()
                        .limit(MOST_FINDINGS)
                        .map(Verification::shortened)
                        .toList(),
                new TreeMap<>(),
                new TreeMap<>(),
                result.took()));
        return knowing(RESULTS, new BackupCheckReport(all).toJson());
    }

    /** How many checks are done. */
    int checks() throws JsonException {
        return (int) fact(CHECKS).integerOr(0);
    }

    Verification checked(int checks) {
        return knowing(facts().with(CHECKS, checks));
    }

    private static String shortened(String finding) {
        return finding.length() <= LONGEST_FINDING ? finding : finding.substring(0, LONGEST_FINDING) + "…";
    }

    Verification ending(Outcome outcome, String reason) {
        return knowing(OUTCOME, outcome.name()).knowing(REASON, reason);
    }

    Outcome outcome() throws JsonException {
        return fact(OUTCOME).constant(Outcome.class);
    }

    /** The time between two marks; zero if one of them was not reached. */
    Duration between(String from, String to) throws JsonException {
        return has(from) && has(to) ? Duration.between(since(from), since(to)) : Duration.ZERO;
    }

    static Verification fromJson(View json) throws JsonException {
        return new Verification(PhaseState.fromJson(BackupPhase.class, json));
    }
}

package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Failures of scans, one table after another: a damaged one does not hide the next. */
final class ScanFailures {

    private final List<String> findings = new ArrayList<>();
    private final List<BackupVerdict> verdicts = new ArrayList<>();

    interface Scan {
        void run() throws SQLException;
    }

    /** @throws SQLException if the connection is lost: nothing more can be read */
    void scan(ReadSession session, String object, Scan scan) throws SQLException {
        try {
            scan.run();
        } catch (SQLException e) {
            var failure = SqlFailure.of(e);
            note(failure.verdict(), object + " " + failure.text());
            session.rollback();
        }
    }

    void note(BackupVerdict verdict, String finding) {
        verdicts.add(verdict);
        findings.add(finding);
    }

    /** The result with these failures, and with what is missing, before its own findings. */
    CheckResult joined(CheckResult result, List<String> missing) {
        missing.forEach(object -> note(BackupVerdict.BROKEN, object));
        verdicts.add(result.verdict());
        findings.addAll(result.findings());
        return CheckResult.of(result.check(), BackupVerdict.worst(verdicts), List.copyOf(findings))
                .counting(result.counts())
                .hashing(result.hashes());
    }
}

package io.nightshift.backup;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Question;
import java.util.ArrayList;
import java.util.List;

/** What a verification asks. All are about the database; {@code with} has {@code database}, and {@code order} once there is one. */
public final class BackupQuestions {

    /**
     * The backups of the database, and what earlier verifications measured.
     *
     * @param backups the newest first
     */
    public record FoundBackups(List<StoredBackup> backups, VerificationHistory earlier) {

        /** More backups are not told: the newest ones decide. */
        public static final int MOST = 20;

        /** More earlier runs are not told. */
        public static final int MOST_EARLIER = 31;

        public FoundBackups {
            backups = backups.stream().limit(MOST).toList();
            earlier = earlier.latest(MOST_EARLIER);
        }

        public Json.Obj toJson() {
            return Json.obj()
                    .with(
                            "backups",
                            Json.arr(backups.stream().map(StoredBackup::toJson).toList()))
                    .with("earlier", earlier.toJson());
        }

        static FoundBackups read(Health health, View json) throws JsonException {
            var backups = new ArrayList<StoredBackup>();
            for (var backup : json.at("backups").items()) {
                backups.add(StoredBackup.read(backup));
            }
            return new FoundBackups(backups, VerificationHistory.read(json.at("earlier")));
        }
    }

    /**
     * One attempt to get in. WELL if a query was answered, UNKNOWN if it may be later, UNWELL if it never will.
     *
     * @param reason why not; empty if it was
     * @param decided whether nothing can be queried, and the report is the verdict
     * @param report what the restore itself found, and the first query
     */
    public record EntryAnswer(String reason, boolean decided, BackupCheckReport report) {

        public Json.Obj toJson() {
            return Json.obj().with("reason", reason).with("decided", decided).with("report", report.toJson());
        }

        static EntryAnswer read(Health health, View json) throws JsonException {
            return new EntryAnswer(
                    json.at("reason").text(), json.at("decided").bool(), BackupCheckReport.read(json.at("report")));
        }
    }

    public static final Question<FoundBackups> FIND = new Question<>("backup-find", FoundBackups::read);

    /** How far the restore or the removal is. */
    public static final Question<RestoreStatus> STATUS =
            new Question<>("restore-status", (health, json) -> RestoreStatus.read(json));

    public static final Question<EntryAnswer> ENTRY = new Question<>("restore-entry", EntryAnswer::read);

    /** Performs one check; {@code with.check} is it. */
    public static final Question<CheckResult> CHECK =
            new Question<>("restore-check", (health, json) -> CheckResult.read(json));

    public static final List<Question<?>> ALL = List.of(FIND, STATUS, ENTRY, CHECK);

    private BackupQuestions() {}
}

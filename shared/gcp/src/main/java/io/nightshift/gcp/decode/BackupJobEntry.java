package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Locale;
import java.util.Optional;

/**
 * A job of Backup and DR in Cloud Logging: a backup into a vault, or a restore from one. The subject is what is backed up.
 *
 * @see <a href="https://cloud.google.com/backup-disaster-recovery/docs/monitor-reports/backupvault-backup-recovery-jobs">Google Cloud:
 *     logs of vaulted backup and restore jobs</a>
 */
record BackupJobEntry(View entry, LogName log) {

    static final String LOG = "backupdr.googleapis.com/bdr_backup_restore_jobs";

    Signal signal() throws JsonException {
        var job = entry.at("jsonPayload");
        var labels = new Labels()
                .with(
                        job,
                        "jobId",
                        "jobCategory",
                        "resourceType",
                        "backupPlanName",
                        "backupName",
                        "restoreResourceName");
        var header = new Signal.Header(
                LogEntry.id(entry, log), "gcp.backupdr", LogEntry.time(entry), subject(job), labels.all());
        var status = Fields.name(job.at("jobStatus"));
        var error = Fields.nameOrEmpty(job.at("errorMessage"));
        return new Signal.ResourceChange(
                header,
                status,
                Fields.nameOrEmpty(job.at("jobCategory")) + ": " + status + (error.isEmpty() ? "" : ": " + error),
                "");
    }

    private Resource subject(View job) throws JsonException {
        var name = Fields.nameOrEmpty(job.at("sourceResourceName"));
        var origin = Origin.gcp(log.project(), "");
        return named(name, Fields.nameOrEmpty(job.at("resourceType")))
                .map(found -> found.resource(origin))
                .orElseGet(() -> new Resource(
                        origin, Kinds.GCP_PROJECT, origin.account().isEmpty() ? "unknown" : origin.account()));
    }

    /** A full name, or a path whose service only the type tells: {@code sqladmin.googleapis.com/Instance}, {@code Cloud SQL}. */
    private static Optional<ResourceName> named(String name, String type) {
        if (name.startsWith("//")) {
            return ResourceName.full(name);
        }
        var lower = type.toLowerCase(Locale.ROOT);
        var service = lower.contains("sql")
                ? "sqladmin"
                : lower.contains("compute") || lower.contains("disk") ? "compute" : lower.split("[./ ]", 2)[0];
        return name.isEmpty() ? Optional.empty() : ResourceName.of(service, name);
    }
}

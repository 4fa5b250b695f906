package io.nightshift.backup.gcp;

import static io.nightshift.backup.gcp.FirestoreRestore.text;

import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.restore.StoredBackup.State;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.HeldCounts;
import io.nightshift.backup.runtime.RecordedCount;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.ProjectAdapters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Backups of Firestore, restored into a new database, and points in time, which are cloned. Documents are counted by queries; there
 * is no password.
 *
 * @see <a href="https://cloud.google.com/firestore/docs/backups">Firestore: back up and restore data</a>
 */
public final class FirestoreBackups implements BackupSource {

    private static final String CLONE = "clone";
    private static final String OURS = RestoreOrder.nameOf(new RunId(RestoreOrder.RUNS));
    private static final int MOST = 100;
    private static final Pattern ID = Pattern.compile("\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9]");

    /** Points in time are full minutes, and the newest may not be one yet. */
    private static final Duration YOUNGEST = Duration.ofMinutes(1);

    private final ProjectAdapters<FirestoreProject> projects;
    private final HeldCounts counts;
    private final InstantSource clock;

    /**
     * @param projects made by {@link FirestoreProject#of}
     * @param counts those of this process
     */
    public FirestoreBackups(ProjectAdapters<FirestoreProject> projects, HeldCounts counts, InstantSource clock) {
        this.projects = projects;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().origin().cloud() == Cloud.GCP
                && database.subject().kind().equals(Kinds.FIRESTORE_DATABASE);
    }

    private static boolean clones(ProtectedDatabase database) {
        return database.source().get("by") instanceof Json.Str(var by) && by.equals(CLONE);
    }

    private static String project(ProtectedDatabase database) {
        return database.subject().origin().account();
    }

    private static String source(ProtectedDatabase database) {
        return FirestoreProject.database(project(database), database.subject().name());
    }

    private static String target(ProtectedDatabase database, RestoreOrder order) {
        return FirestoreProject.database(project(database), order.name());
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private FirestoreProject firestore(ProtectedDatabase database) throws CallFailed {
        var subject = database.subject();
        var firestore = projects.of(subject);
        firestore.scope().check(new Resource(subject.origin(), Kinds.GCP_PROJECT, project(database)));
        if (!ID.matcher(subject.name()).matches()) {
            throw failed("BadName", "backups." + database.entry() + ".source.database is not the id of a database");
        }
        return firestore;
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        var firestore = firestore(database);
        var found = firestore.find(source(database));
        if (found.filter(view -> text(view, "type").equals("DATASTORE_MODE")).isPresent()) {
            throw failed(
                    "OtherMode", database.subject().name() + " is in Datastore mode, whose data has no collections");
        }
        if (clones(database)) {
            var minute = clock.instant().minus(YOUNGEST).truncatedTo(ChronoUnit.MINUTES);
            var key = found.map(view -> text(view, "cmekConfig", "kmsKeyName")).orElse("");
            return found.isEmpty()
                    ? List.of()
                    : List.of(SqlBackup.at(minute, "").encryptedWith(key));
        }
        return firestore.backups(project(database)).stream()
                .filter(backup -> text(backup, "database").equals(source(database)))
                .map(FirestoreBackups::backup)
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList();
    }

    private static StoredBackup backup(View found) {
        var name = text(found, "name");
        var taken = SqlBackup.time(text(found, "snapshotTime"));
        var backup = StoredBackup.available(
                        name,
                        taken.orElse(Instant.EPOCH),
                        number(found, "sizeBytes").orElse(0L))
                .copiedTo(List.of(location(name)));
        return switch (text(found, "state")) {
            case "READY" -> taken.isPresent() ? backup : backup.in(State.UNUSABLE, "the time of its data is unknown");
            case "CREATING" -> backup.in(State.RUNNING, "the backup is being made");
            default -> backup.in(State.UNUSABLE, "the backup is " + text(found, "state"));
        };
    }

    /** {@code projects/PROJECT/locations/LOCATION/backups/ID}. */
    private static String location(String backup) {
        var parts = backup.split("/", -1);
        return parts.length == 6 ? parts[3] : "";
    }

    /** Of the record that was made with the backup; numbers are texts here. */
    private static Optional<Long> number(View backup, String name) {
        var text = text(backup, "stats", name);
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private FirestoreRestore restored(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var firestore = firestore(database);
        var target = target(database, order);
        return new FirestoreRestore(firestore.find(target), firestore.operations(target));
    }

    /** The last check before a call that makes a database: Firestore refuses an id that exists. */
    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var found = restored(database, order);
        if (found.exists()) {
            ours(found, database, order, NAME_TAKEN);
            return;
        }
        try {
            create(database, order);
        } catch (CallFailed e) {
            throw inOurTerms(e);
        }
    }

    private static void ours(FirestoreRestore found, ProtectedDatabase database, RestoreOrder order, String otherwise)
            throws CallFailed {
        if (!found.isRestored(database)) {
            throw failed(otherwise, order.name() + " was not restored by run " + order.run());
        }
    }

    private void create(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var firestore = firestore(database);
        var time = SqlBackup.timeOf(order.backup());
        if (time.isPresent()) {
            firestore.copy(
                    project(database),
                    order.name(),
                    source(database),
                    time.get().toString());
            return;
        }
        var backup = order.backup().startsWith("projects/" + project(database) + "/locations/")
                ? firestore.find(order.backup())
                : Optional.<View>empty();
        if (backup.filter(found -> text(found, "database").equals(source(database)))
                .isEmpty()) {
            throw failed(NO_BACKUP, "not a backup of " + source(database));
        }
        firestore.restore(project(database), order.name(), order.backup());
    }

    private static CallFailed inOurTerms(CallFailed failed) {
        var problem = failed.problem();
        return switch (problem.code()) {
            case "Http409", "alreadyExists" -> failed(NAME_TAKEN, problem.message());
            case "Http404", "notFound" -> failed(NO_BACKUP, problem.message());
            default -> failed;
        };
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return restored(database, order).toStatus(database, order);
    }

    /** IAM lets this function in. */
    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var found = restored(database, order);
        if (!found.exists()) {
            throw failed("NotFound", order.name() + " does not exist");
        }
        ours(found, database, order, NOT_OURS);
        return counts.of(order, () -> counted(database, order));
    }

    private RestoreAccess.Counted counted(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var firestore = firestore(database);
        var counted = firestore.count(target(database, order)).counts();
        var recorded = SqlBackup.isTime(order.backup())
                ? Optional.<Long>empty()
                : firestore.find(order.backup()).flatMap(backup -> number(backup, "documentCount"));
        var results = new ArrayList<CheckResult>();
        if (recorded.isPresent()) {
            results.add(
                    counted.containsKey(FirestoreCount.ALL)
                            ? new RecordedCount("documents", "in the backup")
                                    .judge(counted.getOrDefault(FirestoreCount.ALL, 0L), recorded.get())
                            : CheckResult.undecidable(
                                    RecordedCount.CHECK,
                                    "Firestore does not count documents across collections; the backup's record has "
                                            + recorded.get()));
        }
        return new RestoreAccess.Counted(counted, results);
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var found = restored(database, order);
        if (!found.exists() || found.isRemoving()) {
            return;
        }
        ours(found, database, order, NOT_OURS);
        if (found.found().isEmpty() || found.state() == RestoreStatus.State.WORKING) {
            throw new CallFailed(
                    Problem.transientFault("OperationInProgress", order.name() + " is still being restored"));
        }
        counts.forget(order);
        if (found.isProtected()) {
            firestore(database).unprotect(target(database, order));
            throw new CallFailed(
                    Problem.transientFault("OperationInProgress", order.name() + " loses its protection first"));
        }
        delete(database, order);
    }

    private void delete(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        try {
            firestore(database).delete(target(database, order));
        } catch (CallFailed e) {
            if (!inOurTerms(e).problem().code().equals(NO_BACKUP)) {
                throw e;
            }
        }
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        var all = new ArrayList<TaggedRestore>();
        for (var found : firestore(database).databases(project(database))) {
            var name = text(found, "name");
            var id = name.substring(name.lastIndexOf('/') + 1);
            if (id.startsWith(OURS)) {
                var restore = new FirestoreRestore(
                        Optional.of(found), firestore(database).operations(name));
                if (restore.isRestored(database) && !restore.isRemoving()) {
                    all.add(new TaggedRestore(
                            id,
                            RestoreOrder.runOf(id),
                            SqlBackup.time(text(found, "createTime")).orElse(Instant.EPOCH)));
                }
            }
        }
        return all;
    }
}

package io.nightshift.backup.dump;

import io.nightshift.backup.postgres.BaseBackup;
import io.nightshift.backup.postgres.BaseBackupRestore;
import io.nightshift.backup.postgres.DumpExpectation;
import io.nightshift.backup.postgres.DumpFile;
import io.nightshift.backup.postgres.DumpRestore;
import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.backup.postgres.RestoredBackup;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.DatabaseAddress;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.policy.Assembly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Dumps and base backups in folders of this machine. What is restored lives in this process: if it ends, a guard stops the servers and
 * removes their folders, and the next process finds nothing of that name.
 */
public final class FolderBackups implements BackupSource {

    private static final Set<String> KINDS = Set.of("folder", "file", "base-backup");

    private final Optional<PostgresTools> tools;
    private final Path folder;
    private final VerificationStore store;
    private final Clock clock;
    private final Map<String, Restoring> restores;
    private final Set<String> removing;

    /**
     * @param tools PostgreSQL's own; without them every restore fails and says so
     * @param folder in which temporary servers make their own, if the policy names none
     * @param running those of this process
     */
    public FolderBackups(
            Optional<PostgresTools> tools, Path folder, Running running, VerificationStore store, Clock clock) {
        this.tools = tools;
        this.folder = folder;
        this.restores = running.restores;
        this.removing = running.removing;
        this.store = store;
        this.clock = clock;
    }

    /** The restores of a process, which outlive a change of its policy. */
    public static final class Running {
        private final Map<String, Restoring> restores = new ConcurrentHashMap<>();
        private final Set<String> removing = ConcurrentHashMap.newKeySet();
    }

    /** One restore, in progress or done. */
    private record Restoring(Map<String, String> tags, Instant since, boolean physical, Future<RestoredBackup> result) {
        boolean isOf(RunId run) {
            return run.value().equals(tags.get(RestoreOrder.RUN_TAG));
        }
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.source().get("kind") instanceof Json.Str(var kind) && KINDS.contains(kind);
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        return listing(database).backups();
    }

    private static DumpListing listing(ProtectedDatabase database) throws CallFailed {
        try {
            return DumpListing.of(View.of(database.source()));
        } catch (JsonException e) {
            throw unreadable(e);
        }
    }

    private static CallFailed unreadable(JsonException e) {
        return new CallFailed(Problem.permanent("Source", "the source cannot be read: " + e.getMessage()));
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var file = listing(database).file(order.backup());
        var found = tools.orElseThrow(() -> new CallFailed(Problem.permanent(
                "NoTools",
                "this machine has no pg_restore and psql: install postgresql and postgresql-client, 14 or newer")));
        FutureTask<RestoredBackup> task;
        boolean physical;
        try {
            var work = work(database, file, found);
            task = new FutureTask<>(work::restore);
            physical = work.physical();
        } catch (JsonException e) {
            throw unreadable(e);
        }
        var mine = new Restoring(order.tags(database.entry()), clock.instant(), physical, task);
        var existing = restores.putIfAbsent(order.name(), mine);
        if (existing == null) {
            Thread.ofPlatform().daemon().name(order.name()).start(task);
        } else if (!existing.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(NAME_TAKEN, order.name() + " exists and is not of this run"));
        }
    }

    /** What restores a file. */
    private interface Restore {
        RestoredBackup restore() throws IOException;
    }

    private record Work(boolean physical, Restore how) {
        RestoredBackup restore() throws IOException {
            return how.restore();
        }
    }

    private Work work(ProtectedDatabase database, Path file, PostgresTools found) throws JsonException {
        var source = View.of(database.source());
        var place = View.of(database.place());
        var parent = place.at("folder").optionalText().map(Path::of).orElse(folder);
        if (source.at("kind").text().equals("base-backup")) {
            var backup = new BaseBackup(
                    file,
                    source.at("wal").optionalText().map(Path::of),
                    source.at("restore-point").optionalText(),
                    place.at("database").textOr("postgres"),
                    source.at("superuser").textOr("postgres"));
            return new Work(true, () -> new BaseBackupRestore(found, parent, clock).restore(backup));
        }
        var decrypt = source.at("decrypt").exists() ? Assembly.texts(source.at("decrypt")) : List.<String>of();
        var expected = new DumpExpectation(
                store.baseline(database.entry(), DumpRestore.SIZE),
                place.at("database").optionalText(),
                false);
        return new Work(
                false, () -> new DumpRestore(found, parent, clock).restore(new DumpFile(file, decrypt), expected));
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) {
        var one = restores.get(order.name());
        if (one == null) {
            return RestoreStatus.ABSENT;
        }
        if (removing.contains(order.name())) {
            return new RestoreStatus(RestoreStatus.State.REMOVING, "stopping", one.tags(), "");
        }
        if (!one.result().isDone()) {
            return new RestoreStatus(RestoreStatus.State.WORKING, "restoring", one.tags(), "");
        }
        var failure = failure(one);
        return failure.isPresent()
                ? new RestoreStatus(RestoreStatus.State.FAILED, failure.get(), one.tags(), "")
                : new RestoreStatus(RestoreStatus.State.READY, "restored", one.tags(), "");
    }

    /** Why this machine failed; a damaged backup is no failure. */
    private static Optional<String> failure(Restoring one) {
        try {
            one.result().get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("this machine failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** A temporary server has a password of its own. */
    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        var one = Optional.ofNullable(restores.get(order.name()))
                .filter(found -> found.isOf(order.run()))
                .orElseThrow(() -> new CallFailed(
                        Problem.permanent("NotFound", order.name() + " does not exist in this process")));
        if (!one.result().isDone()) {
            return new RestoreAccess.NotYet("it is being restored");
        }
        return access(database, one);
    }

    private static RestoreAccess access(ProtectedDatabase database, Restoring one) {
        var failure = failure(one);
        if (failure.isPresent()) {
            return new RestoreAccess.Impossible(failure.get());
        }
        var restored = one.result().resultNow();
        return restored.database()
                .<RestoreAccess>map(address -> new RestoreAccess.Postgres(
                        new DatabaseAddress(address.host(), address.port(), address.database(), address.authorities()),
                        address.user(),
                        RestorePassword.given(address.password()),
                        restored.results(),
                        one.physical(),
                        heartbeat(database)))
                .orElseGet(() -> new RestoreAccess.Damaged(restored.results()));
    }

    /** The name of the restore point is the value that the heartbeat row has. */
    private static Optional<String> heartbeat(ProtectedDatabase database) {
        return database.source().get("restore-point") instanceof Json.Str(var name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** A restore in progress ends first: its tools cannot be stopped in the middle. */
    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        var one = restores.get(order.name());
        if (one == null) {
            return;
        }
        if (!one.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(NOT_OURS, order.name() + " is not of this run"));
        }
        if (removing.add(order.name())) {
            Thread.ofPlatform().daemon().name("removal of " + order.name()).start(() -> remove(order.name(), one));
        }
    }

    /** If its folder cannot be removed, it is there again, and the run tries again. */
    private void remove(String name, Restoring one) {
        try {
            if (failure(one).isEmpty()) {
                one.result().resultNow().close();
            }
            restores.remove(name);
        } catch (IOException e) {
            restores.replace(name, one);
        } finally {
            removing.remove(name);
        }
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) {
        return restores.entrySet().stream()
                .filter(one -> !removing.contains(one.getKey()))
                .filter(one -> one.getValue().tags().containsKey(RestoreOrder.RUN_TAG))
                .map(one -> new TaggedRestore(
                        one.getKey(),
                        new RunId(String.valueOf(one.getValue().tags().get(RestoreOrder.RUN_TAG))),
                        one.getValue().since()))
                .toList();
    }

    /** For the contract suite: something of somebody else. */
    void stranger(String name, Map<String, String> tags) {
        restores.put(
                name,
                new Restoring(
                        Map.copyOf(tags),
                        clock.instant(),
                        false,
                        CompletableFuture.completedFuture(
                                new RestoredBackup(List.of(), Optional.empty(), Optional.empty()))));
    }

    /** Somebody else removes what is theirs. */
    void strangerLeaves(String name) {
        restores.remove(name);
    }
}

package io.nightshift.backup.sandbox;

import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RecordedCount;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A provider whose restores are counted, in memory, with the traps of DynamoDB: the restore call takes no tags, so a crash before
 * the next call leaves a table that only its own record proves to be ours; counting takes minutes, and begins anew in another
 * process. A damaged backup restores a part of its items.
 */
public final class FakeCountedRestores implements BackupSource {

    private static final String OURS = RestoreOrder.nameOf(new RunId(RestoreOrder.RUNS));
    private static final long ITEMS = 1000;
    private static final long LEFT = 400;

    private final InstantSource clock;

    /** Called before and after each change, so that a worker can die there. */
    private final Runnable point;

    private final Map<String, List<StoredBackup>> backups = new TreeMap<>();
    private final Set<String> damaged = new HashSet<>();
    private final Map<String, Table> tables = new TreeMap<>();
    private final Map<String, Instant> counting = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private Optional<Problem> failing = Optional.empty();

    /** How long a restore takes. */
    public Duration takes = Duration.ofMinutes(2);

    /** How long a removal takes. */
    public Duration removes = Duration.ofSeconds(30);

    /** How long a count takes. */
    public Duration counts = Duration.ofMinutes(3);

    /** @param source the table from which it was restored, by the provider's own record; empty if it was not */
    private record Table(
            String source, String backup, boolean ours, Map<String, String> tags, Instant ready, Instant gone) {

        Table tagged(Map<String, String> more) {
            return new Table(source, backup, ours, more, ready, gone);
        }

        Table leaving(Instant at) {
            return new Table(source, backup, ours, tags, ready, at);
        }

        boolean isOf(RestoreOrder order, ProtectedDatabase database) {
            return order.run().value().equals(tags.get(RestoreOrder.RUN_TAG)) || isUntagged(database);
        }

        boolean isUntagged(ProtectedDatabase database) {
            return !tags.containsKey(RestoreOrder.RUN_TAG)
                    && source.equals(database.subject().name());
        }
    }

    /** @param point called before and after each change */
    public FakeCountedRestores(InstantSource clock, Runnable point) {
        this.clock = clock;
        this.point = point;
    }

    public void backup(String table, StoredBackup backup) {
        backups.computeIfAbsent(table, ignored -> new ArrayList<>()).add(backup);
    }

    public void damage(String backup) {
        damaged.add(backup);
    }

    public boolean isDamaged(String backup) {
        return damaged.contains(backup);
    }

    /** Somebody else's, which may carry any tag. */
    public void foreign(String name, Map<String, String> tags) {
        tables.put(name, new Table("", "", false, Map.copyOf(tags), clock.instant(), Instant.MAX));
    }

    public void foreignLeaves(String name) {
        tables.remove(name);
    }

    public void fail(Problem problem) {
        failing = Optional.of(problem);
    }

    public void recover() {
        failing = Optional.empty();
    }

    /** The process that counted is gone. */
    public void processDies() {
        counting.clear();
    }

    /** What was restored and still exists. */
    public List<String> left() {
        return tables.entrySet().stream()
                .filter(one -> one.getValue().ours() && exists(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removals of what is not ours. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    private boolean exists(Table table) {
        return clock.instant().isBefore(table.gone());
    }

    private Optional<Table> found(String name) {
        return Optional.ofNullable(tables.get(name)).filter(this::exists);
    }

    private void call() throws CallFailed {
        if (failing.isPresent()) {
            throw new CallFailed(failing.get());
        }
    }

    private void change(String name, Table table) {
        point.run();
        tables.put(name, table);
        point.run();
    }

    private static CallFailed refused(String code, RestoreOrder order) {
        return new CallFailed(Problem.permanent(code, order.name() + " is not of this run"));
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return database.subject().kind().equals(Kinds.DYNAMODB_TABLE);
    }

    @Override
    public List<StoredBackup> find(ProtectedDatabase database) throws CallFailed {
        call();
        return backups.getOrDefault(database.subject().name(), List.of()).stream()
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .toList();
    }

    @Override
    public void restore(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        call();
        var existing = found(order.name());
        if (existing.isEmpty()) {
            if (find(database).stream().noneMatch(backup -> backup.id().equals(order.backup()))) {
                throw new CallFailed(Problem.permanent(NO_BACKUP, "there is no backup " + order.backup()));
            }
            var ready = clock.instant().plus(takes);
            change(
                    order.name(),
                    new Table(database.subject().name(), order.backup(), true, Map.of(), ready, Instant.MAX));
        } else if (!existing.get().isOf(order, database)) {
            throw refused(NAME_TAKEN, order);
        } else if (status(database, order).state() == State.NEXT_STEP) {
            change(order.name(), existing.get().tagged(order.tags(database.entry())));
        }
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        call();
        var found = found(order.name());
        if (found.isEmpty()) {
            return RestoreStatus.ABSENT;
        }
        var table = found.get();
        var tags = table.isUntagged(database) ? order.tags(database.entry()) : table.tags();
        return new RestoreStatus(state(table, database), "as DynamoDB says", tags, "");
    }

    private State state(Table table, ProtectedDatabase database) {
        if (!table.gone().equals(Instant.MAX)) {
            return State.REMOVING;
        }
        if (clock.instant().isBefore(table.ready())) {
            return State.WORKING;
        }
        return table.isUntagged(database) ? State.NEXT_STEP : State.READY;
    }

    /** Nobody needs a password. */
    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) {}

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        call();
        var table = found(order.name())
                .orElseThrow(() -> new CallFailed(Problem.permanent("NotFound", order.name() + " does not exist")));
        if (!table.isOf(order, database)) {
            throw refused(NOT_OURS, order);
        }
        var began = counting.computeIfAbsent(order.name(), ignored -> clock.instant());
        if (clock.instant().isBefore(began.plus(counts))) {
            return new RestoreAccess.NotYet("it is being counted");
        }
        long items = damaged.contains(table.backup()) ? LEFT : ITEMS;
        var judged = new RecordedCount("items", "when the backup was made").judge(items, ITEMS);
        return new RestoreAccess.Counted(new TreeMap<>(Map.of("items", items)), List.of(judged));
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        call();
        var existing = found(order.name());
        if (existing.isEmpty() || !existing.get().gone().equals(Instant.MAX)) {
            return;
        }
        if (!existing.get().isOf(order, database)) {
            throw refused(NOT_OURS, order);
        }
        if (!existing.get().ours()) {
            violations.add(order.name());
        }
        counting.remove(order.name());
        change(order.name(), existing.get().leaving(clock.instant().plus(removes)));
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        call();
        return tables.entrySet().stream()
                .filter(one -> one.getKey().startsWith(OURS) && exists(one.getValue()))
                .filter(one -> one.getValue().gone().equals(Instant.MAX))
                .flatMap(one -> run(one.getKey(), one.getValue(), database)
                        .map(run -> new TaggedRestore(
                                one.getKey(), run, one.getValue().ready()))
                        .stream())
                .toList();
    }

    private static Optional<RunId> run(String name, Table table, ProtectedDatabase database) {
        return table.isUntagged(database)
                ? Optional.of(RestoreOrder.runOf(name))
                : Optional.ofNullable(table.tags().get(RestoreOrder.RUN_TAG)).map(RunId::new);
    }
}

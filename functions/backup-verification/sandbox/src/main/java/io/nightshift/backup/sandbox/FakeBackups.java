package io.nightshift.backup.sandbox;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.DatabaseAddress;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestoreChecks;
import io.nightshift.backup.runtime.RestoreDamage;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A provider with backups in memory, as strict as the real ones: a restore takes time, is listed late, needs a second call for a
 * cluster, may fail or never be ready, and its password takes effect late. It is its own checker: a restore of a damaged backup is
 * broken, whatever is checked.
 */
public final class FakeBackups implements BackupSource, RestoreChecks, RestoreDamage {

    private final InstantSource clock;

    /** Called before and after each change, so that a worker can die there. */
    private final Runnable point;

    private final Map<String, List<StoredBackup>> backups = new TreeMap<>();
    private final Set<String> damaged = new HashSet<>();
    private final Map<String, Restored> restores = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private Optional<Problem> failing = Optional.empty();

    /** How long a restore takes. */
    public Duration takes = Duration.ofMinutes(2);

    /** How long a new restore is not listed. */
    public Duration unlisted = Duration.ZERO;

    /** How long a removal takes. */
    public Duration removes = Duration.ofSeconds(30);

    /** How long a password takes. */
    public Duration opens = Duration.ofSeconds(5);

    /** Whether a restore needs a second call. */
    public boolean twoSteps;

    /** Whether it confirms removals and does nothing, as beside another operation. */
    public boolean ignoresRemovals;

    /** Whether new restores end in a final state in which they are of no use. */
    public boolean breaks;

    /** Whether its checks find nothing at all. */
    public boolean blind;

    /** What exists under one name. */
    private static final class Restored {
        final Map<String, String> tags;
        final String backup;
        final boolean ours;
        final Instant since;
        Instant ready;
        boolean broken;
        boolean secondCall;
        boolean halved;
        Instant opened = Instant.MAX;
        String password = "";
        Instant gone = Instant.MAX;

        Restored(Map<String, String> tags, String backup, boolean ours, Instant since, Instant ready) {
            this.tags = Map.copyOf(tags);
            this.backup = backup;
            this.ours = ours;
            this.since = since;
            this.ready = ready;
        }
    }

    /** @param point called before and after each change */
    public FakeBackups(InstantSource clock, Runnable point) {
        this.clock = clock;
        this.point = point;
    }

    public void backup(String database, StoredBackup backup) {
        backups.computeIfAbsent(database, ignored -> new ArrayList<>()).add(backup);
    }

    /** The backup of that id holds damaged data. */
    public void damage(String backup) {
        damaged.add(backup);
    }

    public boolean isDamaged(String backup) {
        return damaged.contains(backup);
    }

    public void forgetBackups(String database) {
        backups.remove(database);
    }

    /** Somebody else's, which may carry any tag. */
    public void foreign(String name, Map<String, String> tags) {
        restores.put(name, new Restored(tags, "", false, clock.instant(), clock.instant()));
    }

    /** Somebody else removes what is theirs. */
    public void foreignLeaves(String name) {
        restores.remove(name);
    }

    /** Every call fails so until {@link #recover}. */
    public void fail(Problem problem) {
        failing = Optional.of(problem);
    }

    public void recover() {
        failing = Optional.empty();
    }

    /** What was restored and still exists. */
    public List<String> left() {
        return names(true);
    }

    /** What somebody else made and still exists. */
    public List<String> foreign() {
        return names(false);
    }

    private List<String> names(boolean ours) {
        return restores.entrySet().stream()
                .filter(one -> one.getValue().ours == ours && exists(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Removals of what is not ours. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    private boolean exists(Restored one) {
        return clock.instant().isBefore(one.gone);
    }

    private Optional<Restored> found(String name) {
        return Optional.ofNullable(restores.get(name)).filter(this::exists);
    }

    /** Somebody else's are listed at once. */
    private boolean listed(Restored one) {
        return !one.ours || !clock.instant().isBefore(one.since.plus(unlisted));
    }

    private void call() throws CallFailed {
        if (failing.isPresent()) {
            throw new CallFailed(failing.get());
        }
    }

    private void change(Runnable what) {
        point.run();
        what.run();
        point.run();
    }

    @Override
    public boolean covers(ProtectedDatabase database) {
        return BackupKinds.ALL.contains(database.subject().kind());
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
        if (existing.isPresent()) {
            if (!order.run().value().equals(existing.get().tags.get(RestoreOrder.RUN_TAG))) {
                throw new CallFailed(Problem.permanent(NAME_TAKEN, order.name() + " exists and is not of this run"));
            }
            if (status(order.name()).state() == RestoreStatus.State.NEXT_STEP) {
                change(() -> {
                    existing.get().secondCall = true;
                    existing.get().ready = clock.instant().plus(takes);
                });
            }
            return;
        }
        if (backups.getOrDefault(database.subject().name(), List.of()).stream()
                .noneMatch(backup -> backup.id().equals(order.backup()) && backup.isAvailable())) {
            throw new CallFailed(Problem.permanent(NO_BACKUP, "there is no backup " + order.backup()));
        }
        change(() -> {
            var now = clock.instant();
            var made = new Restored(order.tags(database.entry()), order.backup(), true, now, now.plus(takes));
            made.broken = breaks;
            made.secondCall = !twoSteps;
            restores.put(order.name(), made);
        });
    }

    @Override
    public RestoreStatus status(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        call();
        return status(order.name());
    }

    private RestoreStatus status(String name) {
        var found = found(name);
        if (found.isEmpty() || !listed(found.get())) {
            return RestoreStatus.ABSENT;
        }
        var one = found.get();
        if (!one.gone.equals(Instant.MAX)) {
            return new RestoreStatus(RestoreStatus.State.REMOVING, "deleting", one.tags, "");
        }
        if (clock.instant().isBefore(one.ready)) {
            return new RestoreStatus(RestoreStatus.State.WORKING, "creating", one.tags, "");
        }
        if (one.broken) {
            return new RestoreStatus(RestoreStatus.State.FAILED, "incompatible-network", one.tags, "");
        }
        return one.secondCall
                ? new RestoreStatus(RestoreStatus.State.READY, "available", one.tags, "")
                : new RestoreStatus(RestoreStatus.State.NEXT_STEP, "available, without instances", one.tags, "");
    }

    private Restored ready(RestoreOrder order) throws CallFailed {
        var one = found(order.name())
                .orElseThrow(() -> new CallFailed(Problem.permanent("NotFound", order.name() + " does not exist")));
        if (!order.run().value().equals(one.tags.get(RestoreOrder.RUN_TAG))) {
            throw new CallFailed(Problem.permanent(NOT_OURS, order.name() + " is not of this run"));
        }
        if (status(order.name()).state() != RestoreStatus.State.READY) {
            throw new CallFailed(Problem.transientFault("InvalidState", order.name() + " is not available"));
        }
        return one;
    }

    @Override
    public void open(ProtectedDatabase database, RestoreOrder order, RestorePassword password) throws CallFailed {
        call();
        var one = ready(order);
        if (!one.password.equals(password.text())) {
            change(() -> {
                one.password = password.text();
                one.opened = clock.instant().plus(opens);
            });
        }
    }

    @Override
    public RestoreAccess login(ProtectedDatabase database, RestoreOrder order, RestorePassword password)
            throws CallFailed {
        call();
        var one = ready(order);
        if (!one.password.equals(password.text())) {
            return new RestoreAccess.Impossible("the password is another one");
        }
        return clock.instant().isBefore(one.opened)
                ? new RestoreAccess.NotYet("the password is being set")
                : RestoreAccess.Postgres.of(
                        new DatabaseAddress(order.name(), 5432, "shop", Optional.empty()), "postgres", password);
    }

    @Override
    public CheckResult check(RestoreAccess.Postgres access, BackupCheck check, CheckBaseline baseline, Instant asOf)
            throws CallFailed {
        call();
        var name = access.address().host();
        var one = found(name)
                .orElseThrow(() -> new CallFailed(Problem.transientFault("Unreachable", name + " does not answer")));
        boolean bad = damaged.contains(one.backup) || one.halved;
        return bad && !blind && !(check instanceof BackupCheck.Connects)
                ? CheckResult.broken(check.name(), "public.orders is missing")
                : CheckResult.good(check.name()).counting(Map.of("public.orders", 1000L));
    }

    @Override
    public String damage(RestoreAccess.Postgres access) throws CallFailed {
        call();
        var name = access.address().host();
        var one = found(name)
                .orElseThrow(() -> new CallFailed(Problem.transientFault("Unreachable", name + " does not answer")));
        change(() -> {
            if (!one.ours) {
                violations.add(name);
            }
            one.halved = true;
        });
        return "500 rows of public.orders were deleted";
    }

    /** The verdict is of no use to this provider. */
    @Override
    public void answer(ProtectedDatabase database, RestoreOrder order, BackupCheckReport report) throws CallFailed {
        call();
        ready(order);
    }

    @Override
    public void remove(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        call();
        var existing = found(order.name());
        if (existing.isEmpty() || !existing.get().gone.equals(Instant.MAX)) {
            return;
        }
        if (!order.run().value().equals(existing.get().tags.get(RestoreOrder.RUN_TAG))) {
            throw new CallFailed(Problem.permanent(NOT_OURS, order.name() + " is not of this run"));
        }
        if (ignoresRemovals) {
            return;
        }
        change(() -> {
            if (!existing.get().ours) {
                violations.add(order.name());
            }
            existing.get().gone = clock.instant().plus(removes);
        });
    }

    @Override
    public List<TaggedRestore> tagged(ProtectedDatabase database) throws CallFailed {
        call();
        return restores.entrySet().stream()
                .filter(one -> exists(one.getValue()) && listed(one.getValue()))
                .filter(one -> one.getValue().gone.equals(Instant.MAX))
                .filter(one -> one.getValue().tags.containsKey(RestoreOrder.RUN_TAG))
                .map(one -> new TaggedRestore(
                        one.getKey(),
                        new RunId(String.valueOf(one.getValue().tags.get(RestoreOrder.RUN_TAG))),
                        one.getValue().since))
                .toList();
    }
}

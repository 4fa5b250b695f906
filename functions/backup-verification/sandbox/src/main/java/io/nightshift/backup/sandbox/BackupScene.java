package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.BackupQuestions;
import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.action.RestoreAction;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupActor;
import io.nightshift.backup.runtime.BackupObserver;
import io.nightshift.backup.runtime.BackupSources;
import io.nightshift.backup.runtime.RestoreSweep;
import io.nightshift.backup.runtime.VerificationStore;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Two databases and a table whose backups schedules and humans verify, while backups are damaged, the provider is slow or fails, strangers use
 * our tags, and workers die before or after any change.
 */
final class BackupScene implements Scene {

    /** The one whose restores are counted. */
    private static final String TABLE = "baskets";

    private static final List<String> DATABASES = List.of("orders", "stock", TABLE);
    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final int KINDS = 10;
    private static final int MOST_CHANGES = 8;

    private final Night night;
    private final Optional<BackupBug> bug;
    private final FakeBackups world;
    private final FakeCountedRestores tables;
    private final BackupSources sources;
    private final Actor actor;
    private final Observer observer;
    private int changesUntilDeath;
    private int requests;
    private int backups;

    /** @param bug that all verifications of the night have */
    BackupScene(Night night, Optional<BackupBug> bug) {
        this.night = night;
        this.bug = bug;
        this.world = new FakeBackups(night.time(), this::point);
        this.tables = new FakeCountedRestores(night.time(), this::point);
        this.sources = new BackupSources(List.of(tables, world));
        var store = new VerificationStore(night.ledger(), night.time(), "policy");
        this.actor = new BackupActor(sources, night.ledger(), store, world, BackupSandbox.seed());
        this.observer = new BackupObserver(sources, world, store, BackupSandbox.seed());
        DATABASES.forEach(this::backUp);
    }

    static Map<String, Json.Obj> plans() {
        var plans = new TreeMap<String, Json.Obj>();
        DATABASES.forEach(name ->
                plans.put(name, (name.equals(TABLE) ? BackupSandbox.countedSpec() : BackupSandbox.spec()).toJson()));
        return plans;
    }

    private static ProtectedDatabase database(String name) {
        return name.equals(TABLE) ? BackupSandbox.table(name) : BackupSandbox.database(name);
    }

    private String backUp(String name) {
        var id = name + "-" + backups++;
        var backup = StoredBackup.available(id, night.time().instant(), 1_000_000);
        if (name.equals(TABLE)) {
            tables.backup(name, backup);
        } else {
            world.backup(name, backup);
        }
        return id;
    }

    @Override
    public String happens(int which) {
        var name = DATABASES.get(which / KINDS % DATABASES.size());
        return switch (which % KINDS) {
            case 0, 1 -> ask(name, BackupRequest.verify(false, true));
            case 2 -> ask(name, tested(name, which) ? BackupRequest.ofCanary() : BackupRequest.verify(false, true));
            case 3 -> "a new backup " + backUp(name);
            case 4 -> {
                var id = backUp(name);
                world.damage(id);
                tables.damage(id);
                yield "a damaged backup " + id;
            }
            case 5 -> dies(which / KINDS % MOST_CHANGES);
            case 6 -> fails(which / KINDS);
            case 7 -> slow(which / KINDS);
            case 8 -> stranger(which / KINDS);
            default -> odd(which / KINDS);
        };
    }

    /** What is counted is never damaged for a test. */
    private static boolean tested(String name, int which) {
        return which / KINDS % 2 == 0 && !name.equals(TABLE);
    }

    private String ask(String name, BackupRequest request) {
        var header = new Signal.Header(
                new SignalId("request " + requests++),
                "simulation",
                night.time().instant(),
                database(name).subject(),
                Map.of());
        night.signals().accept(new Signal.Request(header, name, request.toJson(), "alice"));
        return "alice wants a backup of " + name + " verified";
    }

    private String dies(int changes) {
        changesUntilDeath = changes + 1;
        return "a worker will die at change " + changesUntilDeath;
    }

    private String fails(int which) {
        var problem = which % 2 == 0
                ? Problem.transientFault("Throttling", "too many requests")
                : Problem.uncertain("Timeout", "no reply");
        world.fail(problem);
        tables.fail(problem);
        night.time().after(OUTAGE, world::recover);
        night.time().after(OUTAGE, tables::recover);
        return "the provider fails for a while";
    }

    private String slow(int which) {
        world.takes = Duration.ofMinutes(which % 3 == 0 ? 55 : 15);
        world.removes = Duration.ofMinutes(12);
        tables.takes = world.takes;
        tables.removes = world.removes;
        tables.counts = Duration.ofMinutes(15);
        world.unlisted = Duration.ofSeconds(which % 2 * 60L);
        night.time().after(OUTAGE, () -> {
            world.takes = Duration.ofMinutes(2);
            world.removes = Duration.ofSeconds(30);
            tables.takes = world.takes;
            tables.removes = world.removes;
            tables.counts = Duration.ofMinutes(3);
        });
        return "the provider is slow for a while";
    }

    /** With a tag of nobody, or with that of a run that exists, under another name. */
    private String stranger(int which) {
        var run = runs(night.ledger()).stream()
                .map(one -> one.id().value())
                .findFirst()
                .filter(ignored -> which % 2 == 0)
                .orElse("backup-" + Integer.toHexString(0x1000_0000 + which) + "0000");
        var name = "nightshift-backup-" + Integer.toHexString(0x2000_0000 + which) + "0000";
        world.foreign(name, Map.of(RestoreOrder.RUN_TAG, run));
        tables.foreign(name, Map.of(RestoreOrder.RUN_TAG, run));
        return "a stranger uses the tag of " + run;
    }

    private String odd(int which) {
        world.twoSteps = which % 2 == 0;
        world.breaks = which % 3 == 0;
        night.time().after(OUTAGE, () -> world.breaks = false);
        return "restores need " + (world.twoSteps ? "two calls" : "one call") + (world.breaks ? ", and fail" : "");
    }

    private boolean has(BackupBug one) {
        return bug.filter(one::equals).isPresent();
    }

    private void point() {
        if (!violations().isEmpty()) {
            night.wrong().broken("nothing foreign is removed", violations() + " was removed");
        }
        if (changesUntilDeath > 0 && --changesUntilDeath == 0) {
            tables.processDies();
            throw new WorkerDied();
        }
    }

    @Override
    public void sweeps(Ports ports, Engine engine) {
        if (has(BackupBug.TAG_IS_PROOF)) {
            removeByTag();
        }
        new RestoreSweep(sources, ports.ledger(), ports.host())
                .sweep(DATABASES.stream().map(BackupScene::database).toList())
                .left()
                .forEach(engine::handle);
    }

    private void removeByTag() {
        try {
            var database = BackupSandbox.database(DATABASES.getFirst());
            for (var tagged : world.tagged(database)) {
                world.remove(
                        database,
                        new RestoreOrder(
                                tagged.run(), tagged.name(), "", night.time().instant()));
            }
        } catch (io.nightshift.core.act.CallFailed e) {
            // The bug needs no provider that answers.
        }
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        var left = Stream.concat(world.left().stream(), tables.left().stream()).toList();
        if (!left.isEmpty()) {
            return Optional.of("orphans: " + left);
        }
        if (!violations().isEmpty()) {
            return Optional.of("removed, and not ours: " + violations());
        }
        return runs(ledger).stream().flatMap(run -> wrong(run).stream()).findFirst();
    }

    private List<String> violations() {
        return Stream.concat(world.violations().stream(), tables.violations().stream())
                .toList();
    }

    private static List<Run> runs(Ledger ledger) {
        return ledger.runs(Optional.empty(), 1000).items().stream()
                .filter(run -> !MarkLog.isLog(run))
                .toList();
    }

    private Optional<String> wrong(Run run) {
        try {
            var progress = BackupProgress.of(run);
            boolean verified = run.outcome().filter(Outcome.RESOLVED::equals).isPresent();
            return progress.backup()
                    .filter(backup -> verified && !progress.canary() && isDamaged(backup.id()))
                    .map(backup -> "run " + run.id() + " calls the damaged backup " + backup.id() + " good");
        } catch (JsonException e) {
            return Optional.of("run " + run.id() + " cannot be read: " + e.getMessage());
        }
    }

    private boolean isDamaged(String backup) {
        return world.isDamaged(backup) || tables.isDamaged(backup);
    }

    @Override
    public boolean performs(Action action) {
        return actor.performs(action);
    }

    @Override
    public LiveState before(Action action) {
        return actor.before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        return has(BackupBug.LEFT_BEHIND) && action instanceof RestoreAction act && act.step() == RestoreStep.REMOVE
                ? new Performed.Done(Json.obj())
                : actor.perform(action, key, capsule);
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return actor.probe(action, key, capsule);
    }

    @Override
    public boolean observes(Query query) {
        return observer.observes(query);
    }

    @Override
    public Observed observe(Query query) {
        var seen = observer.observe(query);
        if (has(BackupBug.GOOD_UNSEEN) && query.name().equals(BackupQuestions.CHECK.name())) {
            return good(seen);
        }
        return has(BackupBug.LEFT_BEHIND) && query.name().equals(BackupQuestions.STATUS.name()) && removes(query)
                ? new Observed.Seen(Health.WELL, RestoreStatus.ABSENT.toJson())
                : seen;
    }

    private static Observed good(Observed seen) {
        return seen instanceof Observed.Seen answered
                ? new Observed.Seen(
                        Health.WELL,
                        answered.details()
                                .with("verdict", BackupVerdict.GOOD.name())
                                .with("findings", Json.arr()))
                : new Observed.Seen(Health.WELL, CheckResult.good("row-counts").toJson());
    }

    private boolean removes(Query query) {
        return runs(night.ledger()).stream()
                .filter(run -> orderedName(query).equals(RestoreOrder.nameOf(run.id())))
                .anyMatch(run -> phase(run).equals("CONFIRMING"));
    }

    private static String phase(Run run) {
        return run.state().get("phase") instanceof Json.Str(var phase) ? phase : "";
    }

    private static String orderedName(Query query) {
        return query.with().get("order") instanceof Json.Obj order && order.get("name") instanceof Json.Str(var name)
                ? name
                : "";
    }
}

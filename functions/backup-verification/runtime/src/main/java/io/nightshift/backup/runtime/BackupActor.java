package io.nightshift.backup.runtime;

import io.nightshift.backup.action.RestoreAction;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.measure.VerificationRecord;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Performs the acts of a verification. Each repetition finds what the earlier attempt did. */
public final class BackupActor implements Actor {

    private final BackupSources sources;
    private final VerificationStore store;
    private final RestoreDamage damage;
    private final OwnedRestores owned;
    private final Supplier<byte[]> seed;

    /** @param seed of the passwords of restored databases, at least 16 bytes that only this function knows */
    public BackupActor(
            BackupSources sources, Ledger ledger, VerificationStore store, RestoreDamage damage, byte[] seed) {
        this(sources, ledger, store, damage, seed::clone);
    }

    /** The same with a seed that is read at each use: a snapshot of the process contains none. */
    public BackupActor(
            BackupSources sources,
            Ledger ledger,
            VerificationStore store,
            RestoreDamage damage,
            Supplier<byte[]> seed) {
        this.sources = sources;
        this.store = store;
        this.damage = damage;
        this.owned = new OwnedRestores(ledger);
        this.seed = seed;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RestoreAction;
    }

    @Override
    public LiveState before(Action action) {
        return new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
    }

    /** The acts lead to a state, so the engine repeats them. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return new Performed.Done(perform((RestoreAction) action));
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (LedgerException e) {
            return new Performed.NotDone(Problem.uncertain("Ledger", e.getMessage()));
        } catch (JsonException e) {
            return ActionExecution.not("Action", "the act cannot be read: " + e.getMessage());
        }
    }

    private Json.Obj perform(RestoreAction act) throws CallFailed, JsonException {
        var database = act.database();
        var order = act.order();
        switch (act.step()) {
            case RESTORE -> sources.of(database).restore(database, order);
            case OPEN -> sources.of(database).open(database, order, RestorePassword.of(seed.get(), order.run()));
            case ANSWER ->
                sources.of(database)
                        .answer(
                                database,
                                order,
                                BackupCheckReport.read(View.of(act.more()).at("report")));
            case DAMAGE -> {
                return damage(act);
            }
            case REMOVE -> {
                return remove(act);
            }
            case RECORD ->
                store.record(
                        database.entry(),
                        VerificationRecord.read(View.of(act.more()).at("record")),
                        (int) View.of(act.more()).at("checks").integer());
        }
        return Json.obj();
    }

    /** Only what both the tag and the ledger call ours. */
    private Json.Obj remove(RestoreAction act) throws CallFailed {
        var database = act.database();
        var order = act.order();
        var source = sources.of(database);
        var status = source.status(database, order);
        if (status.state() == RestoreStatus.State.ABSENT || status.state() == RestoreStatus.State.REMOVING) {
            return Json.obj().with(ActionExecution.ALREADY, true);
        }
        ours(act, status);
        source.remove(database, order);
        return Json.obj();
    }

    private void ours(RestoreAction act, RestoreStatus status) throws CallFailed {
        var order = act.order();
        if (!status.isOf(order.run())) {
            throw new CallFailed(Problem.permanent(
                    BackupSource.NOT_OURS, order.name() + " does not carry the tag of run " + order.run()));
        }
        if (!owned.has(order.run(), order.name(), act.database().subject())) {
            throw new CallFailed(Problem.permanent(
                    BackupSource.NOT_OURS,
                    "no run in the ledger restored " + order.name() + ", whatever its tag says"));
        }
    }

    /** Only what both the tag and the ledger call ours is damaged. */
    private Json.Obj damage(RestoreAction act) throws CallFailed {
        var database = act.database();
        var order = act.order();
        var source = sources.of(database);
        ours(act, source.status(database, order));
        var access = source.login(database, order, RestorePassword.of(seed.get(), order.run()));
        if (!(access instanceof RestoreAccess.Postgres postgres)) {
            throw new CallFailed(Problem.permanent("NoDatabase", "only a PostgreSQL can be damaged for a test"));
        }
        return Json.obj().with("damage", damage.damage(postgres));
    }
}

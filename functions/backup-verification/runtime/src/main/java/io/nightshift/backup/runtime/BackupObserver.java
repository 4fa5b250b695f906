package io.nightshift.backup.runtime;

import io.nightshift.backup.BackupQuestions;
import io.nightshift.backup.BackupQuestions.EntryAnswer;
import io.nightshift.backup.BackupQuestions.FoundBackups;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.check.CountsInBand;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Answers the questions of a verification. It changes nothing but the store of results. */
public final class BackupObserver implements Observer {

    private final BackupSources sources;
    private final RestoreChecks checks;
    private final VerificationStore store;
    private final Supplier<byte[]> seed;

    /** @param seed as that of the {@link BackupActor} */
    public BackupObserver(BackupSources sources, RestoreChecks checks, VerificationStore store, byte[] seed) {
        this(sources, checks, store, seed::clone);
    }

    public BackupObserver(BackupSources sources, RestoreChecks checks, VerificationStore store, Supplier<byte[]> seed) {
        this.sources = sources;
        this.checks = checks;
        this.store = store;
        this.seed = seed;
    }

    @Override
    public boolean observes(Query query) {
        return BackupQuestions.ALL.stream().anyMatch(question -> question.name().equals(query.name()));
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var database = ProtectedDatabase.read(with.at("database"));
            if (query.name().equals(BackupQuestions.FIND.name())) {
                return find(database);
            }
            var order = RestoreOrder.read(with.at("order"));
            if (query.name().equals(BackupQuestions.STATUS.name())) {
                var status = sources.of(database).status(database, order);
                return new Observed.Seen(Health.WELL, status.toJson());
            }
            return query.name().equals(BackupQuestions.ENTRY.name())
                    ? entry(database, order, with.at("began").instant())
                    : check(database, order, with);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (LedgerException e) {
            return new Observed.NotSeen(Problem.transientFault("Ledger", e.getMessage()));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private Observed find(ProtectedDatabase database) throws CallFailed {
        var found = new FoundBackups(sources.of(database).find(database), store.history(database.entry()));
        return new Observed.Seen(Health.WELL, found.toJson());
    }

    private RestoreAccess access(ProtectedDatabase database, RestoreOrder order) throws CallFailed {
        return sources.of(database).login(database, order, RestorePassword.of(seed.get(), order.run()));
    }

    private Observed entry(ProtectedDatabase database, RestoreOrder order, Instant asOf) throws CallFailed {
        return switch (access(database, order)) {
            case RestoreAccess.NotYet(var reason) -> answer(Health.UNKNOWN, reason, false, List.of());
            case RestoreAccess.Impossible(var reason) -> answer(Health.UNWELL, reason, false, List.of());
            case RestoreAccess.Counted counted -> entered(order, counted.results());
            case RestoreAccess.Damaged(var results) -> answer(Health.WELL, "", true, results);
            case RestoreAccess.Postgres postgres -> firstQuery(database, order, postgres, asOf);
        };
    }

    private Observed firstQuery(
            ProtectedDatabase database, RestoreOrder order, RestoreAccess.Postgres access, Instant asOf)
            throws CallFailed {
        var check = new BackupCheck.Connects();
        var first = checks.check(access, check, store.baseline(database.entry(), check.name()), asOf);
        if (first.verdict() != BackupVerdict.GOOD) {
            return answer(Health.UNKNOWN, String.join("; ", first.findings()), false, List.of());
        }
        var results = new ArrayList<>(access.results());
        results.add(first);
        return entered(order, results);
    }

    private Observed entered(RestoreOrder order, List<CheckResult> results) {
        for (int number = 0; number < Math.min(results.size(), VerificationStore.OF_RESTORE); number++) {
            store.keep(order.run(), number, results.get(number));
        }
        return answer(Health.WELL, "", false, results);
    }

    private static Observed answer(Health health, String reason, boolean decided, List<CheckResult> results) {
        return new Observed.Seen(health, new EntryAnswer(reason, decided, new BackupCheckReport(results)).toJson());
    }

    private Observed check(ProtectedDatabase database, RestoreOrder order, View with) throws CallFailed, JsonException {
        var check = BackupCheck.read(with.at("check"));
        var result =
                check(database, access(database, order), check, with.at("began").instant());
        store.keep(
                order.run(),
                VerificationStore.OF_RESTORE + (int) with.at("number").integer(),
                result);
        return new Observed.Seen(
                switch (result.verdict()) {
                    case GOOD -> Health.WELL;
                    case UNDECIDABLE -> Health.UNKNOWN;
                    case BROKEN -> Health.UNWELL;
                },
                result.toJson());
    }

    private CheckResult check(ProtectedDatabase database, RestoreAccess access, BackupCheck check, Instant asOf)
            throws CallFailed {
        var baseline = store.baseline(database.entry(), check.name());
        return switch (access) {
            case RestoreAccess.Postgres postgres -> checks.check(postgres, check, baseline, asOf);
            case RestoreAccess.Counted counted ->
                check instanceof BackupCheck.RowCounts rows
                        ? CountsInBand.judge(
                                check.name(),
                                counted.counts(),
                                baseline,
                                name -> rows.mayBeEmpty().contains(name),
                                "items",
                                rows.tolerance())
                        : CheckResult.undecidable(check.name(), "is for PostgreSQL; this was counted only");
            case RestoreAccess.Damaged _ -> CheckResult.broken(check.name(), "nothing was restored");
            case RestoreAccess.NotYet(var reason) ->
                throw new CallFailed(Problem.transientFault("NotYet", "the login works no more: " + reason));
            case RestoreAccess.Impossible(var reason) ->
                throw new CallFailed(Problem.permanent("Impossible", "the login works no more: " + reason));
        };
    }
}

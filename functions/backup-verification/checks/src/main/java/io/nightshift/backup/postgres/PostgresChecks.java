package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Performs checks on a restored PostgreSQL, 14 or newer, in read-only transactions. Memory does not grow with the database.
 *
 * <p>A server that refuses the connection answers every check with the same broken verdict. Nothing is thrown.
 */
public final class PostgresChecks {

    private final RestoreConnector connector;
    private final Clock clock;

    public PostgresChecks(RestoreConnector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** Performs them on one connection, the cheap ones first; a check that loses it does not cost the next one's verdict. */
    public BackupCheckReport perform(List<BackupCheck> checks, CheckContext context) {
        var results = new ArrayList<CheckResult>();
        var session = Optional.<ReadSession>empty();
        try {
            for (var check : ordered(checks)) {
                var begin = clock.instant();
                CheckResult result;
                try {
                    session = Optional.of(usable(session, context));
                    result = perform(check, context, session.get());
                } catch (SQLException e) {
                    var failure = SqlFailure.of(e);
                    result = CheckResult.of(check.name(), failure.verdict(), List.of("the database " + failure.text()));
                }
                results.add(result.taking(Duration.between(begin, clock.instant())));
            }
        } finally {
            session.ifPresent(ReadSession::close);
        }
        return new BackupCheckReport(results);
    }

    private static List<BackupCheck> ordered(List<BackupCheck> checks) {
        return checks.stream()
                .sorted(Comparator.comparingInt(check -> BackupCheck.TYPES.indexOf(check.type())))
                .toList();
    }

    private ReadSession usable(Optional<ReadSession> session, CheckContext context) throws SQLException {
        if (session.isPresent()) {
            if (session.get().isUsable()) {
                return session.get();
            }
            session.get().close();
        }
        return ReadSession.open(connector, context.statement());
    }

    private static CheckResult perform(BackupCheck check, CheckContext context, ReadSession session)
            throws SQLException {
        var catalog = new CatalogChecks(session, context, check.name());
        var tables = new TableChecks(session, context, check.name());
        return switch (check) {
            case BackupCheck.Connects _ -> catalog.connects();
            case BackupCheck.ServerVersion version -> catalog.version(version);
            case BackupCheck.Identity _ -> catalog.identity();
            case BackupCheck.Schema _ -> new SchemaCheck(session, context.baseline(), check.name()).perform();
            case BackupCheck.RowCounts counts -> tables.rowCounts(counts);
            case BackupCheck.Freshness fresh -> tables.freshness(fresh);
            case BackupCheck.Heartbeat beat -> tables.heartbeat(beat);
            case BackupCheck.StableHash(var names) ->
                new HashCheck(session, context.baseline(), check.name()).perform(names);
            case BackupCheck.FullRead(var names) -> tables.fullRead(names);
            case BackupCheck.LargeObjects objects -> tables.largeObjects(objects);
            case BackupCheck.Amcheck(var names) -> new AmcheckCheck(session, check.name()).perform(names);
            case BackupCheck.CollationVersion _ -> catalog.collations();
            case BackupCheck.Sequences _ -> new SequenceCheck(session, check.name()).perform();
            case BackupCheck.InvalidIndexes _ -> catalog.invalidIndexes();
            case BackupCheck.UnvalidatedConstraints _ -> catalog.unvalidatedConstraints();
            case BackupCheck.Extensions(var names) -> catalog.extensions(names);
            case BackupCheck.Roles(var names) -> catalog.roles(names);
            case BackupCheck.UserSql sql -> tables.userSql(sql);
        };
    }
}

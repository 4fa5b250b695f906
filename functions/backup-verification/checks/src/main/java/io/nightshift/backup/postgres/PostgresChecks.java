package io.nightshift.backup.postgres;

import io.nightshift.backup.check.Check;
import io.nightshift.backup.check.CheckReport;
import io.nightshift.backup.check.CheckResult;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Performs checks on a restored PostgreSQL, 14 or newer, in read-only transactions. Memory does not grow with the database.
 *
 * <p>A server that refuses the connection answers every check with the same broken verdict. Nothing is thrown.
 */
public final class PostgresChecks {

    private final PostgresConnector connector;
    private final Clock clock;

    public PostgresChecks(PostgresConnector connector, Clock clock) {
        this.connector = connector;
        this.clock = clock;
    }

    /** Performs them, the cheap ones first, one after another. */
    public CheckReport perform(List<Check> checks, CheckContext context) {
        var results = new ArrayList<CheckResult>();
        checks.stream()
                .sorted(Comparator.comparingInt(check -> Check.TYPES.indexOf(check.type())))
                .forEach(check -> results.add(timed(check, context)));
        return new CheckReport(results);
    }

    private CheckResult timed(Check check, CheckContext context) {
        var begin = clock.instant();
        return perform(check, context).taking(Duration.between(begin, clock.instant()));
    }

    private CheckResult perform(Check check, CheckContext context) {
        try (var session = ReadSession.open(connector, context.statement())) {
            return perform(check, context, session);
        } catch (SQLException e) {
            var failure = SqlFailure.of(e);
            return CheckResult.of(check.name(), failure.verdict(), List.of("the database " + failure.text()));
        }
    }

    private static CheckResult perform(Check check, CheckContext context, ReadSession session) throws SQLException {
        var catalog = new CatalogChecks(session, context, check.name());
        var tables = new TableChecks(session, context, check.name());
        return switch (check) {
            case Check.Connects _ -> catalog.connects();
            case Check.ServerVersion version -> catalog.version(version);
            case Check.Identity _ -> catalog.identity();
            case Check.Schema _ -> new SchemaCheck(session, context.baseline(), check.name()).perform();
            case Check.RowCounts counts -> tables.rowCounts(counts);
            case Check.Freshness fresh -> tables.freshness(fresh);
            case Check.Heartbeat beat -> tables.heartbeat(beat);
            case Check.StableHash(var names) -> new HashCheck(session, context.baseline(), check.name()).perform(names);
            case Check.FullRead(var names) -> tables.fullRead(names);
            case Check.LargeObjects objects -> tables.largeObjects(objects);
            case Check.Amcheck(var names) -> new AmcheckCheck(session, check.name()).perform(names);
            case Check.CollationVersion _ -> catalog.collations();
            case Check.Sequences _ -> new SequenceCheck(session, check.name()).perform();
            case Check.InvalidIndexes _ -> catalog.invalidIndexes();
            case Check.UnvalidatedConstraints _ -> catalog.unvalidatedConstraints();
            case Check.Extensions(var names) -> catalog.extensions(names);
            case Check.Roles(var names) -> catalog.roles(names);
            case Check.UserSql sql -> tables.userSql(sql);
        };
    }
}

package io.nightshift.backup.dump;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.postgres.CheckContext;
import io.nightshift.backup.postgres.DeliberateDamage;
import io.nightshift.backup.postgres.PostgresAddress;
import io.nightshift.backup.postgres.PostgresChecks;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestoreChecks;
import io.nightshift.backup.runtime.RestoreDamage;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Checks a restored PostgreSQL over JDBC.
 *
 * @param statement the time limit of one statement: below that of the function that runs it
 */
public record PostgresRestoreChecks(Clock clock, Duration statement) implements RestoreChecks, RestoreDamage {

    @Override
    public CheckResult check(RestoreAccess.Postgres access, BackupCheck check, CheckBaseline baseline, Instant asOf) {
        var address = address(access);
        var context = new CheckContext(baseline, asOf, access.physical(), access.heartbeat(), statement);
        return new PostgresChecks(address, clock)
                .perform(List.of(check), context)
                .results()
                .getFirst();
    }

    private static PostgresAddress address(RestoreAccess.Postgres access) {
        var where = access.address();
        return new PostgresAddress(
                where.host(),
                where.port(),
                where.database(),
                access.user(),
                access.password().text(),
                where.authorities());
    }

    @Override
    public String damage(RestoreAccess.Postgres access) throws CallFailed {
        try {
            return DeliberateDamage.in(address(access));
        } catch (SQLException e) {
            throw new CallFailed(Problem.transientFault("Sql", "the restored database cannot be damaged for a test"));
        }
    }
}

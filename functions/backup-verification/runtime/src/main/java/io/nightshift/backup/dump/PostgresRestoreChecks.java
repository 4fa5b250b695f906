package io.nightshift.backup.dump;

import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.CheckBaseline;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.backup.postgres.CheckContext;
import io.nightshift.backup.postgres.PostgresAddress;
import io.nightshift.backup.postgres.PostgresChecks;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestoreChecks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Checks a restored PostgreSQL over JDBC.
 *
 * @param statement the time limit of one statement: below that of the function that runs it
 */
public record PostgresRestoreChecks(Clock clock, Duration statement) implements RestoreChecks {

    @Override
    public CheckResult check(RestoreAccess.Postgres access, BackupCheck check, CheckBaseline baseline, Instant asOf) {
        var where = access.address();
        var address = new PostgresAddress(
                where.host(),
                where.port(),
                where.database(),
                access.user(),
                access.password().text(),
                where.authorities());
        var context = new CheckContext(baseline, asOf, access.physical(), access.heartbeat(), statement);
        return new PostgresChecks(address, clock)
                .perform(List.of(check), context)
                .results()
                .getFirst();
    }
}

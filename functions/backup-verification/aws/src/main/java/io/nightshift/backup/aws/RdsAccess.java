package io.nightshift.backup.aws;

import io.nightshift.backup.restore.RestoreStatus.State;
import io.nightshift.backup.runtime.DatabaseAddress;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import java.nio.file.Path;
import java.util.Optional;

/** How a restored database is reached: by TLS, from within its network. */
final class RdsAccess {

    private RdsAccess() {}

    /** @param authorities PEM file of RDS's authorities: the host name is verified */
    static RestoreAccess of(RdsDatabase found, RdsPlace place, RestorePassword password, Path authorities) {
        var state = found.state();
        if (state == State.FAILED || state == State.REMOVING) {
            return new RestoreAccess.Impossible(found.name() + " is " + found.status());
        }
        if (!found.engine().endsWith("postgres") && !found.engine().endsWith("postgresql")) {
            return new RestoreAccess.Impossible("only PostgreSQL is checked, and this is " + found.engine());
        }
        return state == State.READY && !found.host().isEmpty()
                ? RestoreAccess.Postgres.of(
                        new DatabaseAddress(found.host(), found.port(), place.database(), Optional.of(authorities)),
                        found.user(),
                        password)
                : new RestoreAccess.NotYet(found.toStatus().said());
    }
}

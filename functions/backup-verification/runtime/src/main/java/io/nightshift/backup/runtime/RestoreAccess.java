package io.nightshift.backup.runtime;

import io.nightshift.backup.check.CheckResult;
import java.util.List;

/** How a restored database is reached. */
public sealed interface RestoreAccess {

    /** The login does not work yet: a password is being set, an address is being assigned. */
    record NotYet(String reason) implements RestoreAccess {}

    /** It will never work. */
    record Impossible(String reason) implements RestoreAccess {}

    /**
     * A PostgreSQL server.
     *
     * @param url of JDBC, without user and password
     * @param damages what the restore itself found, such as a dump that is cut; empty if it found nothing
     */
    record Postgres(String url, String user, RestorePassword password, List<CheckResult> damages)
            implements RestoreAccess {
        public Postgres {
            damages = List.copyOf(damages);
        }
    }

    /**
     * Something that is no SQL database, and was counted instead: collections, tables of DynamoDB, buckets.
     *
     * @param counts by name: items, objects, bytes
     */
    record Counted(java.util.SortedMap<String, Long> counts) implements RestoreAccess {}
}

package io.nightshift.backup.runtime;

import io.nightshift.backup.check.CheckResult;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** How a restored database is reached. */
public sealed interface RestoreAccess {

    /** The login does not work yet: a password is being set, an address is being assigned. */
    record NotYet(String reason) implements RestoreAccess {}

    /** It will never work. */
    record Impossible(String reason) implements RestoreAccess {}

    /**
     * Nothing can be queried, and that is the verdict: a dump that is cut, WAL that is missing, an extension that this machine lacks.
     *
     * @param results what reading and restoring found; at least one is not good
     */
    record Damaged(List<CheckResult> results) implements RestoreAccess {
        public Damaged {
            results = List.copyOf(results);
        }
    }

    /**
     * A PostgreSQL server.
     *
     * @param results what reading and restoring found, all good; empty if the source finds nothing itself
     * @param physical whether the files were restored, so that the system identifier is that of the source
     * @param heartbeat the value that was written right before the restore point; empty if none was
     */
    record Postgres(
            DatabaseAddress address,
            String user,
            RestorePassword password,
            List<CheckResult> results,
            boolean physical,
            Optional<String> heartbeat)
            implements RestoreAccess {
        public Postgres {
            results = List.copyOf(results);
        }

        /** One that the provider restored from a snapshot. */
        public static Postgres of(DatabaseAddress address, String user, RestorePassword password) {
            return new Postgres(address, user, password, List.of(), false, Optional.empty());
        }
    }

    /**
     * Something that is no SQL database, and was counted instead: collections, tables of DynamoDB, buckets.
     *
     * @param counts by name: items, objects, bytes
     * @param results what comparing it with its source found; empty if the source compares nothing
     */
    record Counted(SortedMap<String, Long> counts, List<CheckResult> results) implements RestoreAccess {
        public Counted {
            results = List.copyOf(results);
        }

        /** Counts that only earlier runs judge. */
        public static Counted of(SortedMap<String, Long> counts) {
            return new Counted(counts, List.of());
        }
    }
}

package io.nightshift.backup.postgres;

import java.util.List;

/**
 * How a server recovers the files of a base backup.
 *
 * @param lines of its configuration
 * @param superuser one of the backup
 * @param transactions what the backup has to say about transactions
 */
record RecoverySettings(List<String> lines, String superuser, TransactionLog transactions) {

    RecoverySettings {
        lines = List.copyOf(lines);
    }
}

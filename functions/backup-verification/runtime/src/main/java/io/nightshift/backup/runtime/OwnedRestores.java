package io.nightshift.backup.runtime;

import io.nightshift.backup.BackupProgress;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Resource;

/** What the ledger says about the owner of a restored database. The tag alone proves nothing: anybody can set it. */
record OwnedRestores(Ledger ledger) {

    /** Whether the ledger has a run of that id about that database which ordered a restore of that name. */
    boolean has(RunId run, String name, Resource database) {
        return RestoreOrder.nameOf(run).equals(name)
                && ledger.run(run)
                        .filter(found -> found.key().subject().equals(database))
                        .filter(found -> ordered(found, name))
                        .isPresent();
    }

    private static boolean ordered(io.nightshift.core.run.Run run, String name) {
        try {
            return BackupProgress.of(run)
                    .order()
                    .filter(order -> order.name().equals(name))
                    .isPresent();
        } catch (JsonException e) {
            return false;
        }
    }
}

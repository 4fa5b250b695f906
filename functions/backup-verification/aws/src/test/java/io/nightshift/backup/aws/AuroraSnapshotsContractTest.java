package io.nightshift.backup.aws;

import io.nightshift.backup.restore.ProtectedDatabase;

/** A cluster is restored by two calls. */
class AuroraSnapshotsContractTest extends RdsSnapshotsContractTest {

    @Override
    ProtectedDatabase database() {
        return BackedUpAccount.cluster("snapshot");
    }
}

package io.nightshift.backup.aws;

import io.nightshift.core.json.Json;

/** A cluster is restored by two calls. */
class AuroraSnapshotsContractTest extends RdsSnapshotsContractTest {

    @Override
    Json.Obj more() {
        return Json.obj().with("cluster", true);
    }
}

package io.nightshift.sandbox.contract;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunJson;

final class InMemoryTamperingTest extends TamperingSuite {

    private final InMemoryLedger memory = new InMemoryLedger();

    @Override
    protected Ledger open() {
        return memory;
    }

    @Override
    protected void deleteRun(RunId id) {
        memory.drop(id);
    }

    @Override
    protected void deleteEntries(RunId id) {
        memory.dropEntries(id);
    }

    @Override
    protected void overwrite(RunId id, String state) throws Exception {
        memory.replace(id, RunJson.read(Json.parse(state)));
    }
}

package io.nightshift.console;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.InstantSource;
import java.util.Map;

/** The audit log of the console: every click that changes something, with who clicked and what came of it. */
public final class ClickLog {

    /** The run whose entries are the log. */
    public static final RunKey LOG =
            new RunKey("console", new Resource(Origin.NOWHERE, "nightshift", "console"), "log");

    private final MarkLog log;

    public ClickLog(Ledger ledger, InstantSource clock, String policyHash) {
        log = new MarkLog(ledger, clock, policyHash, LOG, "the log of the console");
    }

    /** @param on the run or the scope */
    void add(Visitor visitor, String what, String on, String reason, String result) {
        log.write(
                "clicked",
                Json.obj()
                        .with("by", visitor.name())
                        .with("what", what)
                        .with("on", on)
                        .with("reason", reason)
                        .with("result", result),
                Map.of());
    }
}

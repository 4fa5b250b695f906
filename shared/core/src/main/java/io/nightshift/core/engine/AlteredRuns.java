package io.nightshift.core.engine;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prevents the engine from continuing a run that was altered in the ledger, and pages on-call once about it. */
final class AlteredRuns {

    private static final RunKey LOG =
            new RunKey("altered", new Resource(Origin.NOWHERE, "nightshift", "altered"), "log");

    private final Ports ports;

    AlteredRuns(Ports ports) {
        this.ports = ports;
    }

    /**
     * Returns why nothing may be done for the run, after paging on-call; empty if the run matches its newest entry.
     */
    Optional<String> refusal(Run run) {
        var fault = Audit.altered(ports.ledger(), run).filter(ignored -> isStill(run));
        fault.ifPresent(why -> tell(run, why));
        return fault.map(why -> "run " + run.id() + " was altered in the ledger: " + why + "; nothing is done for it");
    }

    /**
     * If another worker wrote a turn between the two reads, the run was not altered: the commit finds the conflict
     * and reads again.
     */
    private boolean isStill(Run run) {
        return ports.ledger()
                .run(run.id())
                .filter(now -> now.version() == run.version())
                .isPresent();
    }

    private void tell(Run run, String why) {
        ports.host()
                .trouble("run " + run.id() + " was altered in the ledger, and nothing is done for it: " + why
                        + "; see: nightshift audit verify " + run.id());
        try {
            var key = "altered/" + run.id();
            var known = Json.obj().with("found", RunJson.stateHash(run)).with("why", why);
            var mark = ports.ledger().marker(key);
            if (!mark.value().equals(known) && paged(run, why)) {
                new MarkLog(
                                ports.ledger(),
                                ports.host(),
                                ports.rules().hash(),
                                LOG,
                                "the log of runs that were altered")
                        .write("run-altered", known.with("altered", run.id().value()), Map.of(key, ignored -> known));
            }
        } catch (LedgerException e) {
            // The host logs it, and the next check of the run tries again.
            ports.host().trouble("that run " + run.id() + " was altered could not be noted: " + e.getMessage());
        }
    }

    /** Effects are numbered from 1: 0 is the number of this message. */
    private boolean paged(Run run, String why) {
        var channel = ports.rules()
                .settings(run.rule(), run.environment())
                .map(GuardrailSettings::pageChannel)
                .orElse("");
        var message = new Message(
                channel,
                Message.Urgency.PAGE,
                "Run " + run.id() + " was altered in the ledger",
                List.of(
                        "Somebody other than Nightshift changed it: " + why + ".",
                        "Nothing is done for it. See: nightshift audit verify " + run.id()));
        return ports.messenger()
                .tell(message, new IdempotencyKey(run.id().value(), 0))
                .isEmpty();
    }
}

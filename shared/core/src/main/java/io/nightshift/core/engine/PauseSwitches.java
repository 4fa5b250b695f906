package io.nightshift.core.engine;

import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The manual switches: pause and resume, and closing a breaker. Each change is an entry of the switch log, which is a
 * separate run.
 */
public final class PauseSwitches {

    /** The run whose entries are the log of all switch changes. */
    public static final RunKey LOG =
            new RunKey("switches", new Resource(Origin.NOWHERE, "nightshift", "switches"), "log");

    private final MarkLog log;
    private final InstantSource clock;

    public PauseSwitches(Ledger ledger, InstantSource clock, String policyHash) {
        this.log = new MarkLog(ledger, clock, policyHash, LOG, "the log of all switches");
        this.clock = clock;
    }

    /** @param scope {@code all}, {@code playbook/NAME}, {@code rule/NAME} or {@code resource/KIND/NAME} */
    public void pause(String scope, String by, String reason) {
        pause(scope, by, reason, Optional.empty());
    }

    /** @param until when the pause ends by itself */
    public void pause(String scope, String by, String reason, Optional<Instant> until) {
        var end = until.map(Instant::toString).orElse(null);
        var value = Json.obj()
                .with("by", by)
                .with("reason", reason)
                .with("at", clock.instant().toString())
                .withOptional("until", end);
        var entry = entry(scope, by, reason).withOptional("until", end);
        write("paused", entry, Map.of(MarkKeys.pause(scope), value));
    }

    /** Ends a pause; for a rule it also closes its breaker. */
    public void resume(String scope, String by, String reason) {
        var marks = scope.startsWith("rule/")
                ? Map.of(
                        MarkKeys.pause(scope),
                        Json.Obj.EMPTY,
                        MarkKeys.breaker(scope.substring("rule/".length())),
                        Json.Obj.EMPTY)
                : Map.of(MarkKeys.pause(scope), Json.Obj.EMPTY);
        write("resumed", entry(scope, by, reason), marks);
    }

    private static Json.Obj entry(String scope, String by, String reason) {
        return Json.obj().with("scope", scope).with("by", by).with("reason", reason);
    }

    private void write(String kind, Json.Obj entry, Map<String, Json.Obj> marks) {
        var changes = new LinkedHashMap<String, UnaryOperator<Json.Obj>>();
        marks.forEach((key, value) -> changes.put(key, ignored -> value));
        log.write(kind, entry, changes);
    }
}

package io.nightshift.core.engine;

import io.nightshift.core.guard.Keys;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The switches that people throw: pause and resume, and closing a breaker. Each throw is an entry of the switch log, a run of its own. */
public final class Switches {

    /** The run whose entries are the log of all throws. */
    public static final RunKey LOG =
            new RunKey("switches", new Resource(Origin.NOWHERE, "nightshift", "switches"), "log");

    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final int CONFLICTS = 12;

    private final Ledger ledger;
    private final InstantSource clock;
    private final String policyHash;

    public Switches(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.clock = clock;
        this.policyHash = policyHash;
    }

    /** @param scope {@code all}, {@code playbook/NAME}, {@code rule/NAME} or {@code resource/KIND/NAME} */
    public void pause(String scope, String by, String reason) {
        var value = Json.obj()
                .with("by", by)
                .with("reason", reason)
                .with("at", clock.instant().toString());
        write("paused", scope, by, reason, Map.of(Keys.pause(scope), value));
    }

    /** Ends a pause; for a rule it also closes its breaker. */
    public void resume(String scope, String by, String reason) {
        var marks = scope.startsWith("rule/")
                ? Map.of(
                        Keys.pause(scope),
                        Json.Obj.EMPTY,
                        Keys.breaker(scope.substring("rule/".length())),
                        Json.Obj.EMPTY)
                : Map.of(Keys.pause(scope), Json.Obj.EMPTY);
        write("resumed", scope, by, reason, marks);
    }

    private void write(String kind, String scope, String by, String reason, Map<String, Json.Obj> marks) {
        var body = Json.obj().with("scope", scope).with("by", by).with("reason", reason);
        for (int attempt = 0; attempt < CONFLICTS; attempt++) {
            if (ledger.commit(turn(kind, body, marks)) instanceof Commit.Done) {
                return;
            }
        }
        throw new LedgerException("the switch could not be thrown: somebody else throws switches all the time", true);
    }

    private Turn turn(String kind, Json.Obj body, Map<String, Json.Obj> marks) {
        var now = clock.instant();
        var before = ledger.run(LOG.id());
        long version = before.map(Run::version).orElse(0L);
        long number = before.map(Run::entries).orElse(0L);
        var entry =
                Entry.after(before.map(Run::head).orElse(Entry.ORIGIN), LOG.id(), number, now, policyHash, kind, body);
        List<MarkerWrite> writes = new ArrayList<>();
        var read = ledger.markers(new LinkedHashSet<>(marks.keySet()));
        marks.forEach((key, value) -> writes.add(
                new MarkerWrite(key, read.getOrDefault(key, Marker.absent(key)).version(), value, now.plus(FOREVER))));
        var run = new Run(
                LOG,
                version + 1,
                Status.FINISHED,
                "",
                "",
                Json.Obj.EMPTY,
                "",
                Json.Obj.EMPTY,
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                number + 1,
                entry.hash(),
                before.map(Run::startedAt).orElse(now),
                now,
                Optional.of(Outcome.RESOLVED),
                "the log of all switches");
        return new Turn(run, version, List.of(entry), writes);
    }
}

package io.nightshift.core.engine;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.ledger.MarkerWrite;
import io.nightshift.core.ledger.RunFilter;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * Marks that belong to no run. Each change is also an entry of a log, which is a separate run that is always
 * finished.
 */
public final class MarkLog {

    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final int CONFLICTS = 12;

    private static final String ENDS = "ends";

    /** The playbook's name of logs that retention deletes: what chat shows, and the commands that came from there. */
    public static final String CHAT = "chat";

    /** The playbook's name of the log of counted figures, which retention deletes. */
    public static final String FIGURES = "figures";

    private final Ledger ledger;
    private final InstantSource clock;
    private final String policyHash;
    private final RunKey log;
    private final String about;
    private final String rule;
    private final Duration keep;

    /**
     * A log that is kept for good.
     *
     * @param about what the log is, human-readable
     */
    public MarkLog(Ledger ledger, InstantSource clock, String policyHash, RunKey log, String about) {
        this(ledger, clock, policyHash, log, about, "", FOREVER);
    }

    /** @param rule the rule whose retention holds for the log; empty if it is kept for good */
    private MarkLog(
            Ledger ledger,
            InstantSource clock,
            String policyHash,
            RunKey log,
            String about,
            String rule,
            Duration keep) {
        this.ledger = ledger;
        this.clock = clock;
        this.policyHash = policyHash;
        this.log = log;
        this.about = about;
        this.rule = rule;
        this.keep = keep;
    }

    /** A log of {@link #CHAT} or {@link #FIGURES}; its marks are kept that long, its entries as long as runs are. */
    public static MarkLog deletable(
            Ledger ledger, InstantSource clock, String policyHash, RunKey log, String about, Duration keep) {
        return new MarkLog(ledger, clock, policyHash, log, about, log.playbook(), keep);
    }

    /** The log of the ends of one condition for which no run was open. */
    static MarkLog ends(Ports ports, Resource subject, String conditionHash, String rule) {
        return new MarkLog(
                ports.ledger(),
                ports.host(),
                ports.rules().hash(),
                new RunKey(ENDS, subject, conditionHash),
                "the ends of a condition without a run",
                rule,
                ports.limits().rememberSignals());
    }

    /** Reports whether the run is such a log, not a run of a playbook. */
    public static boolean isLog(Run run) {
        return RunFilter.isLog(run);
    }

    /** Reports whether the run is a log that retention never deletes. */
    public static boolean isKept(Run run) {
        return run.rule().isEmpty();
    }

    /**
     * Changes marks and logs the change, in one write.
     *
     * @param changes by key; each gets the mark's value, empty if there is none, and is called again after a conflict
     * @throws LedgerException when it cannot be written
     */
    public void write(String kind, Json.Obj body, Map<String, UnaryOperator<Json.Obj>> changes) {
        write(kind, body, number -> changes);
    }

    /**
     * Does the same for marks that name the entry: {@code changes} gets its number, and is called again after a
     * conflict.
     */
    void write(String kind, Json.Obj body, LongFunction<Map<String, UnaryOperator<Json.Obj>>> changes) {
        for (int attempt = 0; attempt < CONFLICTS; attempt++) {
            if (ledger.commit(turn(kind, body, changes)) instanceof Commit.Done) {
                return;
            }
        }
        throw new LedgerException(about + " could not be written: somebody else writes to it all the time", true);
    }

    private Turn turn(String kind, Json.Obj body, LongFunction<Map<String, UnaryOperator<Json.Obj>>> changesAt) {
        var now = clock.instant();
        var before = ledger.run(log.id());
        long version = before.map(Run::version).orElse(0L);
        long number = before.map(Run::entries).orElse(0L);
        var entry =
                Entry.after(before.map(Run::head).orElse(Entry.ORIGIN), log.id(), number, now, policyHash, kind, body);
        var changes = changesAt.apply(number);
        List<MarkerWrite> writes = new ArrayList<>();
        var read = ledger.markers(new LinkedHashSet<>(changes.keySet()));
        changes.forEach((key, change) -> {
            var mark = read.getOrDefault(key, Marker.absent(key));
            writes.add(new MarkerWrite(key, mark.version(), change.apply(mark.value()), now.plus(keep)));
        });
        var run = new Run(
                log,
                version + 1,
                Status.FINISHED,
                rule,
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
                about);
        return Turn.sealed(run, version, List.of(entry), writes);
    }
}

package io.nightshift.backup.runtime;

import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what carries our tag with the ledger. What an ended run left is removed by a run of its own; an open run removes its own;
 * what the ledger does not know stays, and is named. It also looks for restore tests that wait for a verdict.
 */
public final class RestoreSweep {

    /** The name of the work for schedules. */
    public static final String WORK = "backup-sweep";

    private final BackupSources sources;
    private final Ledger ledger;
    private final InstantSource clock;

    public RestoreSweep(BackupSources sources, Ledger ledger, InstantSource clock) {
        this.sources = sources;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * @param left a request for each removal, and for each restore test that waits for its verdict
     * @param foreign what carries our tag and is not in the ledger, by name
     * @param unseen why a place could not be listed, by the policy's entry
     */
    public record Swept(List<Signal.Request> left, List<String> foreign, Map<String, String> unseen) {}

    public Swept sweep(List<ProtectedDatabase> databases) {
        var left = new ArrayList<Signal.Request>();
        var foreign = new ArrayList<String>();
        var unseen = new TreeMap<String, String>();
        for (var database : databases) {
            try {
                var source = sources.of(database);
                for (var tagged : source.tagged(database)) {
                    place(database, tagged, left, foreign);
                }
                source.waiting(database).stream().limit(1).forEach(test -> left.add(verification(database, test.id())));
            } catch (CallFailed e) {
                unseen.put(database.entry(), e.problem().message());
            }
        }
        return new Swept(List.copyOf(left), foreign.stream().distinct().sorted().toList(), unseen);
    }

    /** Several entries may restore into one place: each run is handled by the entry of its own database. */
    private void place(
            ProtectedDatabase database, TaggedRestore tagged, List<Signal.Request> left, List<String> foreign) {
        var run = ledger.run(tagged.run());
        if (run.isEmpty() || !RestoreOrder.nameOf(tagged.run()).equals(tagged.name())) {
            foreign.add(tagged.name());
            return;
        }
        if (!run.get().key().subject().equals(database.subject())) {
            return;
        }
        if (!new OwnedRestores(ledger).has(tagged.run(), tagged.name(), database.subject())) {
            foreign.add(tagged.name());
        } else if (run.get().status() == Status.FINISHED) {
            left.add(removal(database, tagged.run()));
        }
    }

    /** One for each test: the event may have been lost. */
    private Signal.Request verification(ProtectedDatabase database, String test) {
        return request("verify " + test, database.subject(), database, BackupRequest.verify(false, true));
    }

    private Signal.Request request(String id, Resource subject, ProtectedDatabase database, BackupRequest what) {
        var header = new Signal.Header(new SignalId(id), "nightshift.sweep", clock.instant(), subject, Map.of());
        return new Signal.Request(header, database.entry(), what.toJson(), "the sweep");
    }

    /** One request an hour: if a removal ended without success, the next one is another run. */
    private Signal.Request removal(ProtectedDatabase database, RunId run) {
        var now = clock.instant();
        var hour = Instant.ofEpochSecond(now.getEpochSecond() / 3600 * 3600);
        return request(
                "remove " + RestoreOrder.nameOf(run) + " " + hour,
                new Resource(database.subject().origin(), BackupKinds.RESTORE, RestoreOrder.nameOf(run)),
                database,
                BackupRequest.remove(run.value(), database.subject()));
    }
}

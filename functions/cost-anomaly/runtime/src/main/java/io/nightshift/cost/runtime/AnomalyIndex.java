package io.nightshift.cost.runtime;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.anomaly.KnownAnomaly;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which anomalies of an entry may have a run, as a mark of the ledger. An id is noted before its run begins; the run itself, if
 * there is one, says what is known of the anomaly.
 */
public final class AnomalyIndex {

    /** The run whose entries are the log of all changes. */
    public static final RunKey LOG =
            new RunKey("cost-index", new Resource(Origin.NOWHERE, "nightshift", "cost-index"), "log");

    /** Older ids are forgotten: an anomaly is news for some days only. */
    private static final int MOST = 400;

    private static final String IDS = "ids";

    private final Ledger ledger;
    private final MarkLog log;

    public AnomalyIndex(Ledger ledger, InstantSource clock, String policyHash) {
        this.ledger = ledger;
        this.log = new MarkLog(ledger, clock, policyHash, LOG, "the log of the anomalies of all costs");
    }

    private static String mark(String entry) {
        return "cost-anomalies/" + entry;
    }

    /** The oldest first. */
    public List<String> ids(String entry) {
        var key = mark(entry);
        return ids(View.of(ledger.marker(key).value()));
    }

    private static List<String> ids(View mark) {
        try {
            return mark.at(IDS).exists() ? mark.at(IDS).strings() : List.of();
        } catch (JsonException e) {
            throw new LedgerException("the mark of the anomalies cannot be read: " + e.getMessage(), false, e);
        }
    }

    /** Notes ids whose runs begin. */
    public void note(String entry, List<String> ids) {
        var fresh = new LinkedHashSet<>(ids);
        ids(entry).forEach(fresh::remove);
        if (fresh.isEmpty()) {
            return;
        }
        log.write(
                "found",
                Json.obj().with("entry", entry).with(IDS, Json.strings(fresh)),
                Map.of(mark(entry), before -> Json.obj().with(IDS, Json.strings(with(ids(View.of(before)), fresh)))));
    }

    private static List<String> with(List<String> before, Set<String> fresh) {
        var all = new LinkedHashSet<>(before);
        all.addAll(fresh);
        var list = new ArrayList<>(all);
        return list.subList(Math.max(0, list.size() - MOST), list.size());
    }

    /** The runs of the anomalies of an entry, the oldest first. */
    public List<Run> runs(String entry) {
        return ids(entry).stream()
                .flatMap(id -> ledger.run(CostProgress.runOf(entry, id)).stream())
                .toList();
    }

    public List<KnownAnomaly> known(String entry) {
        return runs(entry).stream().flatMap(run -> known(run).stream()).toList();
    }

    private static Optional<KnownAnomaly> known(Run run) {
        try {
            return CostProgress.of(run).known();
        } catch (JsonException e) {
            throw new LedgerException("run " + run.id() + " cannot be read: " + e.getMessage(), false, e);
        }
    }
}

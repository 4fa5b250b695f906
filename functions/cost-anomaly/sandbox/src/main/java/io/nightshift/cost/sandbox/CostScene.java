package io.nightshift.cost.sandbox;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostRequest;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.ScanComparison;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.billing.BillingData;
import io.nightshift.cost.detect.SeriesAnomaly.Severity;
import io.nightshift.cost.detect.SeriesKey;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.runtime.AnomalyIndex;
import io.nightshift.cost.runtime.CostObserver;
import io.nightshift.cost.runtime.CostReading;
import io.nightshift.cost.runtime.CostScanner;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Exports that come late, twice or not at all, grow, and are restated, read by scans whose workers die between the note of an anomaly
 * and its message.
 */
final class CostScene implements Scene, CostReading {

    private static final Duration OUTAGE = Duration.ofMinutes(10);
    private static final LocalDate NEWEST = LocalDate.parse("2026-11-19");
    private static final int KINDS = 9;
    private static final int SERIES = 5;

    private final Night night;
    private final Optional<CostBug> bug;
    private final Observer observer;

    /** What the newest export shows, by series. */
    private final Map<Integer, AnomalyReport> shown = new TreeMap<>();

    /** The series whose anomaly the last scan that was answered did not show any more. */
    private final Set<String> gone = new HashSet<>();

    private boolean busy;
    private int requests;
    private int scans;
    private boolean dies;

    /** @param bug that cost watch has in this night */
    CostScene(Night night, Optional<CostBug> bug) {
        this.night = night;
        this.bug = bug;
        this.observer = new CostObserver(this, new AnomalyIndex(night.ledger(), night.time(), "policy"));
    }

    @Override
    public String happens(int which) {
        int series = which / KINDS % SERIES;
        return switch (which % KINDS) {
            case 0, 1, 2 -> scan();
            case 3 -> rise(series, 50);
            case 4 -> rise(series, 400);
            case 5 -> restate(series);
            case 6 -> over(series);
            case 7 -> late();
            default -> dies();
        };
    }

    private String scan() {
        night.signals().accept(request());
        return "an export is read";
    }

    private Signal.Request request() {
        var header = new Signal.Header(
                new SignalId("request " + requests++),
                "simulation",
                night.time().instant(),
                CostKinds.export(CostSandbox.ENTRY),
                Map.of());
        return new Signal.Request(header, CostSandbox.ENTRY, CostRequest.scan().toJson(), "alice");
    }

    private String rise(int series, int impact) {
        var before = shown.get(series);
        int more = before == null ? impact : before.impact().intValue() + impact;
        shown.put(series, report(series, more, false));
        return "series " + series + " costs " + more + " more";
    }

    private static AnomalyReport report(int series, int impact, boolean over) {
        return new AnomalyReport(
                AnomalyReport.id("series " + series),
                "shift",
                new SeriesKey("AWS", FakeCostExport.ACCOUNT, "service " + series, "eu-central-1", "USD"),
                NEWEST.minusDays(over ? 5 : 0),
                NEWEST.minusDays(over ? 4 : 0),
                NEWEST.minusDays(over ? 5 : 0),
                BigDecimal.valueOf(100),
                BigDecimal.valueOf(100L + impact),
                impact >= 1000 ? Severity.HIGH : Severity.MEDIUM,
                !over,
                over,
                NEWEST);
    }

    private String restate(int series) {
        shown.remove(series);
        return "a restatement takes back the rise of series " + series;
    }

    private String over(int series) {
        if (shown.containsKey(series)) {
            shown.put(series, report(series, shown.get(series).impact().intValue(), true));
        }
        return "the rise of series " + series + " is over";
    }

    private String late() {
        busy = true;
        night.time().after(OUTAGE, () -> busy = false);
        return "the bucket does not answer for a while";
    }

    private String dies() {
        dies = true;
        return "a worker will die after it noted what it found";
    }

    private boolean has(CostBug one) {
        return bug.filter(one::equals).isPresent();
    }

    @Override
    public CostScanner.Scan scan(String entry, CostSpec spec, List<KnownAnomaly> known) throws CallFailed {
        if (busy) {
            throw new CallFailed(Problem.transientFault("SlowDown", "please reduce your request rate"));
        }
        scans++;
        var reports = new ArrayList<AnomalyReport>();
        for (var report : shown.values()) {
            reports.add(has(CostBug.NEW_ID) ? report.as(AnomalyReport.id(report.id(), "" + scans)) : report);
        }
        var judged = new ScanComparison(spec, has(CostBug.FORGETS) || has(CostBug.NEW_ID) ? List.of() : known, NEWEST)
                .judge(reports);
        gone.clear();
        for (int series = 0; series < SERIES; series++) {
            if (!shown.containsKey(series)) {
                gone.add("service " + series);
            }
        }
        return new CostScanner.Scan(new BillingData(List.of(), List.of()), NEWEST, List.of(), judged);
    }

    @Override
    public CostExplanation explain(String entry, CostSpec spec, AnomalyReport report) throws CallFailed {
        if (busy) {
            throw new CallFailed(Problem.transientFault("SlowDown", "please reduce your request rate"));
        }
        return CostExplanation.NONE;
    }

    /** The schedule reads the export, also after the last event. */
    @Override
    public void sweeps(Ports ports, Engine engine) {
        engine.handle(request());
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        var bySeries = new HashMap<String, String>();
        for (var run : runs(ledger)) {
            var wrong = wrong(ledger, run, bySeries);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static List<Run> runs(Ledger ledger) {
        return ledger.runs(Optional.empty(), 1000).items().stream()
                .filter(run -> !MarkLog.isLog(run))
                .toList();
    }

    private Optional<String> wrong(Ledger ledger, Run run, Map<String, String> bySeries) {
        try {
            var progress = CostProgress.of(run);
            if (progress.report().isEmpty()) {
                return Optional.empty();
            }
            var service = progress.report().get().series().service();
            var other = bySeries.put(service, run.id().value());
            if (other != null) {
                return Optional.of("two runs of one anomaly: " + other + " and " + run.id());
            }
            long opened = opened(ledger, run);
            if (opened > 1) {
                return Optional.of("run " + run.id() + " tells its anomaly " + opened + " times");
            }
            return stays(run, progress, service);
        } catch (JsonException e) {
            return Optional.of("run " + run.id() + " cannot be read: " + e.getMessage());
        }
    }

    private Optional<String> stays(Run run, CostProgress progress, String service) {
        boolean told = List.of("OPENED", "GREW", "ACKNOWLEDGED").contains(progress.phase());
        return told && run.status() != Status.FINISHED && gone.contains(service)
                ? Optional.of("run " + run.id() + " stays told, and was taken back")
                : Optional.empty();
    }

    private static long opened(Ledger ledger, Run run) throws JsonException {
        long count = 0;
        for (var entry : ledger.entries(run.id())) {
            count += entry.kind().equals("tell")
                            && View.of(entry.body()).at("title").textOr("").startsWith("Cost anomaly")
                    ? 1
                    : 0;
        }
        return count;
    }

    @Override
    public boolean performs(Action action) {
        return false;
    }

    @Override
    public LiveState before(Action action) {
        return new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        return new Performed.NotDone(Problem.permanent("NoActs", "cost watch has no acts"));
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    @Override
    public boolean observes(Query query) {
        return observer.observes(query);
    }

    @Override
    public Observed observe(Query query) {
        var seen = observer.observe(query);
        if (dies) {
            dies = false;
            throw new WorkerDied();
        }
        return seen;
    }
}

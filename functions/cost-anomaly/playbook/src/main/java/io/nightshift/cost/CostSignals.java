package io.nightshift.cost;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.CostKinds;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which signals are about costs, and the requests by which a scan begins and updates the runs of anomalies. */
public final class CostSignals {

    private static final String DIGEST = "/digest";
    private static final Set<String> KINDS =
            Set.of(CostKinds.EXPORT, CostKinds.ANOMALY, CostKinds.DIGEST, CostKinds.PROVIDER, CostKinds.CHANGES);

    /** Calls that create, start, or change the size of something. */
    private static final Pattern CREATES = Pattern.compile(
            "(?i).*(create|insert|run|start|launch|modify|update|patch|scale|resize|restore|purchase|allocate|register|put|set|enable|import|copy|request|rotate|deploy).*");

    private CostSignals() {}

    /** The entry whose schedule it is. */
    public static String entry(Signal.Due due) {
        return isDigest(due) ? due.work().substring(0, due.work().length() - DIGEST.length()) : due.work();
    }

    public static boolean isDigest(Signal.Due due) {
        return due.work().endsWith(DIGEST);
    }

    /** The name of the work that sends the digest of an entry. No entry can have it. */
    public static String digestOf(String entry) {
        return entry + DIGEST;
    }

    public static boolean isOurs(Signal.Request request) {
        return KINDS.contains(request.subject().kind());
    }

    /** An anomaly or a budget that a provider reports. */
    public static boolean isCost(Signal.ProviderNotice notice) {
        return notice.category().equals("cost");
    }

    /**
     * What the run of a provider's report is about: one anomaly, or one threshold of a budget in one month. A provider reports it
     * again while it lasts, over several ways.
     */
    public static Resource subject(Signal.ProviderNotice notice) {
        var labels = notice.labels();
        var origin = new Origin(notice.origin().cloud(), notice.origin().account(), "");
        var id = notice.id().value();
        int at = id.lastIndexOf('@');
        var name = labels.containsKey("Budget Name")
                ? labels.get("Budget Name") + " " + notice.name() + " " + labels.getOrDefault("Alert Threshold", "")
                        + " " + month(notice.time())
                : labels.containsKey("budgetId") ? notice.name() + " " + id : at > 0 ? id.substring(0, at) : id;
        return new Resource(origin, CostKinds.PROVIDER, name);
    }

    private static String month(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString().substring(0, 7);
    }

    /** A change that may cost something. */
    public static boolean mayCost(Signal.ResourceChange change) {
        return change.effect() == Signal.ChangeEffect.CHANGED
                && CREATES.matcher(change.name()).matches();
    }

    /** Changes of one account are kept together. */
    public static Resource subject(Signal.ResourceChange change) {
        var origin = new Origin(change.origin().cloud(), change.origin().account(), "");
        return new Resource(origin, CostKinds.CHANGES, change.origin().account());
    }

    /**
     * The signal by which a scan tells the run of an anomaly what an export shows. The first one has the same id in every scan, so an
     * anomaly has one run.
     *
     * @param scan the run of the scan
     */
    public static Signal.Request of(String entry, AnomalyChange change, String scan, Instant now) {
        var report = change.report();
        var state = change.status() == AnomalyChange.Status.OPENED ? "" : " " + scan;
        return request(
                "cost " + entry + " " + report.id() + " " + change.status() + state,
                CostKinds.anomaly(entry, report.id()),
                entry,
                CostRequest.of(change),
                now);
    }

    /** A part of a scan that goes on. */
    public static Signal.Request goOn(String entry, String run, Instant now) {
        return request("cost " + entry + " after " + run, CostKinds.export(entry), entry, CostRequest.scan(), now);
    }

    /** The signal that the digest told an anomaly. */
    public static Signal.Request digested(String entry, AnomalyReport report, Instant now) {
        return request(
                "cost " + entry + " " + report.id() + " digested",
                CostKinds.anomaly(entry, report.id()),
                entry,
                CostRequest.digested(),
                now);
    }

    private static Signal.Request request(String id, Resource subject, String entry, CostRequest what, Instant now) {
        var header = new Signal.Header(new SignalId(id), "nightshift.cost", now, subject, Map.of());
        return new Signal.Request(header, entry, what.toJson(), "the scan of " + entry);
    }
}

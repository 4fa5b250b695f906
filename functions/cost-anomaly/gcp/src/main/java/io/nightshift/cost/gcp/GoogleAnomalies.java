package io.nightshift.cost.gcp;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The anomalies that Cloud Billing found in a project in the last 30 days, as signals. An anomaly that is updated has another id of
 * its signal, and the same run. The method is a preview; the body of its messages to Pub/Sub is not published, so they are not read.
 *
 * @see <a href="https://cloud.google.com/billing/docs/reference/rest/v1beta/projects.anomalies/list">Cloud Billing:
 *     projects.anomalies.list</a>
 */
public record GoogleAnomalies(GcpClients clients, String project) {

    /** The only call that it makes. */
    public static final String PERMISSION = "billing.anomalies.list";

    private static final String ROOT = "https://cloudbilling.googleapis.com/";
    private static final int DEEPEST = 5;

    public List<Signal> signals() throws CallFailed {
        var signals = new ArrayList<Signal>();
        for (var anomaly : PagedRest.of(clients, ROOT)
                .all("v1beta/projects/" + project + "/anomalies", Map.of("pageSize", "1000"), "anomalies")) {
            signals.add(PagedRest.read(anomaly, this::signal));
        }
        return signals;
    }

    private Signal signal(View anomaly) throws JsonException {
        var name = anomaly.at("name").nonBlank();
        var detected = anomaly.at("detectionTime").instant();
        var updated =
                anomaly.at("updateTime").exists() ? anomaly.at("updateTime").instant() : detected;
        var deviation = anomaly.at("deviation");
        var labels = new TreeMap<String, String>();
        labels.put(
                "anomalyStartDate",
                detected.atZone(ZoneOffset.UTC).toLocalDate().toString());
        labels.put("severity", anomaly.at("severity").textOr(""));
        labels.put("totalActualSpend", money(deviation.at("actualSpend")));
        labels.put("totalExpectedSpend", money(deviation.at("expectedSpend")));
        labels.put("currencyCode", deviation.at("actualSpend", "currencyCode").textOr(""));
        causes(anomaly.at("rootCauses"), labels, 0);
        labels.values().removeIf(String::isEmpty);
        var subject = new Resource(Origin.gcp(project, ""), Kinds.GCP_PROJECT, project);
        var header =
                new Signal.Header(new SignalId(name + "@" + updated), "google.cloud-billing", updated, subject, labels);
        var what =
                labels.getOrDefault("service", anomaly.at("resourceDisplayName").textOr(project));
        return new Signal.ProviderNotice(
                header,
                "COST_ANOMALY",
                "cost",
                "open",
                "unusual cost of " + what + ": " + money(deviation.at("deviationAmount")));
    }

    /** The dearest cause of each kind; what is deeper is a part of it. */
    private static void causes(View causes, Map<String, String> labels, int depth) throws JsonException {
        if (!causes.exists() || causes.items().isEmpty() || depth == DEEPEST) {
            return;
        }
        var first = causes.items().getFirst();
        var name = first.at("displayName").textOr(first.at("resource").textOr(""));
        switch (first.at("causeType").textOr("")) {
            case "SERVICE" -> labels.putIfAbsent("service", name);
            case "REGION" -> labels.putIfAbsent("region", name);
            case "SKU" -> labels.putIfAbsent("usageType", name);
            default -> labels.putIfAbsent("cause", name);
        }
        causes(first.at("subCauses"), labels, depth + 1);
    }

    /** Whole units are a text. */
    private static String money(View money) throws JsonException {
        if (!money.exists()) {
            return "";
        }
        try {
            return new BigDecimal(money.at("units").textOr("0"))
                    .add(BigDecimal.valueOf(money.at("nanos").integerOr(0), 9))
                    .stripTrailingZeros()
                    .toPlainString();
        } catch (NumberFormatException e) {
            throw money.at("units").wrong("a whole number");
        }
    }
}

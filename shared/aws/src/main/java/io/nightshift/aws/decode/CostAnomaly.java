package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.Map;

/**
 * An anomaly that Cost Anomaly Detection found, in an SNS topic or as an event. It is sent again while it goes on, with a later end.
 * What is {@code dimensionalValue} in a topic is {@code dimensionValue} in an event; both become the same label.
 *
 * @see <a href="https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html">AWS: topics for anomaly
 *     notifications</a>
 */
final class CostAnomaly implements Format {

    @Override
    public String name() {
        return "AWS cost anomaly";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("anomalyId").isScalar() && payload.at("impact").isObject();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoded.of(signal(payload, EnvelopeHeaders.origin(headers)));
    }

    static Signal signal(View anomaly, Origin fallback) throws JsonException {
        var end = anomaly.at("anomalyEndDate");
        var time = date(end.exists() && !end.text().isBlank() ? end : anomaly.at("anomalyStartDate"));
        var account = Fields.firstName(anomaly.at("accountId"));
        var told = Origin.aws(account.isEmpty() ? fallback.account() : account, fallback.region());
        var origin = EnvelopeHeaders.known(told, anomaly.at("accountId"));
        var cause = anomaly.at("rootCauses").at(0);
        var dimension = dimension(anomaly);
        var labels = new Labels()
                .with("dimensionalValue", dimension)
                .with(anomaly, "monitorName", "monitorType", "anomalyStartDate", "anomalyEndDate")
                .with(anomaly.at("impact"), "maxImpact", "totalImpact", "totalActualSpend", "totalExpectedSpend")
                .with(cause, "service", "region", "linkedAccount", "usageType");
        var header = new Signal.Header(
                new SignalId(Fields.name(anomaly.at("anomalyId")) + "@" + time),
                "aws.ce",
                time,
                subject(anomaly, origin),
                labels.all(),
                new Links().with(anomaly.at("anomalyDetailsLink")).all());
        return new Signal.ProviderNotice(header, "COST_ANOMALY", "cost", "open", text(anomaly, cause, dimension));
    }

    private static String dimension(View anomaly) throws JsonException {
        return Fields.firstName(anomaly.at("dimensionalValue"), anomaly.at("dimensionValue"));
    }

    private static Resource subject(View anomaly, Origin origin) throws JsonException {
        var monitor = Fields.firstName(anomaly.at("monitorArn"));
        return monitor.isEmpty()
                ? new Resource(origin, Kinds.AWS_ACCOUNT, origin.account())
                : AwsSubjects.named("ce:anomaly-monitor", monitor, origin);
    }

    private static String text(View anomaly, View cause, String dimension) throws JsonException {
        var service = Fields.firstName(cause.at("service"));
        var what = service.isEmpty() ? dimension : service;
        var impact = Fields.firstName(anomaly.at("impact", "totalImpact"), anomaly.at("impact", "maxImpact"));
        return "unusual cost" + (what.isEmpty() ? "" : " of " + what) + (impact.isEmpty() ? "" : ": " + impact);
    }

    /** Dates come as {@code 2021-05-25T00:00:00Z} and as {@code 2021-05-25}. */
    private static Instant date(View value) throws JsonException {
        return ProviderTimes.time(value);
    }
}

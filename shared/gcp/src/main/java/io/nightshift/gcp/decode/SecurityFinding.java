package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A notification of Security Command Center, version 1 or 2. A finding keeps its name; each change of its state has another
 * event time. What is muted or inactive is not open.
 *
 * @see <a href="https://cloud.google.com/security-command-center/docs/how-to-notifications">Google Cloud: finding
 *     notifications</a>
 */
final class SecurityFinding implements Format {

    @Override
    public String name() {
        return "Security Command Center finding";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("finding").isObject()
                && payload.at("finding", "name").isString()
                && payload.at("finding", "category").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(List.of(payload), each -> Decoded.of(signal(each)));
    }

    private static Signal signal(View payload) throws JsonException {
        var finding = payload.at("finding");
        var time = ProviderTimes.time(finding.firstOf("eventTime", "event_time", "createTime"));
        var resource = payload.at("resource").isObject() ? payload.at("resource") : finding.at("resource");
        var subject = new FindingResource(finding, resource).subject();
        var header = new Signal.Header(
                new SignalId(Fields.name(finding.at("name")) + "@" + time),
                "gcp.scc",
                time,
                subject,
                labels(finding, resource).all(),
                links(finding));
        return new Signal.Finding(
                header, Fields.name(finding.at("category")), title(finding), severity(finding), open(finding));
    }

    private static Labels labels(View finding, View resource) throws JsonException {
        return new Labels()
                .with(finding, "findingClass", "state", "mute", "resourceName", "parentDisplayName")
                .with("source", finding.at("sourceDisplayName"))
                .with("resourceType", resource.at("type"))
                .withScalars(finding.at("securityMarks", "marks"));
    }

    private static List<String> links(View finding) throws JsonException {
        return new Links().with(finding, "externalUri").all();
    }

    private static String title(View finding) throws JsonException {
        var told = Fields.message(finding.at("description"));
        var explained = told.isEmpty() ? Fields.message(finding.at("sourceProperties", "Explanation")) : told;
        return explained.isEmpty() ? Fields.message(finding.at("category")) : explained;
    }

    private static String severity(View finding) throws JsonException {
        var properties = finding.at("sourceProperties");
        var severity = Fields.firstName(
                finding.at("severity"), properties.at("SeverityLevel"), properties.at("detectionPriority"));
        return severity.equals("SEVERITY_UNSPECIFIED") ? "" : severity.toLowerCase(Locale.ROOT);
    }

    private static boolean open(View finding) {
        return !Fields.says(finding.at("state"), "INACTIVE") && !Fields.says(finding.at("mute"), "MUTED");
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Set;

/**
 * Findings of Security Hub (V2) in the Open Cybersecurity Schema Framework: compliance (class 2003), detection (2004),
 * vulnerability (2002) and data security findings (2006). Times appear twice, as RFC 3339 ({@code *_dt}) and as Unix
 * milliseconds; either may be missing.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-ocsf.html">AWS: OCSF findings</a>
 */
final class SecurityHubV2Findings implements EventBridgeFormat {

    private static final List<String> CLOSED = List.of("Suppressed", "Resolved", "Archived", "Deleted");

    @Override
    public String name() {
        return "Security Hub findings V2 (OCSF)";
    }

    @Override
    public String source() {
        return "aws.securityhub";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Findings Imported V2");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoders.each(SecurityFindings.in(event), finding -> Decoded.of(signal(event, finding)));
    }

    private static Signal signal(EventBridgeEvent event, View finding) throws JsonException {
        var info = finding.at("finding_info");
        var modified = info.at("modified_time_dt").exists() ? info : finding;
        var updated = ProviderTimes.timeOr(modified.firstOf("modified_time_dt", "time_dt", "time"), event.time());
        var labels = new Labels()
                .with(finding, "class_name", "status")
                .with("ProductName", finding.at("metadata", "product", "name"))
                .with("ComplianceStatus", finding.at("compliance", "status"))
                .with(
                        "resources",
                        SecurityFindings.others(finding.at("resources").items()));
        var id = SecurityFindings.first(finding.at("metadata", "uid"), info.at("uid")) + "@" + updated;
        return new Signal.Finding(
                event.header(id, updated, subject(finding, event.origin()), labels),
                control(finding),
                Fields.message(info.at("title")),
                SecurityFindings.severity(finding.at("severity")),
                open(finding));
    }

    /** The control, else the vulnerability, else the last type, which is the detection's own name. */
    private static String control(View finding) throws JsonException {
        var types = finding.at("finding_info", "types").items();
        return SecurityFindings.first(
                finding.at("compliance", "control"),
                finding.at("vulnerabilities").at(0).at("cve", "uid"),
                types.isEmpty() ? finding.at("finding_info", "types") : types.getLast(),
                finding.at("finding_info", "title"));
    }

    private static Resource subject(View finding, Origin event) throws JsonException {
        var resource = finding.at("resources").at(0);
        var origin = Origin.aws(
                first(event.account(), resource.at("owner", "account", "uid"), finding.at("cloud", "account", "uid")),
                first(event.region(), resource.at("region"), finding.at("cloud", "region")));
        var uid = Fields.name(resource.at("uid"));
        var alternative = Fields.nameOrEmpty(resource.at("uid_alt"));
        var best = Arn.parse(alternative).isPresent() ? alternative : uid;
        return AwsSubjects.of(Fields.name(resource.at("type")), best, origin);
    }

    private static String first(String otherwise, View one, View two) throws JsonException {
        return one.exists() || two.exists() ? SecurityFindings.first(one, two) : otherwise;
    }

    private static boolean open(View finding) {
        return !Fields.says(finding.at("status"), CLOSED.toArray(String[]::new))
                && !Fields.says(finding.at("compliance", "status"), "Pass");
    }
}

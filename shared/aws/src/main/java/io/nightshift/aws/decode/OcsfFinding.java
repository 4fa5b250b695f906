package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;

/**
 * One finding in the Open Cybersecurity Schema Framework: compliance (class 2003), detection (2004), vulnerability (2002) and
 * data security findings (2006). Times appear twice, as RFC 3339 ({@code *_dt}) and as Unix milliseconds; either may be
 * missing.
 *
 * @param event the account and region of the event, if the finding does not tell its own
 * @param sent the event's time, if the finding has none
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-ocsf.html">AWS: OCSF findings</a>
 */
record OcsfFinding(View finding, Origin event, Instant sent) {

    private static final String[] CLOSED = {"Suppressed", "Resolved", "Archived", "Deleted"};

    /** Reports whether it looks like a finding outside of any event; never throws. */
    static boolean isOne(View value) {
        return value.at("class_uid").isScalar()
                && value.at("finding_info").isObject()
                && value.at("resources").isArray();
    }

    static OcsfFinding bare(View finding) throws JsonException {
        var time = finding.firstOf("time_dt", "time");
        return new OcsfFinding(finding, Origin.aws("", ""), ProviderTimes.time(time));
    }

    Signal.Finding signal() throws JsonException {
        var info = finding.at("finding_info");
        var modified = info.at("modified_time_dt").exists() ? info : finding;
        var updated = ProviderTimes.timeOr(modified.firstOf("modified_time_dt", "time_dt", "time"), sent);
        var id = FindingText.first(finding.at("metadata", "uid"), info.at("uid")) + "@" + updated;
        var links = new Links()
                .with(info.at("src_url"))
                .with(finding.at("remediation", "references").at(0))
                .all();
        return new Signal.Finding(
                new Signal.Header(new SignalId(id), "aws.securityhub", updated, subject(), labels().all(), links),
                control(),
                Fields.message(info.at("title")),
                FindingText.severity(finding.at("severity")),
                open());
    }

    private Labels labels() throws JsonException {
        return new Labels()
                .with(finding, "class_name", "status")
                .with("ProductName", finding.at("metadata", "product", "name"))
                .with("ComplianceStatus", finding.at("compliance", "status"))
                .with("resources", FindingText.others(finding.at("resources").items()));
    }

    /** The control, else the vulnerability, else the last type, which is the detection's own name. */
    private String control() throws JsonException {
        var types = finding.at("finding_info", "types").items();
        return FindingText.first(
                finding.at("compliance", "control"),
                finding.at("vulnerabilities").at(0).at("cve", "uid"),
                types.isEmpty() ? finding.at("finding_info", "types") : types.getLast(),
                finding.at("finding_info", "title"));
    }

    private Resource subject() throws JsonException {
        var resource = finding.at("resources").at(0);
        var told = Origin.aws(
                first(event.account(), resource.at("owner", "account", "uid"), finding.at("cloud", "account", "uid")),
                first(event.region(), resource.at("region"), finding.at("cloud", "region")));
        var origin = EnvelopeHeaders.known(told, resource.at("owner", "account", "uid"));
        var uid = Fields.name(resource.at("uid"));
        var alternative = Fields.nameOrEmpty(resource.at("uid_alt"));
        var best = Arn.parse(alternative).isPresent() ? alternative : uid;
        return AwsSubjects.of(Fields.name(resource.at("type")), best, origin);
    }

    private static String first(String otherwise, View one, View two) throws JsonException {
        return one.exists() || two.exists() ? FindingText.first(one, two) : otherwise;
    }

    /** A control that could not be checked ({@code Unknown}) says nothing about the resource. */
    private boolean open() {
        return !Fields.says(finding.at("status"), CLOSED)
                && !Fields.says(finding.at("compliance", "status"), "Pass", "Unknown");
    }
}

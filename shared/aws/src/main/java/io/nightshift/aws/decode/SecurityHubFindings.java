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
import java.util.Set;

/**
 * Findings of Security Hub CSPM in the AWS Security Finding Format (ASFF). An administrator account also gets the findings of
 * its members: account and region are taken from the finding. A finding keeps its id; each update is a separate event. The
 * subject is the first of its resources; the label {@code resources} counts them if there are more.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html">AWS: ASFF
 *     syntax</a>
 */
final class SecurityHubFindings implements EventBridgeFormat {

    @Override
    public String name() {
        return "Security Hub findings (ASFF)";
    }

    @Override
    public String source() {
        return "aws.securityhub";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Security Hub Findings - Imported");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoders.each(SecurityFindings.in(event), finding -> Decoded.of(signal(event, finding)));
    }

    private static Signal signal(EventBridgeEvent event, View finding) throws JsonException {
        var updated = ProviderTimes.time(finding.at("UpdatedAt"));
        var labels = new Labels()
                .with(finding, "ProductName", "RecordState", "GeneratorId")
                .with("ComplianceStatus", finding.at("Compliance", "Status"))
                .with("WorkflowStatus", finding.at("Workflow", "Status"))
                .with(
                        "resources",
                        SecurityFindings.others(finding.at("Resources").items()))
                .withAll(finding.at("Resources").at(0).at("Tags").texts());
        var id = Fields.name(finding.at("Id")) + "@" + updated;
        return new Signal.Finding(
                event.header(id, updated, subject(finding), labels),
                SecurityFindings.first(
                        finding.at("Compliance", "SecurityControlId"),
                        finding.at("ProductFields", "ControlId"),
                        finding.at("GeneratorId")),
                Fields.message(finding.at("Title")),
                SecurityFindings.severity(finding.at("Severity", "Label")),
                open(finding));
    }

    private static Resource subject(View finding) throws JsonException {
        var resource = finding.at("Resources").at(0);
        var region = resource.at("Region").exists() ? resource.at("Region") : finding.at("Region");
        var origin = Origin.aws(Fields.name(finding.at("AwsAccountId")), Fields.nameOrEmpty(region));
        return AwsSubjects.of(Fields.name(resource.at("Type")), Fields.name(resource.at("Id")), origin);
    }

    /** Archived, resolved, suppressed and passed findings are no longer open. */
    private static boolean open(View finding) {
        return !Fields.says(finding.at("RecordState"), "ARCHIVED")
                && !Fields.says(finding.at("Workflow", "Status"), "RESOLVED", "SUPPRESSED")
                && !Fields.says(finding.at("Compliance", "Status"), "PASSED");
    }
}

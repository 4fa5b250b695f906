package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;

/**
 * One finding in Security Hub's format. An administrator account gets the findings of its members: account and region are
 * taken from the finding. A finding keeps its id; each update is a separate event. The subject is the first of its resources;
 * the label {@code resources} counts them if there are more.
 *
 * @param region where it was found, if the finding does not tell
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html">AWS: ASFF
 *     syntax</a>
 */
record AsffFinding(View finding, String region) {

    /** Reports whether it looks like a finding outside of any event; never throws. */
    static boolean isOne(View value) {
        return value.at("SchemaVersion").isString()
                && value.at("AwsAccountId").isScalar()
                && value.at("Resources").isArray();
    }

    Signal.Finding signal() throws JsonException {
        return signal("", new Labels());
    }

    /** @param prefix of the id: a finding that a person sent is another event than the same finding when it was imported */
    Signal.Finding signal(String prefix, Labels labels) throws JsonException {
        var updated = ProviderTimes.time(finding.at("UpdatedAt"));
        var id = new SignalId(prefix + Fields.name(finding.at("Id")) + "@" + updated);
        var header = new Signal.Header(
                id, "aws.securityhub", updated, subject(), labels(labels).all(), links());
        return new Signal.Finding(
                header,
                FindingText.first(
                        finding.at("Compliance", "SecurityControlId"),
                        finding.at("ProductFields", "ControlId"),
                        finding.at("GeneratorId")),
                Fields.message(finding.at("Title")),
                severity(),
                open());
    }

    private Labels labels(Labels labels) throws JsonException {
        return labels.with(finding, "ProductName", "RecordState", "GeneratorId")
                .with("ComplianceStatus", finding.at("Compliance", "Status"))
                .with("WorkflowStatus", finding.at("Workflow", "Status"))
                .with("resources", FindingText.others(finding.at("Resources").items()))
                .withAll(finding.at("Resources").at(0).at("Tags").texts());
    }

    private java.util.List<String> links() throws JsonException {
        return new Links()
                .with(finding.at("Remediation", "Recommendation", "Url"))
                .with(finding.at("SourceUrl"))
                .all();
    }

    /** Findings from before 2020 have only the number. */
    private String severity() throws JsonException {
        var severity = finding.at("Severity");
        var label = FindingText.severity(severity.at("Label"));
        return label.isEmpty() && severity.at("Normalized").exists()
                ? FindingText.ofHundred(severity.at("Normalized").number().doubleValue())
                : label;
    }

    private Resource subject() throws JsonException {
        var resource = finding.at("Resources").at(0);
        var place = Fields.firstName(resource.at("Region"), finding.at("Region"));
        var origin = Origin.aws(Fields.name(finding.at("AwsAccountId")), place.isEmpty() ? region : place);
        var found = AwsSubjects.of(Fields.name(resource.at("Type")), Fields.name(resource.at("Id")), origin);
        var user = Fields.firstName(resource.at("Details", "AwsIamAccessKey", "UserName"));
        return found.kind().equals(Kinds.IAM_ACCESS_KEY) && found.name().equals("null") && !user.isEmpty()
                ? new Resource(origin, Kinds.IAM_USER, user)
                : found;
    }

    /**
     * Archived, resolved, suppressed and passed findings are not open, and neither is one whose control could not be checked
     * ({@code NOT_AVAILABLE}): nobody knows whether something is wrong. A sample is about nothing that exists.
     */
    private boolean open() throws JsonException {
        return !finding.at("Sample").boolOr(false)
                && !Fields.says(finding.at("RecordState"), "ARCHIVED")
                && !Fields.says(finding.at("Workflow", "Status"), "RESOLVED", "SUPPRESSED")
                && !Fields.says(finding.at("Compliance", "Status"), "PASSED", "NOT_AVAILABLE");
    }
}

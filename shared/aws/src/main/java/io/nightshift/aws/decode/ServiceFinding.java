package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A finding of a service that has one form of its own: Inspector, Macie, Access Analyzer, Trusted Advisor, the compliance of
 * Systems Manager. All names are paths in the detail.
 *
 * @param id the path of the finding's id; empty if only the event has one
 * @param updated the paths of which the first that is there tells the time of the update
 * @param control the paths of which the first that is there names what found it
 * @param title the paths of the text
 * @param severity the path of the severity's label
 * @param state the path of the state
 * @param closed the states, in lower case, in which it is not open any more
 * @param subject the paths of which the first that is there names the resource
 * @param type the path of the resource's type, or the kind itself
 * @param labels the paths that become labels, named by their last part
 */
record ServiceFinding(
        String name,
        String source,
        String detailType,
        String id,
        List<String> updated,
        List<String> control,
        List<String> title,
        String severity,
        String state,
        List<String> closed,
        List<String> subject,
        String type,
        List<String> labels)
        implements EventBridgeFormat {

    static final List<ServiceFinding> ALL = List.of(
            new ServiceFinding(
                    "Inspector finding",
                    "aws.inspector2",
                    "Inspector2 Finding",
                    "findingArn",
                    List.of("updatedAt", "lastObservedAt"),
                    List.of("packageVulnerabilityDetails.vulnerabilityId", "type"),
                    List.of("title", "description"),
                    "severity",
                    "status",
                    List.of("closed", "suppressed"),
                    List.of("resources.0.id"),
                    "resources.0.type",
                    List.of("type", "status", "fixAvailable", "exploitAvailable", "inspectorScore")),
            new ServiceFinding(
                    "Macie finding",
                    "aws.macie",
                    "Macie Finding",
                    "id",
                    List.of("updatedAt", "createdAt"),
                    List.of("type"),
                    List.of("title", "description"),
                    "severity.description",
                    "archived",
                    List.of("true"),
                    List.of("resourcesAffected.s3Bucket.arn", "resourcesAffected.s3Bucket.name"),
                    "s3:bucket",
                    List.of("category", "count", "sample", "resourcesAffected.s3Object.key")),
            new ServiceFinding(
                    "Access Analyzer finding",
                    "aws.access-analyzer",
                    "Access Analyzer Finding",
                    "id",
                    List.of("updatedAt", "analyzedAt", "createdAt"),
                    List.of("findingType", "resourceType"),
                    List.of("error"),
                    "severity",
                    "status",
                    List.of("archived", "resolved"),
                    List.of("resource"),
                    "resourceType",
                    List.of("status", "isPublic", "resourceType", "principal.AWS", "findingType")),
            new ServiceFinding(
                    "Trusted Advisor check",
                    "aws.trustedadvisor",
                    "Trusted Advisor Check Item Refresh Notification",
                    "",
                    List.of(),
                    List.of("check-name"),
                    List.of("check-item-detail.Reason", "check-name"),
                    "status",
                    "status",
                    List.of("ok"),
                    List.of("resource_id", "uuid"),
                    "trustedadvisor:item",
                    List.of("status", "uuid", "check-item-detail.Status", "check-item-detail.Region/AZ")),
            new ServiceFinding(
                    "SSM compliance",
                    "aws.ssm",
                    "Configuration Compliance State Change",
                    "",
                    List.of(),
                    List.of("compliance-type"),
                    List.of("compliance-status"),
                    "severity",
                    "compliance-status",
                    List.of("compliant"),
                    List.of("resource-id"),
                    "ec2:instance",
                    List.of("compliance-status", "resource-type", "patch-baseline-id")));

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var time = time(event);
        var own = id.isEmpty() ? "" : Fields.name(Fields.at(detail, id));
        var status = Fields.firstName(Fields.at(detail, state)).toLowerCase(Locale.ROOT);
        var links = new Links()
                .with(Fields.at(detail, "remediation.recommendation.Url"))
                .with(detail.at("sourceUrl"));
        var header = event.header(own.isEmpty() ? event.id() : own + "@" + time, time, subject(event), labels(detail))
                .withLinks(links.all());
        return Decoded.of(new Signal.Finding(
                header,
                first(detail, control, event.detailType()),
                Fields.message(firstOf(detail, title)),
                severity.isEmpty() ? "" : FindingText.severity(Fields.at(detail, severity)),
                !closed.contains(status) && !detail.at("sample").boolOr(false)));
    }

    private Instant time(EventBridgeEvent event) throws JsonException {
        return ProviderTimes.timeOr(firstOf(event.detail(), updated), event.time());
    }

    private Resource subject(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var account = Fields.firstName(detail.at("awsAccountId"), detail.at("accountId"));
        var region = Fields.firstName(Fields.at(detail, "resources.0.region"), detail.at("region"));
        var origin = Origin.aws(
                account.isEmpty() ? event.origin().account() : account,
                region.isEmpty() ? event.origin().region() : region);
        var told = type.contains(":") ? type : Fields.firstName(Fields.at(detail, type));
        var typed = told.isEmpty() ? "aws:resource" : told;
        var name = first(detail, subject, "");
        if (name.isEmpty()) {
            throw Fields.at(detail, subject.getFirst()).wrong("the name of the resource");
        }
        return typed.contains(":") && !typed.contains("::")
                ? AwsSubjects.named(typed, name, origin)
                : AwsSubjects.of(typed, name, origin);
    }

    private Labels labels(View detail) throws JsonException {
        var result = new Labels();
        for (var path : labels) {
            result.with(path.substring(path.lastIndexOf('.') + 1), Fields.firstName(Fields.at(detail, path)));
        }
        return result;
    }

    private static String first(View detail, List<String> paths, String otherwise) throws JsonException {
        var found = Fields.firstName(firstOf(detail, paths));
        return found.isEmpty() ? otherwise : found;
    }

    private static View firstOf(View detail, List<String> paths) {
        for (var path : paths) {
            if (Fields.at(detail, path).isScalar()) {
                return Fields.at(detail, path);
            }
        }
        return paths.isEmpty() ? detail.at("") : Fields.at(detail, paths.getFirst());
    }
}

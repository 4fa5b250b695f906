package io.nightshift.remediation.aws.survey;

import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedFinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.Condition;
import software.amazon.awssdk.services.guardduty.model.Finding;
import software.amazon.awssdk.services.guardduty.model.Resource;

/**
 * The findings of GuardDuty that nobody has archived, each read as the event that tells about it.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html">AWS: GuardDuty events</a>
 */
record GuardDutySurvey(GuardDutyClient guardDuty, AlarmEvents events, SurveyReading reading) {

    /** The most that one call describes. */
    private static final int PAGE = 50;

    private static final Map<String, Condition> OPEN =
            Map.of("service.archived", Condition.builder().equalsValue("false").build());

    void read() {
        for (var detector : guardDuty.listDetectorsPaginator().detectorIds()) {
            var pages = guardDuty.listFindingsPaginator(request -> request.detectorId(detector)
                    .maxResults(PAGE)
                    .findingCriteria(criteria -> criteria.criterion(OPEN)));
            for (var page : pages) {
                if (!page.findingIds().isEmpty()) {
                    describe(detector, page.findingIds());
                }
            }
        }
    }

    private void describe(String detector, List<String> ids) {
        for (var finding : guardDuty
                .getFindings(request -> request.detectorId(detector).findingIds(ids))
                .findings()) {
            var event = event(finding).text().getBytes(StandardCharsets.UTF_8);
            events.decoders().decode(Payload.of(event)).signals().stream()
                    .filter(Signal.Finding.class::isInstance)
                    .map(Signal.Finding.class::cast)
                    .map(SurveyedFinding::new)
                    .forEach(reading::add);
        }
    }

    private Json.Obj event(Finding finding) {
        var detail = Json.obj()
                .with("accountId", text(finding.accountId()))
                .with("region", text(finding.region()))
                .with("id", text(finding.id()))
                .with("type", text(finding.type()))
                .with("severity", finding.severity() == null ? 0 : Math.round(finding.severity()))
                .with("title", text(finding.title()))
                .with("updatedAt", text(finding.updatedAt()))
                .with("service", Json.obj().with("archived", false))
                .with("resource", finding.resource() == null ? Json.obj() : resource(finding.resource()));
        return events.envelope(
                "aws.guardduty", "GuardDuty Finding", text(finding.accountId()), text(finding.region()), detail);
    }

    /** Only what tells which resource it is. */
    private static Json.Obj resource(Resource resource) {
        var json = Json.obj().with("resourceType", text(resource.resourceType()));
        if (resource.accessKeyDetails() != null) {
            json = json.with(
                    "accessKeyDetails",
                    Json.obj()
                            .with(
                                    "accessKeyId",
                                    text(resource.accessKeyDetails().accessKeyId()))
                            .with("userName", text(resource.accessKeyDetails().userName())));
        }
        if (resource.instanceDetails() != null) {
            json = json.with(
                    "instanceDetails",
                    Json.obj()
                            .with("instanceId", text(resource.instanceDetails().instanceId())));
        }
        return resource.hasS3BucketDetails()
                ? json.with(
                        "s3BucketDetails",
                        Json.arr(resource.s3BucketDetails().stream()
                                .<Json>map(bucket -> Json.obj().with("name", text(bucket.name())))
                                .toList()))
                : json;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}

package io.nightshift.remediation.aws.survey;

import io.nightshift.core.json.Json;
import io.nightshift.remediation.aws.adapter.SdkJson;
import io.nightshift.remediation.survey.SurveyReading;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.guardduty.model.Condition;

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
            var detail = SdkJson.write(finding).with("service", Json.obj().with("archived", false));
            events.findings("aws.guardduty", "GuardDuty Finding", finding.accountId(), finding.region(), detail)
                    .forEach(reading::add);
        }
    }
}

package io.nightshift.remediation.aws.survey;

import io.nightshift.core.json.Json;
import io.nightshift.remediation.aws.adapter.SdkJson;
import io.nightshift.remediation.survey.SurveyReading;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilterComparison;

/**
 * The findings of Security Hub that are open, each read as the event that tells about it. Those that it has from GuardDuty are left
 * to {@link GuardDutySurvey}.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindings.html">AWS: GetFindings</a>
 */
record SecurityHubSurvey(SecurityHubClient hub, AlarmEvents events, SurveyReading reading) {

    /** The most on a page. */
    private static final int PAGE = 100;

    private static final AwsSecurityFindingFilters OPEN = AwsSecurityFindingFilters.builder()
            .recordState(filters(StringFilterComparison.EQUALS, "ACTIVE"))
            .workflowStatus(filters(StringFilterComparison.EQUALS, "NEW", "NOTIFIED"))
            .productName(filters(StringFilterComparison.NOT_EQUALS, "GuardDuty"))
            .build();

    private static List<StringFilter> filters(StringFilterComparison comparison, String... values) {
        return Stream.of(values)
                .map(value -> StringFilter.builder()
                        .comparison(comparison)
                        .value(value)
                        .build())
                .toList();
    }

    /** Nothing where Security Hub is off. */
    void read() {
        try {
            hub.getFindingsPaginator(request -> request.maxResults(PAGE).filters(OPEN))
                    .findings()
                    .forEach(this::add);
        } catch (InvalidAccessException e) {
            if (!String.valueOf(e.getMessage()).contains("not subscribed")) {
                throw e;
            }
        }
    }

    private void add(AwsSecurityFinding finding) {
        var detail = Json.obj().with("findings", Json.arr(SdkJson.write(finding)));
        events.findings(
                        "aws.securityhub",
                        "Security Hub Findings - Imported",
                        finding.awsAccountId(),
                        finding.region(),
                        detail)
                .forEach(reading::add);
    }
}

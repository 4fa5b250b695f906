package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.survey.SurveyReading;
import java.util.List;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.config.model.ComplianceType;
import software.amazon.awssdk.services.config.model.EvaluationResult;

/**
 * What breaks the rules of AWS Config, each read as the event that tells about it. The rules that Security Hub made are left to
 * {@link SecurityHubSurvey}.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/APIReference/API_GetComplianceDetailsByConfigRule.html">AWS:
 *     GetComplianceDetailsByConfigRule</a>
 */
record ConfigSurvey(ConfigClient config, AlarmEvents events, SurveyReading reading) {

    /** The most on a page. */
    private static final int PAGE = 100;

    private static final String OF_SECURITY_HUB = "securityhub-";

    void read() {
        var names = config
                .describeComplianceByConfigRulePaginator(
                        request -> request.complianceTypes(ComplianceType.NON_COMPLIANT))
                .complianceByConfigRules()
                .stream()
                .map(rule -> String.valueOf(rule.configRuleName()))
                .filter(name -> !name.startsWith(OF_SECURITY_HUB))
                .toList();
        if (names.isEmpty()) {
            return;
        }
        var account = account(names.getFirst());
        for (var name : names) {
            config.getComplianceDetailsByConfigRulePaginator(request -> request.configRuleName(name)
                            .complianceTypes(ComplianceType.NON_COMPLIANT)
                            .limit(PAGE))
                    .evaluationResults()
                    .forEach(result -> add(account, result));
        }
    }

    /** Only the ARN of a rule has the account. */
    private String account(String rule) {
        return config.describeConfigRules(request -> request.configRuleNames(List.of(rule))).configRules().stream()
                .flatMap(found -> Arn.parse(String.valueOf(found.configRuleArn())).stream())
                .map(Arn::account)
                .findFirst()
                .orElse("");
    }

    private void add(String account, EvaluationResult result) {
        var about = result.evaluationResultIdentifier().evaluationResultQualifier();
        var evaluation = Json.obj()
                .with("complianceType", ComplianceType.NON_COMPLIANT.toString())
                .with("resultRecordedTime", String.valueOf(result.resultRecordedTime()))
                .withOptional("annotation", result.annotation());
        var detail = Json.obj()
                .with("messageType", "ComplianceChangeNotification")
                .with("awsAccountId", account)
                .with("awsRegion", events.region())
                .withOptional("configRuleName", about.configRuleName())
                .withOptional("resourceType", about.resourceType())
                .withOptional("resourceId", about.resourceId())
                .with("newEvaluationResult", evaluation);
        events.findings("aws.config", "Config Rules Compliance Change", account, events.region(), detail)
                .forEach(reading::add);
    }
}

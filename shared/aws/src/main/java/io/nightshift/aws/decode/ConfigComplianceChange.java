package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * A change of a resource's compliance with a Config rule. An aggregator's bus also gets those of other accounts: account and
 * region are taken from the detail.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html">AWS:
 *     Config on EventBridge</a>
 */
final class ConfigComplianceChange implements EventBridgeFormat {

    @Override
    public String name() {
        return "Config compliance change";
    }

    @Override
    public String source() {
        return "aws.config";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Config Rules Compliance Change");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var result = detail.at("newEvaluationResult");
        var compliance = result.at("complianceType");
        var open = open(compliance);
        var rule = Fields.name(detail.at("configRuleName"));
        var origin = Origin.aws(Fields.name(detail.at("awsAccountId")), Fields.name(detail.at("awsRegion")));
        var subject =
                AwsSubjects.of(Fields.name(detail.at("resourceType")), Fields.name(detail.at("resourceId")), origin);
        var labels = new Labels()
                .with(detail, "resourceType")
                .with("compliance", compliance)
                .with("previousCompliance", detail.at("oldEvaluationResult", "complianceType"));
        var header = event.header(
                event.id(), ProviderTimes.timeOr(result.at("resultRecordedTime"), event.time()), subject, labels);
        return Decoded.of(new Signal.Finding(header, rule, Fields.message(result.at("annotation")), "", open));
    }

    private static boolean open(View compliance) throws JsonException {
        return switch (compliance.text()) {
            case "NON_COMPLIANT" -> true;
            case "COMPLIANT", "NOT_APPLICABLE", "INSUFFICIENT_DATA" -> false;
            default ->
                throw Fields.unknown(
                        compliance, "compliance type", "COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INSUFFICIENT_DATA");
        };
    }
}

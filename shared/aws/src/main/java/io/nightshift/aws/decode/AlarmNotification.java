package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import java.util.List;
import java.util.Map;

/**
 * The JSON message that a CloudWatch alarm publishes to SNS. Its {@code Region} is a display name ("EU (Frankfurt)"): the
 * region is read from the alarm's ARN. Old messages lack the ARN; it is then built with the topic's region, because an alarm
 * publishes only to topics of its own region.
 */
final class AlarmNotification implements Format {

    @Override
    public String name() {
        return "CloudWatch alarm notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("AlarmName").exists() && payload.at("NewStateValue").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var contributor = payload.at("AlarmContributorId");
        var metrics = contributor.exists()
                ? List.of(AlarmMetric.ofContributor(
                        payload.at("AlarmContributorAttributes"), payload.at("Trigger", "Metrics")))
                : AlarmMetric.ofTrigger(payload.at("Trigger"));
        return Decoded.of(new AlarmChange(
                        arn(payload, headers),
                        Fields.name(payload.at("AlarmName")),
                        AlarmChange.state(payload.at("NewStateValue")),
                        ProviderTimes.time(payload.at("StateChangeTime")),
                        Fields.message(payload.at("NewStateReason")),
                        metrics,
                        Fields.nameOrEmpty(contributor),
                        Map.of())
                .signal());
    }

    private static Arn arn(View payload, Map<String, String> headers) throws JsonException {
        var here = payload.at("AlarmArn");
        var account = payload.at("AWSAccountId");
        if (here.exists()) {
            var arn = Arn.alarm(here);
            return arn.in(account.textOr(arn.account()), here, "$.AWSAccountId");
        }
        var topic = EnvelopeHeaders.topic(headers)
                .orElseThrow(() -> here.wrong("the alarm's ARN, or an SNS envelope whose TopicArn tells its region"));
        return Arn.alarm(Origin.aws(Fields.name(account), topic.region()), Fields.name(payload.at("AlarmName")));
    }
}

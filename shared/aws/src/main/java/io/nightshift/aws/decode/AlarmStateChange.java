package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/**
 * CloudWatch alarm state changes on EventBridge: single metric, metric math, anomaly band, composite, and the single
 * time series (contributors) of grouped alarms.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">AWS: alarm events</a>
 */
final class AlarmStateChange implements EventBridgeFormat {

    @Override
    public String name() {
        return "CloudWatch alarm state change";
    }

    @Override
    public String source() {
        return "aws.cloudwatch";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoded.of(
                AlarmChange.ofDetail(event.detail(), arn(event), event.time()).signal());
    }

    private static Arn arn(EventBridgeEvent event) throws JsonException {
        var first = event.resources().at(0);
        if (!first.exists()) {
            return Arn.alarm(event.origin(), Fields.name(event.detail().at("alarmName")));
        }
        return Arn.alarm(first).in(event.origin().account(), first, "$.account");
    }
}

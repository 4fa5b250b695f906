package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The payload that a CloudWatch alarm sends to a Lambda function that is one of its actions.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">AWS: Lambda
 *     functions as alarm actions</a>
 */
final class AlarmAction implements Format {

    @Override
    public String name() {
        return "CloudWatch alarm Lambda action";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("alarmData").exists() && payload.at("alarmArn").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var here = payload.at("alarmArn");
        var arn = Arn.alarm(here);
        arn.in(payload.at("accountId").textOr(arn.account()), here, "$.accountId");
        return Decoded.of(AlarmChange.ofDetail(payload.at("alarmData"), arn, ProviderTimes.time(payload.at("time")))
                .signal());
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import java.util.Map;

/**
 * The JSON message that an RDS event subscription publishes to SNS. Messages from before 2021 have no {@code Source ARN};
 * account and region are then the topic's, because an event subscription publishes only inside its region.
 */
final class RdsNotification implements Format {

    @Override
    public String name() {
        return "RDS event notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("Event Source").isString() && payload.at("Event ID").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var subject = RdsChange.subject(payload.at("Event Source"), payload.at("Source ID"), origin(payload, headers));
        return Decoded.of(new RdsChange(
                        subject,
                        code(payload.at("Event ID")),
                        ProviderTimes.time(payload.at("Event Time")),
                        Fields.message(payload.at("Event Message")),
                        RdsChange.labels(payload.at("Tags")))
                .signal());
    }

    private static Origin origin(View payload, Map<String, String> headers) throws JsonException {
        var source = payload.at("Source ARN");
        var arn = source.exists()
                ? Arn.of(source)
                : EnvelopeHeaders.topic(headers)
                        .orElseThrow(() ->
                                source.wrong("the resource's ARN, or an SNS envelope whose TopicArn tells its region"));
        return Origin.aws(arn.account(), arn.region());
    }

    /** The event's number is the fragment of a documentation link. */
    private static String code(View id) throws JsonException {
        var link = Fields.name(id);
        var code = link.substring(link.indexOf('#') + 1).strip();
        if (!code.startsWith("RDS-EVENT-")) {
            throw id.wrong("a link that ends in #RDS-EVENT-0006 or the like");
        }
        return code;
    }
}

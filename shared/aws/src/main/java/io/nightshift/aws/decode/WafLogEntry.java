package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.List;
import java.util.Map;

/**
 * A request that AWS WAF judged, as a web ACL logs it to CloudWatch Logs, Firehose and S3. Its headers and its query are left
 * out: they hold what visitors keep secret.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/logging-fields.html">AWS: log fields for web ACL
 *     traffic</a>
 */
final class WafLogEntry implements Format {

    /** How WAF writes that it does not know. */
    private static final String NONE = "-";

    @Override
    public String name() {
        return "AWS WAF log entry";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("webaclId").isString()
                && payload.at("terminatingRuleId").isString()
                && payload.at("httpRequest").isObject();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var acl = acl(payload.at("webaclId"));
        var request = payload.at("httpRequest");
        var time = ProviderTimes.time(payload.at("timestamp"));
        var header = new Signal.Header(
                new SignalId(
                        payload.at("webaclId").text() + "/" + time + "/" + Fields.nameOrEmpty(request.at("requestId"))),
                "aws.wafv2",
                time,
                acl,
                labels(payload, request));
        return Decoded.of(new Signal.LogLine(
                header, Fields.name(payload.at("terminatingRuleId")), "", message(payload, request)));
    }

    private static Resource acl(View id) throws JsonException {
        var arn = Arn.of(id);
        var acl = AwsSubjects.of(arn, Origin.aws(arn.account(), arn.region()));
        if (!acl.kind().equals(Kinds.WEB_ACL)) {
            throw id.wrong("the ARN of a web ACL");
        }
        EnvelopeHeaders.known(acl.origin(), id);
        return acl;
    }

    private static Map<String, String> labels(View payload, View request) throws JsonException {
        var labels = new Labels();
        for (var name :
                List.of("action", "terminatingRuleId", "terminatingRuleType", "httpSourceName", "httpSourceId")) {
            labels.with(name, known(payload.at(name)));
        }
        for (var name : List.of("clientIp", "country", "httpMethod", "uri")) {
            labels.with(name, known(request.at(name)));
        }
        return labels.all();
    }

    private static String known(View value) throws JsonException {
        var text = value.textOr("");
        return text.equals(NONE) ? "" : text;
    }

    private static String message(View payload, View request) throws JsonException {
        return TextLimit.message(String.join(
                " ",
                payload.at("action").textOr(""),
                request.at("httpMethod").textOr(""),
                request.at("uri").textOr(""),
                "from",
                request.at("clientIp").textOr("")));
    }
}

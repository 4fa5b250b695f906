package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import java.util.Map;

/**
 * A message of AWS Config in an SNS topic, or the event with which Config invokes the function of a custom rule. The
 * {@code resultToken} of the latter acts like a permission and is left out.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html">AWS:
 *     example events</a>
 */
final class ConfigNotification implements Format {

    @Override
    public String name() {
        return "Config notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return isRule(payload) || ConfigMessage.isOne(payload);
    }

    private static boolean isRule(View payload) {
        return payload.at("invokingEvent").isString()
                && payload.at("configRuleName").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        if (!isRule(payload)) {
            return Decoded.of(new ConfigMessage(payload, "", EnvelopeHeaders.origin(headers), new Labels()).signal());
        }
        var message = View.of(Json.parse(payload.at("invokingEvent").text()));
        var labels = new Labels().with(payload, "configRuleName", "eventLeftScope", "evaluationMode");
        return Decoded.of(new ConfigMessage(message, Fields.name(payload.at("configRuleName")), origin(payload), labels)
                .signal());
    }

    private static Origin origin(View payload) throws JsonException {
        var arn = Arn.parse(Fields.firstName(payload.at("configRuleArn")));
        var account = Fields.firstName(payload.at("accountId"));
        return Origin.aws(
                account.isEmpty() ? arn.map(Arn::account).orElse("") : account,
                arn.map(Arn::region).orElse(""));
    }
}

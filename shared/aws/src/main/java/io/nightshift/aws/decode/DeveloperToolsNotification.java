package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * What a notification rule of CodePipeline, CodeBuild, CodeDeploy or CodeCommit publishes to SNS: an EventBridge event with
 * other names for some members, and without an id, which is that of the message.
 *
 * @see <a href="https://docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html">AWS: notification concepts</a>
 */
final class DeveloperToolsNotification implements Format {

    @Override
    public String name() {
        return "notification of the developer tools";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("notificationRuleArn").isString()
                && payload.at("detailType").isString()
                && payload.at("source").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var message = headers.getOrDefault(EnvelopeHeaders.MESSAGE_ID, "");
        var rule = Fields.name(payload.at("notificationRuleArn"));
        var event = Json.obj()
                .with("version", "0")
                .with("id", message.isEmpty() ? rule + "@" + Fields.name(payload.at("time")) : message)
                .with("detail-type", Fields.name(payload.at("detailType")))
                .with("source", Fields.name(payload.at("source")))
                .with("account", Fields.name(payload.at("account")))
                .with("time", Fields.name(payload.at("time")))
                .with("region", Fields.name(payload.at("region")))
                .with("resources", payload.at("resources").json())
                .with("detail", payload.at("detail").json());
        return inner.inner("$", View.of(event), headers);
    }
}

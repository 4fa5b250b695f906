package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * Security Hub findings (ASFF) on EventBridge: imported, or sent because a person chose a custom action. Of the latter the
 * labels {@code action} and {@code action-arn} name the action, and the id is made of the event's, so that it is never a
 * repetition of the imported finding.
 */
record SecurityHubFindings(String name, String detailType) implements EventBridgeFormat {

    static final SecurityHubFindings IMPORTED =
            new SecurityHubFindings("Security Hub findings (ASFF)", "Security Hub Findings - Imported");
    static final SecurityHubFindings CUSTOM_ACTION =
            new SecurityHubFindings("Security Hub custom action", "Security Hub Findings - Custom Action");

    @Override
    public String source() {
        return "aws.securityhub";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoders.each(
                FindingText.list(event.detail().at("findings")), finding -> Decoded.of(signal(event, finding)));
    }

    private Signal signal(EventBridgeEvent event, View finding) throws JsonException {
        var asff = new AsffFinding(finding, event.origin().region());
        if (this.equals(IMPORTED)) {
            return asff.signal();
        }
        return asff.signal(event.id() + "#", action(event));
    }

    static Labels action(EventBridgeEvent event) throws JsonException {
        return new Labels()
                .with("action", event.detail().at("actionName"))
                .with("action-arn", Fields.firstName(event.resources().at(0)));
    }
}

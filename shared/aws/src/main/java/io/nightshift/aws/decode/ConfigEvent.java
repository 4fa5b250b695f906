package io.nightshift.aws.decode;

import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/**
 * A message of AWS Config on EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/monitor-config-with-cloudwatchevents.html">AWS:
 *     Config on EventBridge</a>
 */
record ConfigEvent(String name, String detailType) implements EventBridgeFormat {

    static final ConfigEvent COMPLIANCE = new ConfigEvent("Config compliance change", "Config Rules Compliance Change");
    static final ConfigEvent ITEM = new ConfigEvent("Config item change", "Config Configuration Item Change");

    @Override
    public String source() {
        return "aws.config";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var message = new ConfigMessage(event.detail(), "", event.origin(), new Labels());
        return Decoded.of(this.equals(COMPLIANCE) ? message.compliance(event.id()) : message.signal());
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/**
 * An anomaly that Cost Anomaly Detection found, on EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/cost-management/latest/userguide/cad-eventbridge.html">AWS: EventBridge and Cost
 *     Anomaly Detection</a>
 */
final class CostAnomalyEvent implements EventBridgeFormat {

    @Override
    public String name() {
        return "AWS cost anomaly on EventBridge";
    }

    @Override
    public String source() {
        return "aws.ce";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Anomaly Detected");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoded.of(CostAnomaly.signal(event.detail(), event.origin()));
    }
}

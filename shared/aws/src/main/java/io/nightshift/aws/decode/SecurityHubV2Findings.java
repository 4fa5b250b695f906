package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/** Findings of Security Hub (V2) on EventBridge, in the Open Cybersecurity Schema Framework. */
final class SecurityHubV2Findings implements EventBridgeFormat {

    @Override
    public String name() {
        return "Security Hub findings V2 (OCSF)";
    }

    @Override
    public String source() {
        return "aws.securityhub";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Findings Imported V2");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return Decoders.each(
                FindingText.list(event.detail().at("findings")),
                finding -> Decoded.of(new OcsfFinding(finding, event.origin(), event.time()).signal()));
    }
}

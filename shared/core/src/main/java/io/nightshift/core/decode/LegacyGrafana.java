package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The webhook of Grafana's legacy alerting (removed with Grafana 11). It tells neither when the state changed nor any id
 * of the change, so a repetition could not be told from a new alarm: it is known, and rejected.
 */
final class LegacyGrafana implements Format {

    @Override
    public String name() {
        return "legacy Grafana webhook";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("ruleId").exists() && payload.at("state").exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoded.rejected(
                "$",
                "a webhook of Grafana's legacy alerting tells no time and no id of the change; use Grafana's unified alerting");
    }
}

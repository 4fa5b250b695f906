package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/**
 * The webhook of Grafana's legacy alerting (removed with Grafana 11). It contains neither the time nor an id of a
 * state change, so a repetition looks like a new alarm. The format is recognised and rejected.
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

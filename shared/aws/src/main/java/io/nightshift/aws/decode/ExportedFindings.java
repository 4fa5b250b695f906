package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.List;
import java.util.Map;

/** Findings outside of any event, as an export or {@code GetFindings} has them: one, or a list of them; ASFF or OCSF. */
final class ExportedFindings implements Format {

    @Override
    public String name() {
        return "Security Hub finding without envelope";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return isFinding(payload)
                || isFinding(payload.firstOf("Findings", "findings").at(0))
                || isFinding(payload.at(0));
    }

    private static boolean isFinding(View value) {
        return AsffFinding.isOne(value) || OcsfFinding.isOne(value);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(
                findings(payload),
                finding -> Decoded.of(
                        OcsfFinding.isOne(finding)
                                ? OcsfFinding.bare(finding).signal()
                                : new AsffFinding(finding, "").signal()));
    }

    private static List<View> findings(View payload) throws JsonException {
        if (isFinding(payload)) {
            return List.of(payload);
        }
        return payload.isArray()
                ? payload.items()
                : payload.firstOf("Findings", "findings").items();
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The last of the EventBridge formats: rejects a detail-type that no other format knows, and names the known ones. */
record UnknownEvent(List<EventBridgeFormat> known) implements Format {

    /** The reason repeats a detail-type only if it looks like one: anyone may put any text there. */
    private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ./&()_-]{0,79}");

    @Override
    public String name() {
        return "EventBridge event";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return EventBridgeEvent.isOne(payload);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var detailType = payload.at("detail-type").text();
        var shown = SHOWN.matcher(detailType).matches() ? " \"" + detailType + "\"" : "";
        return Decoded.rejected("$['detail-type']", "unknown detail-type" + shown + "; known are " + names());
    }

    private String names() {
        return String.join(
                ", ",
                known.stream().flatMap(f -> f.detailTypes().stream()).sorted().toList());
    }
}

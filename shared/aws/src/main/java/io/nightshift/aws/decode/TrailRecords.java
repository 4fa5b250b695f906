package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.List;
import java.util.Map;

/** CloudTrail records outside of EventBridge: one alone, or the file that a trail writes. */
final class TrailRecords implements Format {

    @Override
    public String name() {
        return "CloudTrail record";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return TrailRecord.isOne(payload)
                || TrailRecord.isOne(payload.at("Records").at(0));
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var records = TrailRecord.isOne(payload)
                ? List.of(payload)
                : payload.at("Records").items();
        return Decoders.each(records, record -> TrailRecord.bare(record).signals());
    }
}

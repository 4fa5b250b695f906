package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** Log lines of a subscription filter that writes to a Kinesis stream; each record is a separate batch. */
final class LogStream implements Format {

    @Override
    public String name() {
        return "CloudWatch Logs through Kinesis";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return LambdaRecords.from(payload, "eventSource", "aws:kinesis");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(
                payload.at("Records").items(),
                item -> LogBatch.unpack(
                        item.at("kinesis", "data"), item.at("awsRegion").textOr(""), inner));
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Base64;
import java.util.Map;

/**
 * Records of a Kinesis stream: the batches of a subscription filter, packed by gzip, or whole events that a rule of EventBridge
 * or a program puts there.
 */
final class LogStream implements Format {

    /** How an object of JSON begins in base64: a brace and a quotation mark, or a brace and a line break. */
    private static final String OBJECT = "eyJ";

    private static final String INDENTED = "ewo";

    @Override
    public String name() {
        return "Kinesis event for Lambda";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return LambdaRecords.from(payload, "eventSource", "aws:kinesis");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoders.each(
                payload.at("Records").items(),
                item -> record(item.at("kinesis", "data"), item.at("awsRegion").textOr(""), inner));
    }

    private static Decoded record(View data, String region, Decoders inner) throws JsonException {
        return isJson(data) ? inner.inner(data.path(), bytes(data), Map.of()) : LogBatch.unpack(data, region, inner);
    }

    private static boolean isJson(View data) throws JsonException {
        var text = data.textOr("");
        return text.startsWith(OBJECT) || text.startsWith(INDENTED);
    }

    private static byte[] bytes(View data) throws JsonException {
        try {
            return Base64.getDecoder().decode(data.nonBlank().strip());
        } catch (IllegalArgumentException e) {
            throw Fields.malformed(data, "base64");
        }
    }
}

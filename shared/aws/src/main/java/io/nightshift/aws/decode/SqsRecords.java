package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;

/** An SQS batch as one payload; a Lambda entry point uses {@link SqsBatch} to get the messages one by one. */
final class SqsRecords implements Format {

    @Override
    public String name() {
        return "SQS event for Lambda";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return SqsBatch.isOne(payload);
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        return Decoded.all(SqsBatch.messages(payload, inner).stream()
                .map(SqsMessage::decoded)
                .toList());
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The batch with which an SQS event source mapping invokes a Lambda function. It is decoded message by message, so that the
 * entry point can return exactly the failed ones.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">AWS: partial batch
 *     responses</a>
 */
public final class SqsBatch {

    private SqsBatch() {}

    /** Reports whether the payload is such a batch; never throws. */
    public static boolean isOne(View payload) {
        return LambdaRecords.from(payload, "eventSource", "aws:sqs");
    }

    /**
     * All messages in the order of the batch, each with its own signals and rejections.
     *
     * @throws JsonException when {@code LambdaRecords} is not an array
     */
    public static List<SqsMessage> messages(View payload, Decoders decoders) throws JsonException {
        var messages = new ArrayList<SqsMessage>();
        var together = decoders.forOnePayload();
        for (var item : payload.at("Records").items()) {
            messages.add(message(item, together));
        }
        return messages;
    }

    /** Reports whether it is one message of a batch; never throws. */
    static boolean isMessage(View item) {
        return Fields.says(item.at("eventSource"), "aws:sqs") && item.at("body").exists();
    }

    private static String messageId(View item) {
        try {
            return Fields.nameOrEmpty(item.at("messageId"));
        } catch (JsonException e) {
            return "";
        }
    }

    /** SQS accepts any text, so a body may be an SNS envelope, a raw delivery or an EventBridge event. */
    static SqsMessage message(View item, Decoders decoders) {
        var id = messageId(item);
        var body = item.at("body");
        try {
            var json = View.of(Json.parse(body.text()));
            return new SqsMessage(
                    id, item, Optional.of(json), decoders.inner(body.path(), json, EnvelopeHeaders.sqs(item)));
        } catch (JsonException e) {
            var rejected = body.isScalar()
                    ? Decoded.rejected(body.path(), "not JSON: " + e.getMessage())
                    : Decoded.rejected(item.path(), e.getMessage());
            return new SqsMessage(id, item, Optional.empty(), rejected);
        }
    }
}

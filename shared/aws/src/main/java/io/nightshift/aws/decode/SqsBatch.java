package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
            messages.add(new SqsMessage(messageId(item), item, decoded(item, together)));
        }
        return messages;
    }

    private static String messageId(View item) {
        try {
            return Fields.nameOrEmpty(item.at("messageId"));
        } catch (JsonException e) {
            return "";
        }
    }

    /** SQS accepts any text, so a body may be an SNS envelope, a raw delivery or an EventBridge event. */
    private static Decoded decoded(View item, Decoders decoders) {
        return Decoders.each(List.of(item), each -> {
            var body = each.at("body");
            return decoders.inner(body.path(), body.text(), Map.of());
        });
    }
}

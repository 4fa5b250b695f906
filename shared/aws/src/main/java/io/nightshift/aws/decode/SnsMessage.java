package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Map;
import java.util.Optional;

/**
 * The SNS envelope. Its content is decoded with the topic's ARN as a header, under the name that SNS uses in raw deliveries.
 * The entry point must check the envelope's SNS signature.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html">AWS: SNS HTTP/S notification JSON</a>
 */
final class SnsMessage {

    private static final String TOPIC = "x-amz-sns-topic-arn";

    private SnsMessage() {}

    /** The topic of the payload. */
    static Optional<Arn> topic(Map<String, String> headers) {
        return Optional.ofNullable(headers.get(TOPIC))
                .flatMap(Arn::parse)
                .filter(arn -> arn.service().equals("sns"));
    }

    static Decoded decode(View envelope, Decoders inner) throws JsonException {
        var type = envelope.at("Type");
        return switch (type.textOr("Notification")) {
            case "Notification" -> {
                var message = envelope.at("Message");
                var headers = Map.of(TOPIC, envelope.at("TopicArn").textOr(""));
                yield inner.inner(message.path(), message.text(), headers);
            }
            // Nothing here opens the SubscribeURL: the operator decides about subscriptions.
            case "SubscriptionConfirmation" ->
                Decoded.ignored("SNS asks to confirm a subscription: open its SubscribeURL once if the topic is yours");
            case "UnsubscribeConfirmation" -> Decoded.ignored("SNS tells that a subscription was removed");
            default ->
                throw Fields.unknown(
                        type, "SNS message type", "Notification, SubscriptionConfirmation, UnsubscribeConfirmation");
        };
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;

/**
 * The SNS envelope. Its content is decoded with what the envelope tells as headers. A message of no known format is a notice
 * of its topic. The entry point must check the envelope's SNS signature.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html">AWS: SNS HTTP/S notification JSON</a>
 */
final class SnsMessage {

    private SnsMessage() {}

    static Decoded decode(View envelope, Decoders inner) throws JsonException {
        var type = envelope.at("Type");
        return switch (type.textOr("Notification")) {
            case "Notification" -> notification(envelope, inner);
            // Nothing here opens the SubscribeURL: the operator decides about subscriptions.
            case "SubscriptionConfirmation" ->
                Decoded.ignored("SNS asks to confirm a subscription: open its SubscribeURL once if the topic is yours");
            case "UnsubscribeConfirmation" -> Decoded.ignored("SNS tells that a subscription was removed");
            default ->
                throw Fields.unknown(
                        type, "SNS message type", "Notification, SubscriptionConfirmation, UnsubscribeConfirmation");
        };
    }

    private static Decoded notification(View envelope, Decoders inner) throws JsonException {
        var message = envelope.at("Message");
        var known = inner.innerIfKnown(message.path(), message.text(), EnvelopeHeaders.sns(envelope));
        return known.isPresent() ? known.get() : Decoded.of(TopicNotice.of(envelope));
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the carrier of a message tells and the message does not: the topic or queue, which is in the account and region of
 * its sender, and of an SNS message also id, time and subject. It is passed on in headers; the topic under the name that SNS
 * uses in raw deliveries.
 */
final class EnvelopeHeaders {

    static final String TOPIC = "x-amz-sns-topic-arn";
    static final String MESSAGE_ID = "x-amz-sns-message-id";
    static final String TIME = "x-nightshift-sent";
    static final String SUBJECT = "x-nightshift-subject";
    private static final String QUEUE = "x-nightshift-queue-arn";

    private EnvelopeHeaders() {}

    /** The headers of the message in an SNS envelope. */
    static Map<String, String> sns(View envelope) throws JsonException {
        var headers = new TreeMap<String, String>();
        put(headers, TOPIC, envelope.at("TopicArn"));
        put(headers, MESSAGE_ID, envelope.at("MessageId"));
        put(headers, TIME, envelope.at("Timestamp"));
        put(headers, SUBJECT, envelope.at("Subject"));
        return headers;
    }

    /** The headers of a message in a queue. */
    static Map<String, String> sqs(View item) {
        var headers = new TreeMap<String, String>();
        try {
            put(headers, QUEUE, item.at("eventSourceARN"));
        } catch (JsonException e) {
            return Map.of();
        }
        return headers;
    }

    private static void put(Map<String, String> headers, String name, View value) throws JsonException {
        var text = value.isString() ? Fields.nameOrEmpty(value) : "";
        if (!text.isEmpty()) {
            headers.put(name, text);
        }
    }

    /** The topic of the payload. */
    static Optional<Arn> topic(Map<String, String> headers) {
        return Optional.ofNullable(headers.get(TOPIC))
                .flatMap(Arn::parse)
                .filter(arn -> arn.service().equals("sns"));
    }

    /** The origin, whose account somebody must have told: actions are never about any account. */
    static Origin known(Origin origin, View account) throws JsonException {
        if (origin.account().isBlank()) {
            throw account.wrong("the account, or a topic or queue that tells it");
        }
        return origin;
    }

    /** Account and region of the topic, else of the queue; empty if neither is known. */
    static Origin origin(Map<String, String> headers) {
        return topic(headers)
                .or(() -> Optional.ofNullable(headers.get(QUEUE)).flatMap(Arn::parse))
                .map(arn -> Origin.aws(arn.account(), arn.region()))
                .orElseGet(() -> Origin.aws("", ""));
    }
}

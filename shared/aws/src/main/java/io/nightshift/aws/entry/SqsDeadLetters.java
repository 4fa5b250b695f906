package io.nightshift.aws.entry;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.signal.Rejected;
import io.nightshift.entry.DeadLetters;
import io.nightshift.entry.GzippedPayload;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * An SQS queue for undecodable payloads. The body is the original payload. If SQS does not accept it (bytes that are not XML
 * characters, or too many), it is gzipped and in Base64, and the attribute {@code encoding} says so.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage</a>
 */
public record SqsDeadLetters(SqsClient sqs, URI queue) implements DeadLetters {

    /** A queue's limit may be lower than SQS's limit of 1 MiB; this was the limit of every queue until 2025. */
    private static final int MOST_BYTES = 240 * 1024;

    private record Body(String text, String encoding) {}

    @Override
    public void keep(byte[] payload, List<Rejected> reasons) {
        var body = body(payload);
        try {
            sqs.sendMessage(request -> request.queueUrl(queue.toString())
                    .messageBody(body.text())
                    .messageAttributes(attributes(body, reasons)));
        } catch (SdkException e) {
            throw new UndeliverableException("the dead-letter queue did not take a payload: "
                    + AwsErrors.whileChanging(e).message());
        }
    }

    private static Map<String, MessageAttributeValue> attributes(Body body, List<Rejected> reasons) {
        var texts = new HashMap<String, String>();
        texts.put("reason", DeadLetters.reason(reasons));
        texts.put("place", DeadLetters.place(reasons));
        texts.put("encoding", body.encoding());
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(plain(entry.getValue()))
                                .build()));
    }

    private static Body body(byte[] payload) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
            if (payload.length <= MOST_BYTES && !text.isEmpty() && text.equals(plain(text))) {
                return new Body(text, "none");
            }
        } catch (CharacterCodingException e) {
            // Not text: packed below.
        }
        var packed = GzippedPayload.of(payload, MOST_BYTES / 4 * 3);
        return new Body(Base64.getEncoder().encodeToString(packed.gzip()), packed.encoding("gzip+base64"));
    }

    /** The characters that SQS accepts; the others become question marks. */
    private static String plain(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().map(c -> allowed(c) ? c : '?').forEach(out::appendCodePoint);
        return out.isEmpty() ? "-" : out.toString();
    }

    private static boolean allowed(int c) {
        return c == 0x9
                || c == 0xA
                || c == 0xD
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}

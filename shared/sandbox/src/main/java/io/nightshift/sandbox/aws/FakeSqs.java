package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">SQS JSON 1.0 API</a> */
final class FakeSqs implements FakeService {

    private static final int LARGEST = 1_048_576;

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        if (!call.operation().equals("SendMessage")) {
            return FakeQueues.answer(call, account);
        }
        call.only("QueueUrl", "MessageBody", "MessageAttributes");
        var body = body(call);
        var attributes = attributes(call);
        int number = account.all(Letter.class).size() + 1;
        account.change("send", new Letter(call.text("QueueUrl"), number, body, attributes));
        var reply = Json.obj()
                .with("MessageId", "letter-" + number)
                .with("MD5OfMessageBody", md5(body.getBytes(StandardCharsets.UTF_8)));
        return (attributes.isEmpty() ? reply : reply.with("MD5OfMessageAttributes", md5(digested(attributes)))).text();
    }

    private static String body(AwsCall call) {
        try {
            var body = call.json().at("MessageBody").text();
            if (body.isEmpty()) {
                throw new AwsError(400, "MissingParameter", "The request must contain the parameter MessageBody.");
            }
            if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
                throw new AwsError(
                        400,
                        "InvalidParameterValue",
                        "One or more parameters are invalid. Reason: Message must be shorter than " + LARGEST
                                + " bytes.");
            }
            check(body);
            return body;
        } catch (JsonException e) {
            throw AwsError.missing(call, "MessageBody");
        }
    }

    /** Only the characters of XML 1.0 are allowed. */
    private static void check(String text) {
        if (!text.codePoints()
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000)) {
            throw new AwsError(
                    400, "InvalidMessageContents", "The message contains characters outside the allowed set.");
        }
    }

    private static Map<String, String> attributes(AwsCall call) {
        var result = new TreeMap<String, String>();
        try {
            var all = call.json().at("MessageAttributes");
            if (all.exists()) {
                for (var name : all.object().members().keySet()) {
                    if (!all.at(name, "DataType").text().equals("String")) {
                        throw all.at(name, "DataType").wrong("String, the only type that is played here");
                    }
                    var value = all.at(name, "StringValue").nonBlank();
                    check(value);
                    result.put(name, value);
                }
            }
        } catch (JsonException e) {
            throw new AwsError(400, "InvalidParameterValue", "Message attributes: " + e.getMessage());
        }
        return result;
    }

    /**
     * The input of the attributes' digest: by name, each part preceded by its length.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">the
     *     algorithm</a>
     */
    private static byte[] digested(Map<String, String> attributes) {
        var out = new ByteArrayOutputStream();
        new TreeMap<>(attributes).forEach((name, value) -> {
            part(out, name);
            part(out, "String");
            out.write(1);
            part(out, value);
        });
        return out.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.AwsThing.Letter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">SQS JSON 1.0 API</a> */
final class SqsDesk implements Desk {

    private static final int LARGEST = 1_048_576;

    @Override
    public String answer(AwsCall call, Account account) {
        if (!call.operation().equals("SendMessage")) {
            throw Desk.unknown(call);
        }
        call.only("QueueUrl", "MessageBody", "MessageAttributes");
        var body = call.text("MessageBody");
        if (body.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "One or more parameters are invalid. Reason: Message must be shorter");
        }
        int number = account.all(Letter.class).size() + 1;
        account.change("send", new Letter(call.text("QueueUrl"), number, body, attributes(call)));
        return Json.obj()
                .with("MessageId", "letter-" + number)
                .with("MD5OfMessageBody", md5(body))
                .text();
    }

    private static Map<String, String> attributes(AwsCall call) {
        var result = new TreeMap<String, String>();
        try {
            var all = call.json().at("MessageAttributes");
            if (all.exists()) {
                for (var name : all.object().members().keySet()) {
                    all.at(name, "DataType").nonBlank();
                    result.put(name, all.at(name, "StringValue").nonBlank());
                }
            }
        } catch (JsonException e) {
            throw new AwsError(400, "InvalidParameterValue", "Message attributes: " + e.getMessage());
        }
        return result;
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.nightshift.aws.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Payload;
import io.nightshift.sandbox.contract.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Payloads that are too large or too odd to lie in a file. */
final class Made {

    private Made() {}

    /** A real sample with one text in it replaced. */
    static Payload sampleWith(String sample, String text, String replacement) {
        var json = new String(Sample.of("aws", sample).bytes(), UTF_8);
        if (!json.contains(text)) {
            throw new IllegalArgumentException(sample + " does not contain " + text);
        }
        return payload(json.replace(text, replacement));
    }

    static Payload payload(String text) {
        return Payload.of(text.getBytes(UTF_8));
    }

    static Json parsed(String sample) throws JsonException {
        return Sample.of("aws", sample).json();
    }

    static Payload subscription(byte[] unpacked) {
        return payload(Json.obj()
                .with("awslogs", Json.obj().with("data", packed(unpacked)))
                .text());
    }

    static String packed(byte[] unpacked) {
        return packed(unpacked, 1);
    }

    /** The same bytes again and again: gzip makes a thousandth of them. */
    static String packed(byte[] unpacked, int times) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                gzip.write(unpacked);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    static Json.Obj logBatch(Json... lines) {
        return Json.obj()
                .with("messageType", "DATA_MESSAGE")
                .with("owner", "111122223333")
                .with("logGroup", "/aws/lambda/orders")
                .with("logStream", "stream")
                .with("subscriptionFilters", Json.arr(Json.of("errors")))
                .with("logEvents", Json.arr(lines));
    }

    static Json.Obj line(String id, String message) {
        return Json.obj().with("id", id).with("timestamp", 1_795_143_880_989L).with("message", message);
    }
}

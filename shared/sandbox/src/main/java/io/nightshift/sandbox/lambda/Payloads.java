package io.nightshift.sandbox.lambda;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Payloads of a function's invocations. */
public final class Payloads {

    /** The request of the scheduled rule. */
    public static final byte[] SWEEP = bytes("{\"nightshift\":{\"sweep\":true}}");

    private Payloads() {}

    /** The request of a timer. */
    public static byte[] wake(RunId run) {
        return bytes("{\"nightshift\":{\"wake\":\"" + run + "\"}}");
    }

    /** A real payload of {@code events/}. */
    public static byte[] sample(String path) {
        try {
            return Files.readAllBytes(Path.of(System.getProperty("nightshift.root"), "events", path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An SQS batch with one record for each body: {@code message-1} and so on. */
    public static byte[] batch(String... bodies) {
        var records = new ArrayList<Json>();
        for (var body : bodies) {
            records.add(Json.obj()
                    .with("messageId", "message-" + (records.size() + 1))
                    .with("eventSource", "aws:sqs")
                    .with("eventSourceARN", "arn:aws:sqs:eu-central-1:111122223333:signals")
                    .with("body", body));
        }
        return Json.obj().with("Records", Json.arr(records)).bytes();
    }
}

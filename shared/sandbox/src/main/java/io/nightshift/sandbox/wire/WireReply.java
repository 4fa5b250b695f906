package io.nightshift.sandbox.wire;

import io.nightshift.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reaction of a {@link WireServer} to a request. */
public sealed interface WireReply {

    @SuppressWarnings("ArrayRecordComponent") // replies are played, never compared
    record Reply(int status, Map<String, String> headers, byte[] body) implements WireReply {
        public Reply with(String header, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Reply(status, more, body);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Closes the connection without a response: the client cannot know whether its request was executed. */
    record HangUp() implements WireReply {}

    /** Announces the whole body and closes the connection after its first bytes. */
    record Cut(Reply whole, int bytes) implements WireReply {}

    /** Delays the response in real time. */
    record Late(Duration by, WireReply then) implements WireReply {}

    /** Never responds; the connection stays open until the server is closed, so that the client reaches its own time-out. */
    record Silence() implements WireReply {}

    static Reply reply(int status, String type, String body) {
        return new Reply(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply json(int status, Json body) {
        return reply(status, "application/json", body.text());
    }

    static Reply xml(int status, String body) {
        return reply(status, "text/xml", body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }
}

package io.nightshift.web;

import io.nightshift.core.act.Problem;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** The result of one request. */
public sealed interface HttpResult {

    @SuppressWarnings("ArrayRecordComponent") // answers are read, never compared
    record Answered(int status, HttpHeaders headers, byte[] body) implements HttpResult {

        /** The first header of that name; empty if there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** The body is longer than allowed; none of it was kept. */
    record TooLong(int status) implements HttpResult {}

    record Missed(Problem problem) implements HttpResult {}
}

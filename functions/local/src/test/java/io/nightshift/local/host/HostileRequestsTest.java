package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends get an answer of HTTP's, start nothing and stop nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileRequestsTest {

    private static final String TOKEN = "a-token-of-a-test";
    private static final String HOST = "Host: localhost\r\nConnection: close\r\n";
    private static final String SENDER = HOST + "Authorization: Bearer " + TOKEN + "\r\n";

    private ServedApi served;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        served = new ServedApi(folder.resolve("dead-letters"), Optional.of(TOKEN), HttpLimits.standard());
    }

    /** Whatever was sent. */
    @AfterEach
    void stillServes() throws Exception {
        assertThat(send("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n").status()).isEqualTo(200);
        assertThat(served.hasRuns()).isFalse();
    }

    @AfterAll
    void stop() {
        served.close();
    }

    private RawHttp.Answer send(String request) throws Exception {
        return RawHttp.answer(served.port(), request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /signals HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Host: localhost\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Content-Length: -1\r\n\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Content-Length: 99999999999999999999\r\n\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Content-Length: 2x\r\n\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER
                        + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\n80000000\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\nz\r\n{}\r\n0\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + " folded: x\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "Spaced : x\r\n\r\n",
                "POST /signals HTTP/1.1\r\n" + SENDER + "X: a\u0000b\r\n\r\n",
                "POST /a/%2e%2e/signals HTTP/1.1\r\n" + SENDER + "Content-Length: 0\r\n\r\n",
                "POST /signals%00 HTTP/1.1\r\n" + SENDER + "Content-Length: 0\r\n\r\n",
                "POST /sig%nals HTTP/1.1\r\n" + SENDER + "Content-Length: 0\r\n\r\n",
                "CONNECT localhost:80 HTTP/1.1\r\n" + SENDER + "\r\n",
                "POST /signals HTTP/9.9\r\n" + SENDER + "\r\n",
                "POST /signals\r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n"
            })
    void whatIsNoHttpIsRefused(String request) throws Exception {
        var answer = send(request);
        assertThat(answer.status()).isBetween(400, 599);
        assertThat(answer.text()).doesNotContain(TOKEN, "Jetty", "jetty", "at org.");
    }

    @Test
    void headersHaveALimit() throws Exception {
        var many = "X-A: %s\r\n".formatted("a".repeat(1_000)).repeat(20);
        assertThat(send("POST /signals HTTP/1.1\r\n" + SENDER + many + "\r\n").status())
                .isEqualTo(431);
        assertThat(send("GET /%s HTTP/1.1\r\n".formatted("a".repeat(20_000)) + HOST + "\r\n")
                        .status())
                .isEqualTo(414);
    }

    @Test
    void aChunkThatClaimsMuchTakesNoMemory() throws Exception {
        assertThat(send("POST /signals HTTP/1.1\r\n" + SENDER + "Transfer-Encoding: chunked\r\n\r\n800001\r\n"
                                + "x".repeat(8 * 1024 * 1024 + 1) + "\r\n0\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aBodyThatSaysThatItIsTooLongIsNotReadAtAll() throws Exception {
        assertThat(send("POST /signals HTTP/1.1\r\n" + SENDER
                                + "Content-Length: 8388609\r\nExpect: 100-continue\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET     | /signals | POST",
                "HEAD    | /signals | POST",
                "PUT     | /signals | POST",
                "DELETE  | /signals | POST",
                "PATCH   | /signals | POST",
                "TRACE   | /signals | POST",
                "OPTIONS | /signals | POST",
                "BREW    | /signals | POST",
                "post    | /signals | POST",
                "POST    | /healthz | GET, HEAD",
                "TRACE   | /healthz | GET, HEAD"
            })
    void anotherMethodIsToldWhichThereAre(String method, String path, String allow) throws Exception {
        var answer = send(method + " " + path + " HTTP/1.1\r\n" + SENDER + "\r\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allow);
        assertThat(answer.text()).doesNotContain(TOKEN);
    }

    @Test
    void headIsGetWithoutItsBody() throws Exception {
        var got = send("GET /healthz HTTP/1.1\r\n" + HOST + "\r\n");
        var head = send("HEAD /healthz HTTP/1.1\r\n" + HOST + "\r\n");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(got.header("Content-Length"));
        assertThat(got.body())
                .hasSize(Integer.parseInt(got.header("Content-Length").orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR   "})
    void theSchemeHasNoCase(String scheme) throws Exception {
        var head = "POST /signals HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nAuthorization: ";
        assertThat(send(head + scheme + TOKEN + "\r\n\r\n{").status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer" + TOKEN,
                "Basic " + TOKEN,
                TOKEN,
                "Bearer A-TOKEN-OF-A-TEST",
                "Bearer " + TOKEN + "x",
                "Bearer x\r\nAuthorization: Bearer " + TOKEN
            })
    void whatIsNotTheTokenIsNot(String authorization) throws Exception {
        var head = "POST /signals HTTP/1.1\r\n" + HOST + "Content-Length: 1\r\nAuthorization: ";
        var answer = send(head + authorization + "\r\n\r\n{");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void aSecondRequestInTheBodyOfTheFirstIsNotServed() throws Exception {
        var hidden = "POST /signals HTTP/1.1\r\nHost: localhost\r\n\r\n";
        var answer =
                send("POST /signals HTTP/1.1\r\n" + HOST + "Content-Length: " + hidden.length() + "\r\n\r\n" + hidden);
        assertThat(answer.text().split("HTTP/1.1 ", -1)).hasSize(2);
    }
}

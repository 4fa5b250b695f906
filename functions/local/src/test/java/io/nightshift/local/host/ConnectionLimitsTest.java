package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that bring no whole request do not stay, and keep nobody out. */
final class ConnectionLimitsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n";

    @TempDir
    private Path folder;

    private Optional<ServedApi> served = Optional.empty();

    private int serve(Duration headers, Duration request, int connections) throws Exception {
        var limits = new HttpLimits(headers, request, 8 * 1024, 4 * RequestBody.PIECE, connections);
        var started = new ServedApi(folder.resolve("dead-letters"), Optional.empty(), limits);
        served = Optional.of(started);
        return started.port();
    }

    @AfterEach
    void end() {
        served.ifPresent(ServedApi::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /sig", "POST /signals HTTP/1.1\r\nHost: localhost\r\nX-A: "})
    void headersThatDoNotComeAreNotWaitedFor(String sent) throws Exception {
        try (var silent = new RawHttp(serve(SHORT, LONG, 10))) {
            silent.send(sent);
            silent.awaitClose();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n",
                "Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
            })
    void aBodyThatDoesNotComeIsNotWaitedFor(String sent) throws Exception {
        try (var silent = new RawHttp(serve(LONG, SHORT, 10))) {
            silent.send("POST /signals HTTP/1.1\r\nHost: localhost\r\n" + sent);
            silent.awaitClose();
        }
        assertThat(served.orElseThrow().hasRuns()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /signals HTTP/1.1\r\nHost: localhost\r\nX-A: |a",
                "POST /signals HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n|1\r\nx\r\n",
                "POST /signals HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n|x",
                "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n|x"
            })
    void oneThatTricklesGetsNoMoreTime(String sent) throws Exception {
        int bar = sent.indexOf('|');
        try (var trickling = new RawHttp(serve(SHORT, SHORT, 10))) {
            trickling.send(sent.substring(0, bar));
            assertThat(trickleUntilClosed(trickling, sent.substring(bar + 1))).isTrue();
        }
    }

    /** Ends because the server closes: a write to a closed connection fails. */
    private static boolean trickleUntilClosed(RawHttp trickling, String piece) {
        try {
            while (true) {
                trickling.send(piece);
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsAnswer() throws Exception {
        try (var idle = new RawHttp(serve(SHORT, LONG, 10))) {
            idle.send(HEALTH + "\r\n");
            idle.awaitClose();
        }
    }

    @Test
    void silentConnectionsMakeRoomForOthersAndItIsLoggedOnce() throws Exception {
        int port = serve(LONG, LONG, 8);
        var silent = new ArrayList<RawHttp>();
        try {
            for (int i = 0; i < 40; i++) {
                var one = new RawHttp(port);
                one.send("POST /sig");
                silent.add(one);
            }
            assertThat(RawHttp.answer(port, HEALTH + "Connection: close\r\n\r\n")
                            .status())
                    .isEqualTo(200);
            silent.getFirst().awaitClose();
            assertThat(served.orElseThrow().limitReached)
                    .containsExactly(Json.obj().with("limit", 8).with("closed", 1));
        } finally {
            for (var one : silent) {
                one.close();
            }
        }
    }

    @Test
    void aConnectionServesOneRequestAfterAnother() throws Exception {
        try (var kept = new RawHttp(serve(LONG, LONG, 8))) {
            for (int i = 0; i < 3; i++) {
                kept.send(HEALTH + "\r\n");
                assertThat(kept.next().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void bodiesThatTogetherTakeTooMuchMemoryAreSentAgainLater() throws Exception {
        int port = serve(LONG, LONG, 8);
        var post = "POST /signals HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ";
        var large = RawHttp.answer(port, post + "100000\r\n\r\n" + "x".repeat(100_000));
        assertThat(large.status()).isEqualTo(503);
        assertThat(large.header("Retry-After")).isPresent();
        for (int i = 0; i < 10; i++) {
            assertThat(RawHttp.answer(port, post + "5\r\n\r\nsmall").status())
                    .as("room is given back")
                    .isEqualTo(422);
        }
    }

    @Test
    void theStandardLimitsLeaveFilesForTheRest() {
        var standard = HttpLimits.standard();
        assertThat(standard.headers()).isEqualTo(Duration.ofSeconds(10));
        assertThat(standard.request()).isEqualTo(Duration.ofSeconds(30));
        assertThat(standard.connections()).isBetween(1, 2_048);
    }
}

package io.nightshift.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Problem;
import io.nightshift.sandbox.wire.StallingServer;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WebClientTest {

    private final WebClient web = new WebClient(Duration.ofMillis(1_500), InstantSource.system());

    @AfterEach
    void stop() {
        web.close();
    }

    @ParameterizedTest
    @EnumSource(names = "FLOOD", mode = EnumSource.Mode.EXCLUDE)
    void anAnswerThatNeverEndsIsGivenUp(StallingServer.Stall stall) {
        try (var stalling = new StallingServer(stall)) {
            var missed = web.ask(HttpRequest.newBuilder(stalling.endpoint()), 1024);
            assertThat(missed)
                    .isInstanceOfSatisfying(
                            HttpResult.Missed.class,
                            result -> assertThat(result.problem().code()).isEqualTo("Timeout"));
        }
    }

    @Test
    void aBodyThatNeverEndsIsTooLong() {
        try (var flood = new StallingServer(StallingServer.Stall.FLOOD)) {
            assertThat(web.ask(HttpRequest.newBuilder(flood.endpoint()), 1024)).isEqualTo(new HttpResult.TooLong(200));
        }
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        try (var server = WireServer.strict()) {
            server.script(
                    request -> true,
                    WireReply.reply(302, "text/plain", "").with("Location", server.endpoint() + "/elsewhere"));
            assertThat(web.ask(HttpRequest.newBuilder(server.endpoint()), 1024))
                    .isInstanceOfSatisfying(
                            HttpResult.Answered.class,
                            answer -> assertThat(answer.status()).isEqualTo(302));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void noRequestOfASessionBeginsAfterItsTimeLimit() {
        var session = new HttpSession(web, InstantSource.fixed(Instant.EPOCH), Instant.EPOCH);
        assertThat(session.ask(HttpRequest.newBuilder(URI.create("http://127.0.0.1:9/")), 1024))
                .isEqualTo(new HttpResult.Missed(
                        Problem.transientFault("Timeout", "127.0.0.1 answered too slowly altogether")));
    }
}

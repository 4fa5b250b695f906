package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.UserCredentials;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.wire.StallingServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A time limit holds for the whole of a call. */
final class GcpStallingCallsTest {

    private static final RetryPolicy SHORT = new RetryPolicy(
            2, Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(2), Duration.ofMillis(10));

    @ParameterizedTest
    @EnumSource
    void aRestCallEndsUncertain(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall)) {
            var clients = new GcpClients(Optional.empty(), Optional.of(server.endpoint()), Optional.empty(), SHORT);

            var failure = catchThrowableOfType(
                    IOException.class, () -> PlainRest.of(clients, "").post("v1/x", new byte[] {'{', '}'}));

            assertThat(failure).isNotNull();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aGrpcCallEnds() {
        try (var server = new StallingServer(StallingServer.Stall.NO_ANSWER);
                var ledger = FirestoreLedger.open(
                        new GcpClients(Optional.empty(), Optional.empty(), Optional.of(server.endpoint()), SHORT),
                        FirestoreLedger.Settings.of("shop-prod"),
                        () -> "turn")) {
            assertThatThrownBy(() -> ledger.run(new RunId("a")))
                    .isInstanceOfSatisfying(
                            LedgerException.class,
                            e -> assertThat(e.retryable()).isTrue());
            assertThat(server.connections()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRefreshOfATokenEnds(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall)) {
            var transport = GcpClients.transport(SHORT);
            var credentials = UserCredentials.newBuilder()
                    .setClientId("id")
                    .setClientSecret("secret")
                    .setRefreshToken("token")
                    .setTokenServerUri(server.endpoint())
                    .setHttpTransportFactory(() -> transport)
                    .build();

            assertThatThrownBy(credentials::refreshAccessToken).isInstanceOf(IOException.class);
            assertThat(server.connections()).isPositive();
        }
    }
}

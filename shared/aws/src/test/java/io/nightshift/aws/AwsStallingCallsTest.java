package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.sandbox.wire.StallingServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A time limit holds for the whole of a call. */
final class AwsStallingCallsTest {

    private static final RetryPolicy SHORT = new RetryPolicy(
            2,
            Duration.ofSeconds(20),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(2),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    @ParameterizedTest
    @EnumSource
    void aCallEndsUncertain(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall);
                var clients = Wire.clients(server.endpoint(), SHORT)) {
            var client = clients.build(DynamoDbClient.builder());

            var failure = catchThrowableOfType(SdkException.class, client::listTables);

            assertThat(AwsErrors.whileChanging(failure).mayHaveHappened()).isTrue();
            // A busy machine may spend a whole attempt before it connects, and what is too long is not asked for again.
            assertThat(server.connections()).isBetween(1, 2);
        }
    }
}

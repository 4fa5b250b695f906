package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Timeouts;
import io.nightshift.sandbox.wire.StallingServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

final class LimitedCredentialsTest {

    /** As the SDK reads them from the endpoint of a container: to the end of the answer. */
    private static AwsCredentials read(StallingServer server) {
        try (var answer = server.endpoint().toURL().openStream()) {
            answer.readAllBytes();
            return AwsBasicCredentials.create("id", "secret");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "FLOOD", mode = EnumSource.Mode.EXCLUDE)
    void anAnswerThatNeverEndsIsGivenUp(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall)) {
            var credentials = new LimitedCredentials(() -> read(server), Timeouts.of(Duration.ofMillis(500)));

            assertThatThrownBy(credentials::resolveCredentials)
                    .isInstanceOf(SdkClientException.class)
                    .hasMessageContaining("in time");
        }
    }

    @Test
    void givesWhatCameAndThrowsWhatWasThrown() {
        var known = AwsBasicCredentials.create("id", "secret");
        assertThat(LimitedCredentials.of(StaticCredentialsProvider.create(known))
                        .resolveCredentials())
                .isEqualTo(known);

        var failure = SdkClientException.create("none");
        var none = LimitedCredentials.of(() -> {
            throw failure;
        });
        assertThatThrownBy(none::resolveCredentials).isSameAs(failure);
    }
}

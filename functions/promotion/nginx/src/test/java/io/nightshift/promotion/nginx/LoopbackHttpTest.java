package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Timeouts;
import io.nightshift.sandbox.wire.StallingServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LoopbackHttpTest {

    @ParameterizedTest
    @EnumSource
    void anAnswerThatNeverEndsIsNone(StallingServer.Stall stall) {
        try (var server = new StallingServer(stall)) {
            assertThat(LoopbackHttp.get(server.endpoint(), Timeouts.of(Duration.ofSeconds(4))))
                    .isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}

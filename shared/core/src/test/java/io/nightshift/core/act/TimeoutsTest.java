package io.nightshift.core.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class TimeoutsTest {

    private final Timeouts timeouts = Timeouts.of(Duration.ofMillis(200));

    @Test
    void givesTheResultOfACallThatEnds() throws Exception {
        assertThat(Timeouts.DEFAULT.limit(() -> 42)).isEqualTo(42);
    }

    @Test
    void givesWhatACallThrows() {
        assertThatThrownBy(() -> Timeouts.DEFAULT.limit(() -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void endsAReadOfASocketThatNothingComesFrom() throws Exception {
        var ended = new CompletableFuture<Throwable>();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
            assertThatThrownBy(() -> timeouts.limit(() -> {
                        try {
                            return socket.getInputStream().read();
                        } catch (IOException e) {
                            ended.complete(e);
                            throw e;
                        }
                    }))
                    .isInstanceOf(TimeoutException.class);
            assertThat(ended.get()).isInstanceOf(SocketException.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }
}

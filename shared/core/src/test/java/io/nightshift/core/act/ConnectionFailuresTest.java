package io.nightshift.core.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ConnectionFailuresTest {

    @Test
    void whatNeverReachedTheOtherSideIsToldByAnyCause() {
        assertThat(ConnectionFailures.tells(new ConnectException("refused"))).isTrue();
        assertThat(ConnectionFailures.tells(new UncheckedIOException(new IOException(new UnknownHostException("x")))))
                .isTrue();
        assertThat(ConnectionFailures.tells(new SocketTimeoutException("Connect timed out")))
                .isTrue();
    }

    @Test
    void whatMayHaveArrivedIsNot() {
        assertThat(ConnectionFailures.tells(new SocketTimeoutException("Read timed out")))
                .isFalse();
        assertThat(ConnectionFailures.tells(new SocketException("Connection reset")))
                .isFalse();
        assertThat(ConnectionFailures.tells(null)).isFalse();
    }
}

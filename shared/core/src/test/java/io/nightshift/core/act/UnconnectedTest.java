package io.nightshift.core.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class UnconnectedTest {

    @Test
    void whatNeverReachedTheOtherSideIsToldByAnyCause() {
        assertThat(Unconnected.tells(new ConnectException("refused"))).isTrue();
        assertThat(Unconnected.tells(new UncheckedIOException(new IOException(new UnknownHostException("x")))))
                .isTrue();
        assertThat(Unconnected.tells(new SocketTimeoutException("Connect timed out")))
                .isTrue();
    }

    @Test
    void whatMayHaveArrivedIsNot() {
        assertThat(Unconnected.tells(new SocketTimeoutException("Read timed out")))
                .isFalse();
        assertThat(Unconnected.tells(new SocketException("Connection reset"))).isFalse();
        assertThat(Unconnected.tells(null)).isFalse();
    }
}

package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LazyTest {

    @Test
    void isMadeAtTheFirstUseAndOnceForAllThreads() {
        var made = new AtomicInteger();
        var lazy = new Lazy<>(made::incrementAndGet);
        assertThat(made).hasValue(0);
        assertThat(IntStream.range(0, 1000).parallel().map(i -> lazy.get())).containsOnly(1);
        assertThat(made).hasValue(1);
    }
}

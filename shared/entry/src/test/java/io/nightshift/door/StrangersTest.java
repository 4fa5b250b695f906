package io.nightshift.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrangersTest {

    @Test
    void strangersCannotFillTheDisk() {
        var strangers = new Strangers();
        var eightMegabytes = new byte[8 * 1024 * 1024];
        for (int i = 0; i < 8; i++) {
            assertThat(strangers.keeps(eightMegabytes)).isTrue();
        }
        assertThat(strangers.keeps(new byte[1])).isFalse();
    }
}

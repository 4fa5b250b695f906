package io.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnauthenticatedQuotaTest {

    @Test
    void strangersCannotFillTheDisk() {
        var strangers = new UnauthenticatedQuota();
        var eightMegabytes = new byte[8 * 1024 * 1024];
        for (int i = 0; i < 8; i++) {
            assertThat(strangers.keeps(eightMegabytes)).isTrue();
        }
        assertThat(strangers.keeps(new byte[1])).isFalse();
    }
}

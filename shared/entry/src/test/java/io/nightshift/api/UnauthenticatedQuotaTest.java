package io.nightshift.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnauthenticatedQuotaTest {

    @Test
    void strangersCannotFillTheDisk() {
        var quota = new UnauthenticatedQuota();
        var eightMegabytes = new byte[8 * 1024 * 1024];
        for (int i = 0; i < 8; i++) {
            assertThat(quota.keeps(eightMegabytes)).isTrue();
        }
        assertThat(quota.keeps(new byte[1])).isFalse();
    }
}

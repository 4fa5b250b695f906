package io.nightshift.remediation.aws.storm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The storm of {@code bench/storm} in small. */
class StormTest {

    @Test
    void aStormActsExactlyAsOftenAsIsAllowedAndLosesNothing() throws Exception {
        var traffic = StormTraffic.of(Fleet.OF_30, 600, 1);
        try (var storm = new Storm(Fleet.OF_30)) {
            storm.blow(traffic, 10, left -> {});
            var accounts = Accounts.of(storm, traffic);
            assertThat(accounts.faults()).isEmpty();
            assertThat(accounts.acted()).hasSize(Fleet.OF_30.allowed()).hasSize(6 + 2 + 2 + 1);
            assertThat(accounts.arrivals()).isEqualTo(297);
            assertThat(accounts.letters()).isGreaterThan(2);
            assertThat(accounts.duplicates()).isGreaterThan(250);
        }
    }
}

package io.nightshift.backup.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.measure.FailoverRecord.Beat;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverRecordTest {

    private static final Instant BEGAN = Instant.parse("2026-11-30T09:00:00Z");

    /** @param seconds when each write was confirmed after its begin; negative if it was not */
    private static List<Beat> beats(int... seconds) {
        var beats = new ArrayList<Beat>();
        for (int i = 0; i < seconds.length; i++) {
            beats.add(new Beat(
                    i + 1L,
                    BEGAN.plusSeconds(Math.abs(seconds[i])),
                    seconds[i] < 0 ? Optional.empty() : Optional.of(BEGAN.plusSeconds(seconds[i]))));
        }
        return beats;
    }

    private static FailoverRecord measured(Set<Long> kept, int... seconds) {
        return FailoverRecord.of("failover-orders", "remediation-1", false, "resolved", beats(seconds), kept);
    }

    @Test
    void theOutageIsTheLongestTimeWithoutAConfirmedWrite() {
        var record = measured(Set.of(1L, 2L, 5L, 6L), 0, 1, -2, -20, 41, 42);
        assertThat(record.outage()).isEqualTo(Duration.ofSeconds(40));
        assertThat(record.lastBefore()).contains(BEGAN.plusSeconds(1));
        assertThat(record.answers()).isTrue();
        assertThat(record.confirmed()).isEqualTo(4);
        assertThat(record.lost()).isZero();
    }

    @Test
    void aConfirmedWriteThatIsGoneIsLost() {
        assertThat(measured(Set.of(1L, 4L), 0, 1, 2, 30).lost()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatStaysAwayDoesNotAnswer() {
        var record = measured(Set.of(1L), 0, -10, -90);
        assertThat(record.answers()).isFalse();
        assertThat(record.outage()).isEqualTo(Duration.ofSeconds(90));
        assertThat(measured(Set.of(), -1, -2).confirmed()).isZero();
        assertThat(measured(Set.of(), -1, -2).lastBefore()).isEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws JsonException {
        var record = measured(Set.of(1L), 0, -10, 20);
        assertThat(FailoverRecord.read(View.of(record.toJson()))).isEqualTo(record);
    }
}

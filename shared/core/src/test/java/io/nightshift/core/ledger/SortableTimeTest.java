package io.nightshift.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class SortableTimeTest {

    @Property(tries = 1000)
    void sortsAsTheTimesDo(
            @ForAll @LongRange(min = 0, max = 99_999_999_999L) long second,
            @ForAll @LongRange(min = 0, max = 99_999_999_999L) long otherSecond,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(max = 999_999_999) int otherNano) {
        for (var other : List.of(
                Instant.ofEpochSecond(otherSecond, otherNano),
                Instant.ofEpochSecond(second, otherNano),
                Instant.ofEpochSecond(second, nano))) {
            var at = Instant.ofEpochSecond(second, nano);
            assertThat(Integer.signum(SortableTime.of(at).compareTo(SortableTime.of(other))))
                    .isEqualTo(Integer.signum(at.compareTo(other)));
        }
        assertThat(SortableTime.of(Instant.ofEpochSecond(second, nano)))
                .hasSize(20)
                .isGreaterThanOrEqualTo(SortableTime.of(Instant.MIN))
                .isLessThanOrEqualTo(SortableTime.of(Instant.MAX));
    }
}

package io.nightshift.backup.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

final class BandTest {

    private static final int TOLERANCE = BackupCheck.TOLERANCE;

    /** From about 60 rows on; of fewer, half may be chance. */
    @Property
    void halfOfASteadyTableIsOutside(
            @ForAll @IntRange(min = 1, max = 30) int runs,
            @ForAll @LongRange(min = 60, max = 1_000_000_000) long rows) {
        var band = Band.of(Collections.nCopies(runs, rows), TOLERANCE);
        assertThat(band.contains(rows)).isTrue();
        assertThat(band.contains(rows / 2)).isFalse();
        assertThat(band.contains(rows * 2)).isFalse();
        assertThat(band.contains(0)).isFalse();
    }

    @Property
    void steadyGrowthIsFollowed(
            @ForAll @IntRange(min = 6, max = 30) int runs,
            @ForAll @LongRange(min = 1000, max = 1_000_000) long first,
            @ForAll @IntRange(min = 0, max = 10) int percent) {
        var counts = new ArrayList<Long>();
        for (int i = 0; i <= runs; i++) {
            counts.add(Math.round(first * Math.pow(1 + percent / 100.0, i)));
        }
        var next = counts.removeLast();
        var band = Band.of(counts, TOLERANCE);
        assertThat(band.contains(next)).isTrue();
        assertThat(band.contains(next / 2)).isFalse();
    }

    @Property
    void oneOddRunMovesNothing(
            @ForAll @IntRange(min = 7, max = 30) int runs,
            @ForAll @IntRange(min = 0, max = 29) int where,
            @ForAll @LongRange(min = 0, max = 1_000_000_000) long odd,
            @ForAll @LongRange(min = 1000, max = 1_000_000) long rows) {
        var counts = new ArrayList<>(Collections.nCopies(runs, rows));
        counts.set(where % runs, odd);
        var band = Band.of(counts, TOLERANCE);
        assertThat(band.contains(rows)).isTrue();
        assertThat(band.contains(rows / 2)).isFalse();
        assertThat(band.contains(rows * 2)).isFalse();
    }

    /** Each night a tenth less stays within the tolerance of the night before. */
    @Example
    void aSlowLossIsNoticedBeforeHalfIsGone() {
        var counts = new ArrayList<Long>();
        long rows = 1_000_000;
        int night = 0;
        while (counts.isEmpty() || Band.of(counts, TOLERANCE).contains(rows)) {
            counts.add(rows);
            rows = rows * 9 / 10;
            night++;
        }
        assertThat(night).isLessThan(9);
        assertThat(rows).isGreaterThan(400_000);
    }

    @Property
    void aTableThatVariesIsAllowedTo(@ForAll @Size(20) List<@LongRange(min = 10, max = 100_000) Long> counts) {
        long middle = counts.stream().sorted().skip(10).findFirst().orElseThrow();
        assertThat(Band.of(counts, TOLERANCE).high()).isGreaterThanOrEqualTo(middle);
    }

    @Property
    void isInOrderWhateverTheCounts(
            @ForAll @Size(max = 30) List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> counts,
            @ForAll @IntRange(min = 1, max = 1000) int tolerance) {
        var band = Band.of(counts, tolerance);
        assertThat(band.low()).isBetween(0L, band.high());
        assertThat(band.samples()).isEqualTo(counts.size());
    }

    @Example
    void refusesWhatIsNoCount() {
        assertThatThrownBy(() -> Band.of(List.of(-1L), TOLERANCE)).hasMessage("a count is below 0");
        assertThatThrownBy(() -> Band.of(List.of(), 0)).hasMessage("tolerance is 0 %; from 1 to 1000 is right");
    }

    @Example
    void namesWhatLeftItsBand() {
        var counts = new TreeMap<String, Long>();
        counts.put("orders", 1000L);
        counts.put("audit", 0L);
        counts.put("lost", 10L);
        var baseline = CheckBaseline.EMPTY;
        for (long ignored : LongStream.range(0, 6).toArray()) {
            baseline = baseline.after(List.of(CheckResult.good("items").counting(counts)));
        }
        counts.remove("lost");
        counts.put("orders", 500L);
        counts.put("new", 0L);
        var result = CountsInBand.judge("items", counts, baseline, "audit"::equals, "items", TOLERANCE);
        assertThat(result.verdict()).isEqualTo(BackupVerdict.BROKEN);
        assertThat(result.findings())
                .containsExactly(
                        "new is empty; declare that it may be, if that is right",
                        "orders has 500 items; 834 to 1200 expected from 6 earlier runs",
                        "lost is missing; earlier runs counted it");
        assertThat(CountsInBand.judge(
                                "items", new TreeMap<>(), CheckBaseline.EMPTY, "audit"::equals, "items", TOLERANCE)
                        .findings())
                .containsExactly("nothing was counted");
    }
}

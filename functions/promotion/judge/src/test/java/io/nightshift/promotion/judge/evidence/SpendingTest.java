package io.nightshift.promotion.judge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightshift.promotion.judge.InterimLooks;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SpendingTest {

    @Test
    void oneLookSpendsEverything() {
        assertThat(AlphaSpending.at(InterimLooks.ONE, 0.01)).isEqualTo(0.01, within(1e-15));
    }

    @Property(tries = 50)
    void plannedLooksSpendExactlyWhatIsAllowed(@ForAll @IntRange(min = 1, max = 500) int planned) {
        double spent = IntStream.rangeClosed(1, planned)
                .mapToDouble(now -> AlphaSpending.at(new InterimLooks(now, planned), 0.01))
                .sum();
        assertThat(spent).isEqualTo(0.01, within(1e-12));
    }

    @Property(tries = 50)
    void openLooksNeverSpendMore(@ForAll @IntRange(min = 1, max = 5000) int looks) {
        double spent = IntStream.rangeClosed(1, looks)
                .mapToDouble(now -> AlphaSpending.at(new InterimLooks(now, 0), 0.01))
                .sum();
        assertThat(spent).isLessThan(0.01);
    }

    @Test
    void theFirstOfPlannedLooksMaySpendMost() {
        assertThat(AlphaSpending.at(new InterimLooks(1, 5), 0.01))
                .isGreaterThan(AlphaSpending.at(new InterimLooks(5, 5), 0.01));
    }
}

package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.Simulator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Difficult nights, each drawn from a seed. */
class BackupNightsTest {

    private static final int NIGHTS = Boolean.getBoolean("nightshift.thorough") ? 10_000 : 150;

    private static final int MOST_NIGHTS = 500;

    @Test
    void everyInvariantHoldsInEveryNight() {
        var simulator = new Simulator(new BackupScenario());
        for (long seed = 0; seed < NIGHTS; seed++) {
            var night = simulator.failure(seed);
            assertThat(night.map(Object::toString)
                            .map(text -> text.replace(", ", "\n"))
                            .orElse(""))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleThatItBreaks(BackupBug bug) {
        var buggy = new Simulator(BackupScenario.with(bug));
        var found = LongStream.range(0, MOST_NIGHTS)
                .mapToObj(buggy::night)
                .flatMap(night -> night.violation().stream())
                .findFirst();
        assertThat(found).as(bug + " within " + MOST_NIGHTS + " seeds").isPresent();
        assertThat(found.orElseThrow().toString()).containsAnyOf(signs(bug));
    }

    private static String[] signs(BackupBug bug) {
        return switch (bug) {
            case GOOD_UNSEEN -> new String[] {"calls the damaged backup"};
            case TAG_IS_PROOF -> new String[] {"was removed"};
            // The run waits for ever until what it made is gone, or ends and leaves it.
            case LEFT_BEHIND -> new String[] {"orphans", "no run is stuck"};
        };
    }
}

package io.nightshift.cost.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.Simulator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Difficult nights, each drawn from a seed. */
class CostNightsTest {

    private static final int NIGHTS = Boolean.getBoolean("nightshift.thorough") ? 10_000 : 100;

    private static final int MOST_NIGHTS = 300;

    @Test
    void everyInvariantHoldsInEveryNight() {
        var simulator = new Simulator(new CostScenario());
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
    void aPlantedBugIsFoundByTheRuleThatItBreaks(CostBug bug) {
        var buggy = new Simulator(CostScenario.with(bug));
        var found = LongStream.range(0, MOST_NIGHTS)
                .mapToObj(buggy::night)
                .flatMap(night -> night.violation().stream())
                .findFirst();
        assertThat(found).as(bug + " within " + MOST_NIGHTS + " seeds").isPresent();
        assertThat(found.orElseThrow().toString())
                .contains(
                        switch (bug) {
                            case NEW_ID -> "two runs of one anomaly";
                            case FORGETS -> "was taken back";
                        });
    }
}

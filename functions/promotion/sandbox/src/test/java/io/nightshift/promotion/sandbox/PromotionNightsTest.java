package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.sandbox.simulation.PromotionScenario;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromotionNightsTest {

    private static final int NIGHTS = Integer.getInteger("nightshift.nights", 300);
    private static final long FROM = Long.getLong("nightshift.from", 0);

    @Test
    void noNightGivesMoreTrafficThanAStepAllowsNorLeavesAnythingHalfWay() {
        var simulator = new Simulator(new PromotionScenario());
        var bad = LongStream.range(FROM, FROM + NIGHTS)
                .parallel()
                .filter(seed -> simulator.night(seed).violation().isPresent())
                .boxed()
                .sorted()
                .toList();
        var first = bad.stream().findFirst().flatMap(simulator::failure);
        assertThat(first.map(Object::toString)).as("seeds " + bad).isEmpty();
    }
}

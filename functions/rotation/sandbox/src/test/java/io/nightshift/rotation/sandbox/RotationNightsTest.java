package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.Simulator;
import org.junit.jupiter.api.Test;

/** Difficult nights, each drawn from a seed. */
class RotationNightsTest {

    private static final int NIGHTS = Boolean.getBoolean("nightshift.thorough") ? 10_000 : 150;

    @Test
    void everyInvariantHoldsInEveryNight() {
        var simulator = new Simulator(new RotationScenario());
        for (long seed = 0; seed < NIGHTS; seed++) {
            var night = simulator.failure(seed);
            assertThat(night.map(Object::toString)
                            .map(text -> text.replace(", ", "\n"))
                            .orElse(""))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }
}

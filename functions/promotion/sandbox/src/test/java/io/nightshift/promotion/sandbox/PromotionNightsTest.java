package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.Transitions;
import io.nightshift.promotion.sandbox.simulation.PromotionScenario;
import io.nightshift.sandbox.contract.DocSection;
import io.nightshift.sandbox.simulation.Failure;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromotionNightsTest {

    private static final int NIGHTS = 100;

    private static Optional<Failure> failure(Simulator simulator, long nights) {
        return LongStream.range(0, nights)
                .parallel()
                .filter(seed -> simulator.night(seed).violation().isPresent())
                .boxed()
                .findFirst()
                .flatMap(simulator::failure);
    }

    @Test
    void noNightBreaksAnInvariant() {
        assertThat(failure(new Simulator(new PromotionScenario()), NIGHTS).map(Failure::toString))
                .isEmpty();
    }

    @Test
    void thePictureInTheDocumentationIsDrawnFromTheTable() {
        new DocSection("promotion.md", "phases").says(Transitions.mermaid());
    }
}

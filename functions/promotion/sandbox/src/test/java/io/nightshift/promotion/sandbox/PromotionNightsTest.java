package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Transitions;
import io.nightshift.promotion.sandbox.simulation.PromotionScenario;
import io.nightshift.sandbox.contract.DocSection;
import io.nightshift.sandbox.simulation.Failure;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PromotionNightsTest {

    /** Enough for every way of the table to be taken. */
    private static final int NIGHTS = 250;

    private static Optional<Failure> failure(Simulator simulator, long nights) {
        return LongStream.range(0, nights)
                .parallel()
                .filter(seed -> simulator.night(seed).violation().isPresent())
                .boxed()
                .findFirst()
                .flatMap(simulator::failure);
    }

    @Test
    void noNightBreaksAnInvariantAndTogetherTheyTakeEveryWayOfTheTable() {
        Set<String> taken = new ConcurrentSkipListSet<>();
        var playbook = new PromotionPlaybook((from, to) -> taken.add(from + " -> " + to));
        var failure = failure(new Simulator(new PromotionScenario(playbook)), NIGHTS);
        assertThat(failure.map(Failure::toString)).isEmpty();
        var table = new TreeSet<String>();
        Transitions.table().forEach((from, next) -> next.forEach(to -> table.add(from + " -> " + to)));
        assertThat(new TreeSet<>(taken)).isEqualTo(table);
    }

    @Test
    void thePictureInTheDocumentationIsDrawnFromTheTable() {
        new DocSection("promotion.md", "phases").says(Transitions.mermaid());
    }
}

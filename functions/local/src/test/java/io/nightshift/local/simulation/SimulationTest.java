package io.nightshift.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.simulation.NightResult;
import io.nightshift.sandbox.simulation.PlantedBug;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engine lives through difficult nights, and engines with known bugs do not. */
final class SimulationTest {

    private static final int SEEDS = 300;
    private static final int MOST_SEEDS = 2000;

    private static final Simulator SIMULATOR = new Simulator(new RemediationScenario());

    private static List<NightResult> nights = List.of();

    @BeforeAll
    static void simulate() {
        nights =
                LongStream.range(0, SEEDS).parallel().mapToObj(SIMULATOR::night).toList();
    }

    @Test
    void everyInvariantHoldsInEveryNight() {
        assertThat(nights)
                .allSatisfy(night ->
                        assertThat(night.violation()).as("seed " + night.seed()).isEmpty());
    }

    @Test
    void theNightsAreDifficult() {
        assertThat(nights.stream().mapToInt(NightResult::mishaps).sum()).isGreaterThan(3 * SEEDS);
        assertThat(nights.stream().mapToInt(NightResult::changes).sum()).isGreaterThan(2 * SEEDS);
    }

    @Test
    void theSameSeedIsTheSameNight() {
        var again = new Simulator(new RemediationScenario());
        LongStream.range(0, 30).forEach(seed -> assertThat(again.night(seed)).isEqualTo(nights.get((int) seed)));
    }

    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFound(PlantedBug bug) {
        var buggy = SIMULATOR.with(bug);
        var found = LongStream.range(0, MOST_SEEDS)
                .mapToObj(buggy::night)
                .filter(night -> night.violation().isPresent())
                .findFirst();
        assertThat(found).as(bug + " within " + MOST_SEEDS + " seeds").isPresent();
        System.out.printf(
                "%s: seed %d, %s%n",
                bug,
                found.orElseThrow().seed(),
                found.orElseThrow().violation().orElseThrow().invariant());
    }

    @Test
    void aFailureIsShrunkToWhatItNeedsAndReplaysTheSame() {
        var buggy = SIMULATOR.with(PlantedBug.BLIND_REPETITION);
        long seed = LongStream.range(0, MOST_SEEDS)
                .filter(one -> buggy.night(one).violation().isPresent())
                .findFirst()
                .orElseThrow();
        var failure = buggy.failure(seed).orElseThrow();
        assertThat(failure.violation().invariant()).isEqualTo("nothing is done twice");
        assertThat(failure.disturbances()).hasSizeLessThanOrEqualTo(5).hasSizeLessThan(failure.drawn());
        assertThat(failure.story().getLast()).contains("VIOLATED");
        assertThat(buggy.failure(seed)).contains(failure);
    }

    @Test
    void aGoodNightHasNoFailureToTell() {
        assertThat(SIMULATOR.failure(0)).isEmpty();
    }
}

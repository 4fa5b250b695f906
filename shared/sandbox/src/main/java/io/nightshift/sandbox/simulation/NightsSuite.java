package io.nightshift.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Difficult nights of one function, each drawn from a seed: no invariant breaks, and a planted bug breaks its own. */
public abstract class NightsSuite {

    private static final int THOROUGH = 10_000;

    private final Scenario sound;
    private final int nights;
    private final int mostNights;

    /**
     * @param nights how many are tried in each build
     * @param mostNights within how many a planted bug is found
     */
    protected NightsSuite(Scenario sound, int nights, int mostNights) {
        this.sound = sound;
        this.nights = Boolean.getBoolean("nightshift.thorough") ? THOROUGH : nights;
        this.mostNights = mostNights;
    }

    @Test
    void everyInvariantHoldsInEveryNight() {
        var simulator = new Simulator(sound);
        for (long seed = 0; seed < nights; seed++) {
            var night = simulator.failure(seed);
            assertThat(night.map(Object::toString)
                            .map(text -> text.replace(", ", "\n"))
                            .orElse(""))
                    .as("seed " + seed)
                    .isEmpty();
        }
    }

    /** The first violation in nights with a planted bug. */
    protected final Violation found(Scenario buggy) {
        var simulator = new Simulator(buggy);
        var found = LongStream.range(0, mostNights)
                .mapToObj(simulator::night)
                .flatMap(night -> night.violation().stream())
                .findFirst();
        assertThat(found).as("within " + mostNights + " seeds").isPresent();
        return found.orElseThrow();
    }
}

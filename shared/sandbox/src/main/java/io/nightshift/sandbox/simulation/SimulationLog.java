package io.nightshift.sandbox.simulation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The events of a night, one line each; disabled if not needed, because most nights pass. */
final class SimulationLog {

    private final boolean told;
    private final List<String> lines = new ArrayList<>();
    private InstantSource clock = () -> Simulation.START;

    private SimulationLog(boolean told) {
        this.told = told;
    }

    static SimulationLog silent() {
        return new SimulationLog(false);
    }

    static SimulationLog told() {
        return new SimulationLog(true);
    }

    void clock(InstantSource time) {
        clock = time;
    }

    void tell(Supplier<String> what) {
        if (told) {
            var since = Duration.between(Simulation.START, clock.instant());
            lines.add("%6d s  %s".formatted(since.toSeconds(), what.get()));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}

package io.nightshift.sandbox.simulation;

import io.nightshift.sandbox.simulation.Disturbance.Strike;
import java.util.Optional;

/**
 * Runs nights of one function, one for each seed. The same seed gives the same night on every machine. Thread-safe: each
 * night runs in the calling thread.
 */
public final class Simulator {

    /** The maximum number of nights for shrinking. */
    private static final int MOST_REPLAYS = 1500;

    private final Scenario scenario;
    private final Optional<PlantedBug> bug;

    public Simulator(Scenario scenario) {
        this(scenario, Optional.empty());
    }

    private Simulator(Scenario scenario, Optional<PlantedBug> bug) {
        this.scenario = scenario;
        this.bug = bug;
    }

    /** The same with a known bug, to check that it is found. */
    public Simulator with(PlantedBug planted) {
        return new Simulator(scenario, Optional.of(planted));
    }

    public NightResult night(long seed) {
        var night = new Simulation(scenario, ScriptGenerator.script(scenario, seed), bug, SimulationLog.silent());
        var violation = night.run();
        return new NightResult(
                seed,
                violation,
                (int) night.runs().count(),
                night.watch.commits(),
                night.watch.changed(),
                night.chaos.struck());
    }

    /** The smallest script of a failing seed; empty if it does not fail. */
    public Optional<Failure> failure(long seed) {
        var script = ScriptGenerator.script(scenario, seed);
        return violation(script).map(violation -> failure(seed, script, violation));
    }

    private Optional<Violation> violation(Script script) {
        return new Simulation(scenario, script, bug, SimulationLog.silent()).run();
    }

    private Failure failure(long seed, Script script, Violation violation) {
        var small = shrunk(script, violation.invariant());
        var story = SimulationLog.told();
        var still = new Simulation(scenario, small, bug, story).run();
        return new Failure(
                seed,
                still.orElse(violation),
                small.parts().stream().map(part -> part.resource().label()).toList(),
                small.disturbances().stream().map(Disturbance::says).toList(),
                script.disturbances().size(),
                story.lines());
    }

    /** Leaves out disturbances in ever smaller bunches, then resources, as long as the same invariant breaks. */
    private Script shrunk(Script whole, String invariant) {
        var shrinking = new Shrinking(whole, invariant);
        for (int bunch = Math.max(1, whole.disturbances().size() / 2); bunch >= 1; bunch /= 2) {
            shrinking.dropDisturbances(bunch);
        }
        shrinking.dropParts();
        shrinking.dropDisturbances(1);
        shrinking.dropAndMoveStrikes();
        return shrinking.best;
    }

    private final class Shrinking {

        private final String invariant;
        private Script best;
        private int replays;

        Shrinking(Script whole, String invariant) {
            this.best = whole;
            this.invariant = invariant;
        }

        void dropDisturbances(int bunch) {
            int from = 0;
            while (from < best.disturbances().size()) {
                int to = Math.min(from + bunch, best.disturbances().size());
                if (!fails(best.withoutDisturbances(from, to))) {
                    from = to;
                }
            }
        }

        void dropParts() {
            for (int index = best.parts().size() - 1; index >= 0; index--) {
                if (index < best.parts().size()) {
                    fails(best.withoutPart(index));
                }
            }
        }

        /** Without earlier events, a fault must come at an earlier passage to hit the same one: both are tried together. */
        void dropAndMoveStrikes() {
            int index = 0;
            while (index < best.disturbances().size()) {
                if (!dropsWithAnEarlierStrike(best.withoutDisturbances(index, index + 1))) {
                    index++;
                }
            }
        }

        private boolean dropsWithAnEarlierStrike(Script smaller) {
            for (int at = 0; at < smaller.disturbances().size(); at++) {
                if (smaller.disturbances().get(at) instanceof Strike strike) {
                    for (int nth = strike.nth() - 1; nth >= 1; nth--) {
                        if (fails(smaller.withStrike(at, new Strike(strike.mishap(), nth, strike.time())))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        private boolean fails(Script smaller) {
            boolean fails = ++replays <= MOST_REPLAYS
                    && violation(smaller)
                            .filter(found -> found.invariant().equals(invariant))
                            .isPresent();
            best = fails ? smaller : best;
            return fails;
        }
    }
}

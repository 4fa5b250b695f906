package io.nightshift.cost.sandbox;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.run.Playbook;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.Costs;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.simulation.SimulatedResource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Cost watch in the simulation. Always: one anomaly is one run, is told as new once, and what a restatement took back does not stay
 * told.
 */
public final class CostScenario implements Scenario {

    private static final List<Rules> POLICIES = List.of(new PlanRules(
            CostPlaybook.NAME,
            "",
            Map.of(CostSandbox.ENTRY, CostSandbox.spec(Path.of("simulated")).toJson()),
            Mode.ACT,
            false,
            List.of()));

    private final Optional<CostBug> bug;

    public CostScenario() {
        this(Optional.empty());
    }

    private CostScenario(Optional<CostBug> bug) {
        this.bug = bug;
    }

    /** Cost watch with that bug. */
    public static CostScenario with(CostBug bug) {
        return new CostScenario(Optional.of(bug));
    }

    @Override
    public String name() {
        return Costs.MODULE.name();
    }

    @Override
    public List<Playbook<?>> playbooks() {
        return List.of(Costs.MODULE.playbook());
    }

    @Override
    public ActionCatalogue catalogue() {
        return Costs.CATALOGUE;
    }

    /** Its exports are in its scene. */
    @Override
    public List<SimulatedResource> parts(SplittableRandom random) {
        return List.of();
    }

    @Override
    public List<Rules> policies() {
        return POLICIES;
    }

    @Override
    public Optional<Scene.Stage> stage() {
        return Optional.of(night -> new CostScene(night, bug));
    }
}

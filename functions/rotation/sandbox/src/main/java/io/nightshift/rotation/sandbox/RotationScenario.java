package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.run.Playbook;
import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.Rotations;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import java.util.List;
import java.util.Optional;

/** Rotation in the simulation. Always: a working credential, no two rotations interleaved, no third live password. */
public final class RotationScenario implements Scenario {

    private static final List<Rules> POLICIES =
            PlanRules.ofANight(RotationPlaybook.NAME, RotationSpec.STAGE, RotationScene.plans());

    private final Optional<RotationBug> bug;

    public RotationScenario() {
        this(Optional.empty());
    }

    private RotationScenario(Optional<RotationBug> bug) {
        this.bug = bug;
    }

    /** Rotations with that bug. */
    public static RotationScenario with(RotationBug bug) {
        return new RotationScenario(Optional.of(bug));
    }

    @Override
    public String name() {
        return Rotations.MODULE.name();
    }

    @Override
    public List<Playbook<?>> playbooks() {
        return List.of(Rotations.MODULE.playbook());
    }

    @Override
    public ActionCatalogue catalogue() {
        return Rotations.CATALOGUE;
    }

    @Override
    public List<Rules> policies() {
        return POLICIES;
    }

    @Override
    public Optional<Scene.Stage> stage() {
        return Optional.of(night -> new RotationScene(night, bug));
    }

    @Override
    public List<String> commands() {
        return List.of("pause", "resume", "resume");
    }

    @Override
    public List<String> lastWords() {
        return List.of("resume", "resume");
    }
}

package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.run.Playbook;
import io.nightshift.rotation.Rotations;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.simulation.SimulatedResource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Rotation in the simulation. Always: a working credential, no two rotations interleaved, no third live password. */
public final class RotationScenario implements Scenario {

    private static final List<Freeze> SALE = List.of(new Freeze.Once(
            "sale", ZoneOffset.UTC, LocalDateTime.parse("2026-11-20T22:30"), LocalDateTime.parse("2026-11-20T23:15")));

    private static final List<Rules> POLICIES = List.of(
            new RotationRules(RotationScene.plans(), Mode.ACT, false, List.of()),
            new RotationRules(RotationScene.plans(), Mode.ACT, true, List.of()),
            new RotationRules(RotationScene.plans(), Mode.ACT, false, SALE),
            new RotationRules(RotationScene.plans(), Mode.DRY_RUN, false, List.of()));

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

    /** Its secrets are in its scene. */
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

package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.Backups;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.run.Playbook;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import io.nightshift.sandbox.simulation.SimulatedResource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Backup verification in the simulation. Always: nothing is left, nothing is removed that is not ours, and no verdict is good on
 * damage.
 */
public final class BackupScenario implements Scenario {

    private static final List<Freeze> SALE = List.of(new Freeze.Once(
            "sale", ZoneOffset.UTC, LocalDateTime.parse("2026-11-20T22:30"), LocalDateTime.parse("2026-11-20T23:15")));

    private static final List<Rules> POLICIES = List.of(
            rules(Mode.ACT, false, List.of()),
            rules(Mode.ACT, true, List.of()),
            rules(Mode.ACT, false, SALE),
            rules(Mode.DRY_RUN, false, List.of()));

    private final Optional<BackupBug> bug;

    public BackupScenario() {
        this(Optional.empty());
    }

    private BackupScenario(Optional<BackupBug> bug) {
        this.bug = bug;
    }

    private static Rules rules(Mode mode, boolean asks, List<Freeze> freezes) {
        return new PlanRules(BackupPlaybook.NAME, BackupSpec.STAGE, BackupScene.plans(), mode, asks, freezes);
    }

    /** Verifications with that bug. */
    public static BackupScenario with(BackupBug bug) {
        return new BackupScenario(Optional.of(bug));
    }

    @Override
    public String name() {
        return Backups.MODULE.name();
    }

    @Override
    public List<Playbook<?>> playbooks() {
        return List.of(Backups.MODULE.playbook());
    }

    @Override
    public ActionCatalogue catalogue() {
        return Backups.CATALOGUE;
    }

    /** Its databases are in its scene. */
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
        return Optional.of(night -> new BackupScene(night, bug));
    }

    @Override
    public List<String> lastWords() {
        return List.of("resume", "resume");
    }
}

package io.nightshift.backup.sandbox;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.Backups;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.run.Playbook;
import io.nightshift.sandbox.simulation.PlanRules;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import java.util.List;
import java.util.Optional;

/**
 * Backup verification in the simulation. Always: nothing is left, nothing is removed that is not ours, and no verdict is good on
 * damage.
 */
public final class BackupScenario implements Scenario {

    private static final List<Rules> POLICIES =
            PlanRules.ofANight(BackupPlaybook.NAME, BackupSpec.STAGE, BackupScene.plans());

    private final Optional<BackupBug> bug;

    public BackupScenario() {
        this(Optional.empty());
    }

    private BackupScenario(Optional<BackupBug> bug) {
        this.bug = bug;
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

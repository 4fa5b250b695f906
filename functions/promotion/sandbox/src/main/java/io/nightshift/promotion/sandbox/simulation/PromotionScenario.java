package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.run.Playbook;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.sandbox.simulation.PromotionRules.Watching;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.Scene;
import java.util.List;
import java.util.Optional;

/** Promotion in the simulation: pushes of good and bad versions race each other while everything that can fail does. */
public final class PromotionScenario implements Scenario {

    private static final List<Rules> POLICIES = List.of(
            PromotionRules.ALL,
            new PromotionRules("queue", Mode.ACT, false, true),
            new PromotionRules("finish-first", Mode.ACT, false, true),
            new PromotionRules("supersede", Mode.ACT, true, true),
            new PromotionRules("supersede", Mode.DRY_RUN, false, true),
            new PromotionRules("supersede", Mode.ACT, false, false));

    private static final List<Rules> OPENINGS = List.of(
            new PromotionRules("supersede", Watching.MUST_HAVE_DATA),
            new PromotionRules("queue", Watching.MUST_HAVE_DATA),
            new PromotionRules("finish-first", Watching.JUDGED_ONLY),
            new PromotionRules("queue", Watching.NOTHING),
            PromotionRules.freezing("supersede"));

    @Override
    public String name() {
        return "promotion";
    }

    private final PromotionPlaybook playbook;
    private final Optional<PromotionBug> bug;

    public PromotionScenario() {
        this(new PromotionPlaybook());
    }

    public PromotionScenario(PromotionPlaybook playbook) {
        this(playbook, Optional.empty());
    }

    private PromotionScenario(PromotionPlaybook playbook, Optional<PromotionBug> bug) {
        this.playbook = playbook;
        this.bug = bug;
    }

    /** The same with a known bug, to check that it is found. */
    public static PromotionScenario with(PromotionBug bug) {
        return new PromotionScenario(new PromotionPlaybook(), Optional.of(bug));
    }

    @Override
    public List<Playbook<?>> playbooks() {
        return List.of(bug.<Playbook<?>>map(one -> new PlantedPlaybook<>(one, playbook))
                .orElse(playbook));
    }

    @Override
    public ActionCatalogue catalogue() {
        return Promotions.CATALOGUE;
    }

    @Override
    public List<Rules> policies() {
        return POLICIES;
    }

    @Override
    public List<Rules> openings() {
        return OPENINGS;
    }

    @Override
    public List<String> concerns() {
        return PromotionScene.CONCERNS;
    }

    @Override
    public Optional<Scene.Stage> stage() {
        return Optional.of(night -> {
            var scene = new PromotionScene(night, bug);
            return bug.<Scene>map(one -> new PlantedScene(one, scene)).orElse(scene);
        });
    }

    @Override
    public List<String> lastWords() {
        return List.of("resume", "resume", "rollback", "rollback", "rollback");
    }

    /** Without {@code go-on}: it overrides a check, and then a bad version may pass. */
    @Override
    public List<String> commands() {
        return List.of("pause", "resume", "resume", "rollback");
    }
}

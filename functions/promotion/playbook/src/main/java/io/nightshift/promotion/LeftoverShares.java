package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Step;
import io.nightshift.promotion.PromotionQuestions.DigestStatus;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.plan.PromotionTarget;
import java.util.List;

/**
 * Rolls back a share that an earlier promotion left on a target, if its digest is in quarantine. Then the promotion
 * continues. The target itself reports whose share it is: it is queried for each digest in quarantine.
 */
final class LeftoverShares {

    /** The fact that a leftover share was rolled back. */
    static final String TAKEN = "leftOverTaken";

    /** The fact that lists the image's digests in quarantine. */
    private static final String SUSPECTS = "quarantined";

    /** The fact that contains the digest for which the target was queried, and the result of its preflight. */
    private static final String SUSPECT = "suspect";

    private static final String OBSTACLE = "obstacle";

    private final PromotionMachine machine;

    LeftoverShares(PromotionMachine machine) {
        this.machine = machine;
    }

    /** The step to take if the share belongs to no digest that the ledger knows. */
    @FunctionalInterface
    interface Otherwise {
        Step<Promotion> in(Promotion state, String why) throws JsonException;
    }

    /** Remembers the digests in quarantine. */
    static Promotion suspecting(Promotion state, DigestStatus status) {
        return state.knowing(SUSPECTS, Json.strings(status.quarantined()));
    }

    private static List<String> suspects(Promotion state) throws JsonException {
        var suspects = View.of(state.facts()).at(SUSPECTS).strings();
        suspects.remove(state.candidateOrThrow().digest());
        return suspects;
    }

    /** Reports whether the answer is about a digest in quarantine. */
    static boolean isAbout(Promotion state, Answer<?> answer) throws JsonException {
        return !View.of(answer.query().with())
                .at("digest")
                .textOr("")
                .equals(state.candidateOrThrow().digest());
    }

    /** Reports whether a leftover share is the only obstacle. */
    static boolean mayBe(Promotion state, Preflight found) throws JsonException {
        return !found.problems().isEmpty()
                && found.problems().stream().allMatch(problem -> problem.code().equals("WeightsLeftOver"))
                && !suspects(state).isEmpty();
    }

    Step<Promotion> look(Promotion state, PromotionTarget target, String obstacle) throws JsonException {
        return look(state.knowing(OBSTACLE, obstacle), target, 0);
    }

    private Step<Promotion> look(Promotion state, PromotionTarget target, int suspect) throws JsonException {
        var asked = rollout(state, target, suspects(state).get(suspect), Json.obj());
        return machine.observe(
                state.knowing(SUSPECT, Json.of(suspect)),
                PromotionQuestions.PREFLIGHT,
                target.resource(),
                asked.toJson());
    }

    private static Rollout rollout(Promotion state, PromotionTarget target, String digest, Json.Obj baseline) {
        return new Rollout(state.candidateOrThrow().image(), digest, "", baseline, target.settings());
    }

    /**
     * The target reported the share of a digest in quarantine.
     *
     * @param later the step before any target is touched: the share is only reported
     */
    Step<Promotion> found(
            Promotion state, PromotionTarget target, Preflight found, ServingCheck.Onward later, Otherwise otherwise)
            throws JsonException {
        var suspects = suspects(state);
        int suspect = (int) View.of(state.facts()).at(SUSPECT).integerOr(0);
        var baseline = found.baseline();
        boolean other = !View.of(baseline).at("digest").textOr("").equals(suspects.get(suspect));
        if (found.percent() > 0 && other) {
            return takeBack(state, target, rollout(state, target, suspects.get(suspect), baseline), later);
        }
        if (suspect + 1 < suspects.size()) {
            return look(state, target, suspect + 1);
        }
        var why = View.of(state.facts()).at(OBSTACLE).textOr("");
        return otherwise.in(
                state.without(SUSPECT, OBSTACLE),
                "preflight of " + target.resource().label() + ": " + why);
    }

    private Step<Promotion> takeBack(Promotion state, PromotionTarget target, Rollout left, ServingCheck.Onward later)
            throws JsonException {
        var clean = state.without(SUSPECT, OBSTACLE);
        return state.phase() == PromotionPhase.BASELINES
                ? machine.undo(clean, new RollBackTarget(target.resource(), left))
                : later.in(clean.tell("%s has a share of %s, which is in quarantine: it is taken back first"
                        .formatted(target.resource().label(), Rollout.brief(left.digest()))));
    }
}

package io.nightshift.promotion.plan;

import io.nightshift.core.guard.GuardrailSettings.Approval;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a promotion, such as staging or production.
 *
 * @param gates those of the stage and of the service
 * @param waves groups of targets, one after the other; the targets of one take each step together
 * @param settle the time limit for a deployment to become ready
 * @param steps ascending shares, the last is 100
 * @param verify the checks that must pass before the first traffic
 */
public record Stage(
        String name,
        Optional<Approval> approval,
        List<Gate> gates,
        List<List<PromotionTarget>> waves,
        Duration settle,
        List<CanaryStep> steps,
        List<Check> verify,
        Analysis analysis) {

    public Stage {
        gates = List.copyOf(gates);
        waves = waves.stream().map(List::copyOf).toList();
        steps = List.copyOf(steps);
        verify = List.copyOf(verify);
    }

    public List<PromotionTarget> targets() {
        return waves.stream().flatMap(List::stream).toList();
    }
}

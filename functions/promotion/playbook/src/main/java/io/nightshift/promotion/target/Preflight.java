package io.nightshift.promotion.target;

import io.nightshift.core.json.Json;
import java.util.List;

/**
 * What a target is like before a promotion.
 *
 * @param baseline the rollback: {@code version} and {@code digest} of what serves now (empty if the platform does not
 *     tell), {@code command} for a human who has to go back by hand, and what the platform needs besides
 * @param percent the share of the traffic that the digest to promote has already
 * @param problems why a promotion should not begin; empty if it can
 * @param baselineDown why what serves now does not serve, for people; empty if it does, or the platform cannot tell.
 *     This is not a problem: a version that does not serve is the best reason for another one
 */
public record Preflight(Json.Obj baseline, int percent, List<Finding> problems, String baselineDown) {

    public Preflight {
        problems = List.copyOf(problems);
    }

    public Preflight(Json.Obj baseline, int percent, List<Finding> problems) {
        this(baseline, percent, problems, "");
    }

    /**
     * One reason.
     *
     * @param code for machines: {@code DeploymentInProgress}, {@code WeightsLeftOver}, {@code Unhealthy}, {@code Irreversible},
     *     {@code WrongPlatform}, {@code WrongPods}
     * @param passing whether it may go away by waiting
     */
    public record Finding(String code, String message, boolean passing) {
        public Json.Obj toJson() {
            return Json.obj().with("code", code).with("message", message).with("passing", passing);
        }
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("baseline", baseline)
                .with("percent", percent)
                .with("problems", Json.arr(problems.stream().map(Finding::toJson).toList()));
        return baselineDown.isEmpty() ? json : json.with("baselineDown", baselineDown);
    }
}

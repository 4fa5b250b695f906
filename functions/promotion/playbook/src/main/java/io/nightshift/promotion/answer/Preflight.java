package io.nightshift.promotion.answer;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of a target before a promotion.
 *
 * @param baseline the rollback: {@code version} and {@code digest} of the serving version (empty if the platform does
 *     not report it), {@code command} for a manual rollback, and other values that the platform needs
 * @param percent the current share of the traffic of the candidate's digest
 * @param problems why a promotion should not begin; empty if it can
 * @param baselineDown why the serving version does not serve, human-readable; empty if it does, or if the platform
 *     cannot tell. This is not a problem: a dead version is the best reason for a new one
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
     * @param code for machines: {@code DeploymentInProgress}, {@code WeightsLeftOver}, {@code Unhealthy},
     *     {@code Irreversible}, {@code WrongPlatform}, {@code WrongPods}
     * @param passing whether it may go away after waiting
     */
    public record Finding(String code, String message, boolean passing) {
        private static Finding read(View json) throws JsonException {
            return new Finding(
                    json.at("code").text(),
                    json.at("message").text(),
                    json.at("passing").boolOr(false));
        }

        public Json.Obj toJson() {
            return Json.obj().with("code", code).with("message", message).with("passing", passing);
        }
    }

    /** Reports whether only waiting problems are left: it may begin after a while. */
    public boolean mayPass() {
        return problems.stream().allMatch(Finding::passing);
    }

    public static Preflight read(Health health, View details) throws JsonException {
        var problems = new ArrayList<Finding>();
        for (var problem : details.at("problems").items()) {
            problems.add(Finding.read(problem));
        }
        boolean told = health == Health.WELL || details.at("baseline").exists();
        return new Preflight(
                told ? details.at("baseline").object() : Json.obj(),
                told ? (int) details.at("percent").integer() : 0,
                problems,
                details.at("baselineDown").textOr(""));
    }

    public Observed seen() {
        return new Observed.Seen(problems.isEmpty() ? Health.WELL : Health.UNWELL, toJson());
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("baseline", baseline)
                .with("percent", percent)
                .with(
                        "problems",
                        Json.arr(problems.stream().map(Finding::toJson).toList()));
        return baselineDown.isEmpty() ? json : json.with("baselineDown", baselineDown);
    }
}

package io.nightshift.promotion.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A strategy as ascending shares of the traffic; the last is 100 %. */
final class TrafficSteps {

    private static final Duration USUAL_BAKE = Duration.ofMinutes(10);

    private TrafficSteps() {}

    /** @param bake how long it is monitored before the next step */
    record Step(int percent, Duration bake) {
        Json.Obj toJson() {
            return Json.obj().with("percent", percent).with("bakeSeconds", bake.toSeconds());
        }
    }

    /** Also accepts a strategy without its invalid values. */
    static List<Step> of(View strategy) throws JsonException {
        var steps = new ArrayList<Step>();
        switch (strategy.at("kind").textOr(PromotionShape.ALL_AT_ONCE)) {
            case PromotionShape.LINEAR -> {
                int by = PlanText.percent(strategy.at("by").textOr("100%"));
                var every = span(strategy.at("every"), USUAL_BAKE);
                for (int percent = by; percent < 100; percent += by) {
                    steps.add(new Step(percent, every));
                }
            }
            case PromotionShape.CANARY -> {
                for (var step : strategy.at("steps").items()) {
                    steps.add(new Step(
                            PlanText.percent(step.at("share").textOr("100%")), span(step.at("bake"), USUAL_BAKE)));
                }
            }
            default -> {}
        }
        if (steps.isEmpty() || steps.getLast().percent() < 100) {
            steps.add(new Step(100, span(strategy.at("bake"), USUAL_BAKE)));
        }
        return steps;
    }

    static Duration span(View value, Duration usual) throws JsonException {
        return value.optionalText().map(Duration::parse).orElse(usual);
    }
}

package io.nightshift.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule's settings for remediation, as the policy module writes them to {@code Route.plan}.
 *
 * @param ladder the rungs to try, in order
 * @param soak how long the alarm must stay OK before the run ends
 * @param grace how long it may recover by itself before the first rung
 * @param page the channel for on-call
 * @param flapLimit how often the alarm may return within one episode before on-call takes over
 * @param environment of the rule, if a rung acts on related resources; else empty
 */
record Plan(List<Rung> ladder, Duration soak, Duration grace, String page, int flapLimit, String environment) {

    /**
     * @param action the action type's name
     * @param settle how long it gets to help
     * @param target the target instead of the run's subject
     */
    record Rung(String action, Json.Obj with, Duration settle, Optional<RungTarget> target) {}

    static Plan read(Json.Obj json) throws JsonException {
        var view = View.of(json);
        var ladder = new ArrayList<Rung>();
        for (var rung : view.at("ladder").items()) {
            ladder.add(new Rung(
                    rung.at("action").nonBlank(),
                    rung.at("with").exists() ? rung.at("with").object() : Json.obj(),
                    Duration.ofSeconds(rung.at("waitSeconds").integerOr(300)),
                    rung.at("target").exists() ? Optional.of(RungTarget.read(rung.at("target"))) : Optional.empty()));
        }
        return new Plan(
                List.copyOf(ladder),
                Duration.ofSeconds(view.at("soakSeconds").integerOr(300)),
                Duration.ofSeconds(view.at("graceSeconds").integerOr(0)),
                view.at("page").textOr(""),
                (int) view.at("flapLimit").integerOr(5),
                view.at("environment").textOr(""));
    }
}

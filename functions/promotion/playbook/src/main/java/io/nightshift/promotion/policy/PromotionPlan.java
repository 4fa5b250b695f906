package io.nightshift.promotion.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.policy.ApprovalPolicy;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.Shape.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the plan of one service, in the form that {@code PromotionSpec.read} of the promotion playbook expects. */
final class PromotionPlan {

    private final View root;
    private final View service;
    private final String name;
    private final TargetOrigins places;

    /** @param root the policy, valid and in its normal form */
    PromotionPlan(View root, String name) throws JsonException {
        this.root = root;
        this.name = name;
        this.service = root.at("promotions", name);
        this.places = TargetOrigins.of(service.at("image").text());
    }

    PromotionPolicy promotion() throws JsonException {
        return new PromotionPolicy(
                name,
                service.at("image").text(),
                Glob.of(service.at("tags").textOr("*")).orElseThrow(),
                PolicyAssembly.settings(service),
                consents(),
                longestWait(service),
                plan());
    }

    private Map<String, ApprovalPolicy> consents() throws JsonException {
        var consents = new LinkedHashMap<String, ApprovalPolicy>();
        for (var stage : service.at("stages").items()) {
            var name = stage.at("name").text();
            consent(stage).ifPresent(consent -> consents.put(name, consent));
        }
        return consents;
    }

    /** The innermost setting: of the stage, the service, or the defaults. */
    private Optional<ApprovalPolicy> consent(View stage) throws JsonException {
        for (var level : List.of(stage, service, root.at("defaults"))) {
            var said = PolicyAssembly.consent(level.at("approval"));
            if (said.isPresent()) {
                return said;
            }
        }
        return Optional.empty();
    }

    private Json.Obj plan() throws JsonException {
        var guard = (Json.Obj) PlanText.of(PromotionShape.GUARD, objectOr(service.at("guard")));
        var usual = PlanText.of(PromotionShape.PROMOTION.keys(), service.object());
        var plan = Json.obj()
                .with("service", name)
                .with("image", service.at("image").text())
                .with("newer", View.of(usual).at("newer").text())
                .with(
                        "page",
                        service.at("page").textOr(root.at("defaults", "page").textOr("")))
                .with(
                        "guard",
                        Json.obj()
                                .with("seconds", View.of(guard).at("forSeconds").integer())
                                .with(
                                        "everySeconds",
                                        View.of(guard).at("everySeconds").integer()))
                .with("stages", Json.arr(stages()));
        var onFailure = View.of(usual).at("onFailure").text();
        return onFailure.equals("freeze") ? plan.with("onFailure", onFailure) : plan;
    }

    private List<Json> stages() throws JsonException {
        var all = service.at("stages").items();
        var stages = new ArrayList<Json>();
        for (var next : new StageOrder(all).ordered()) {
            for (var stage : all) {
                if (stage.at("name").text().equals(next)) {
                    stages.add(stage(stage));
                }
            }
        }
        return stages;
    }

    private Json.Obj stage(View stage) throws JsonException {
        var json = Json.obj().with("name", stage.at("name").text());
        var approval = PolicyAssembly.approval(root, consent(stage));
        if (approval.isPresent()) {
            json = json.with("approval", approval.get().toJson());
        }
        var usual = PlanText.of(PromotionShape.STAGE.keys(), stage.object());
        var steps = TrafficSteps.of(stage.at("strategy")).stream()
                .map(TrafficSteps.Step::toJson)
                .toList();
        return json.with("gates", gates(stage))
                .with("waves", waves(stage))
                .with("settleSeconds", View.of(usual).at("settleSeconds").integer())
                .with("steps", Json.arr(steps))
                .with("verify", verify(stage.at("verify")))
                .with("analysis", analysis(stage.at("analysis")));
    }

    private Json.Arr gates(View stage) throws JsonException {
        var gates = new ArrayList<Json>();
        for (var level : List.of(service, stage)) {
            for (var gate : level.at("gates").items()) {
                var plain = (Json.Obj) PlanText.of(PromotionShape.GATE, gate.object());
                gates.add(plain.with("withinSeconds", within(gate, plain)));
            }
        }
        return Json.arr(gates);
    }

    /** An image that is too young waits until it is old enough. */
    private static long within(View gate, Json.Obj plain) throws JsonException {
        var within = View.of(plain).at("withinSeconds");
        return within.exists()
                ? within.integer()
                : TrafficSteps.span(gate.at("at-least"), Duration.ZERO)
                        .plusMinutes(15)
                        .toSeconds();
    }

    private Json.Arr waves(View stage) throws JsonException {
        var groups = stage.at("waves").exists() ? stage.at("waves").items() : List.of(stage.at("targets"));
        var waves = new ArrayList<Json>();
        for (var group : groups) {
            var wave = new ArrayList<Json>();
            for (var target : group.items()) {
                wave.add(places.resource(target).toJson().with("with", objectOr(target.at("with"))));
            }
            waves.add(Json.arr(wave));
        }
        return Json.arr(waves);
    }

    private Json.Arr verify(View checks) throws JsonException {
        var result = new ArrayList<Json>();
        for (var check : checks.items()) {
            var plain = (Json.Obj) PlanText.of(PromotionShape.CHECK, check.object());
            result.add(
                    check.at("job").exists()
                            ? plain.with("job", places.resource(check.at("job")).toJson())
                            : plain);
        }
        return Json.arr(result);
    }

    private static Json.Obj analysis(View analysis) throws JsonException {
        var plain = plain(PromotionShape.ANALYSIS, analysis);
        return plain.get("judge") == null ? plain.with("judge", Json.obj()) : plain;
    }

    private static Json.Obj plain(Table table, View value) throws JsonException {
        return PlanText.of(table.keys(), objectOr(value));
    }

    private static Json.Obj objectOr(View value) throws JsonException {
        return value.exists() ? value.object() : Json.obj();
    }

    /** From a deployment through its verification to the first traffic, or from one share to the next. */
    static Duration longestWait(View service) throws JsonException {
        var longest = Duration.ZERO;
        for (var stage : service.at("stages").items()) {
            var ready = TrafficSteps.span(stage.at("settle"), Duration.ofMinutes(15));
            for (var check : stage.at("verify").items()) {
                ready = ready.plus(TrafficSteps.span(check.at("within"), Duration.ofMinutes(5)));
            }
            var bake = TrafficSteps.of(stage.at("strategy")).stream()
                    .map(TrafficSteps.Step::bake)
                    .reduce(Duration.ZERO, PromotionPlan::longer)
                    .plus(TrafficSteps.span(stage.at("analysis", "extend"), Duration.ofHours(1)));
            longest = longer(longest, longer(ready, bake));
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}

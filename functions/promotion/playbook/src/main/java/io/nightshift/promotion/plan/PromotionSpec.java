package io.nightshift.promotion.plan;

import io.nightshift.core.guard.GuardrailSettings.Approval;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.judge.InsufficientData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The specification of one service's promotion. The policy module writes it to {@code Route.plan}:
 *
 * <pre>{@code
 * {service, image, newer: supersede|queue|finish-first, onFailure?: roll-back|freeze, page, guard: {seconds, everySeconds},
 *  stages: [{name, approval?: {approvers: [..], needed, withinSeconds},
 *            gates: [{kind, withinSeconds, ..}],
 *            waves: [[{kind, name, cloud, account, region, with: {..}}]],
 *            settleSeconds, steps: [{percent, bakeSeconds}],
 *            verify: [{http: {url, expect, contains?, header?}, withinSeconds} | {job: RESOURCE, withinSeconds}],
 *            analysis: {everySeconds, notEnoughData: extend|ask|proceed|rollback, extendSeconds,
 *                       metrics: [{name, source, query, ..}], judge: {..}, alarms: [{source, name}]}}]}
 * }</pre>
 *
 * Each stage comes after the stages that it needs.
 *
 * @param guard how long the version is monitored after it has all traffic everywhere
 * @param guardEvery the time between two checks in that period
 */
public record PromotionSpec(
        String service,
        String image,
        SupersedePolicy newer,
        OnFailure onFailure,
        String page,
        Duration guard,
        Duration guardEvery,
        List<Stage> stages) {

    public PromotionSpec {
        stages = List.copyOf(stages);
    }

    public static PromotionSpec read(Json.Obj plan) throws JsonException {
        var view = View.of(plan);
        var stages = new ArrayList<Stage>();
        for (var stage : view.at("stages").items()) {
            stages.add(stage(stage));
        }
        if (stages.isEmpty()) {
            throw view.at("stages").wrong("one stage or more");
        }
        return new PromotionSpec(
                view.at("service").nonBlank(),
                view.at("image").nonBlank(),
                word(view.at("newer"), SupersedePolicy.class),
                view.at("onFailure").exists() ? word(view.at("onFailure"), OnFailure.class) : OnFailure.ROLL_BACK,
                view.at("page").textOr(""),
                seconds(view.at("guard", "seconds")),
                seconds(view.at("guard", "everySeconds")),
                stages);
    }

    private static Stage stage(View stage) throws JsonException {
        var gates = new ArrayList<Gate>();
        for (var gate : stage.at("gates").items()) {
            gates.add(new Gate(gate.at("kind").nonBlank(), seconds(gate.at("withinSeconds")), gate.object()));
        }
        var waves = new ArrayList<List<PromotionTarget>>();
        for (var wave : stage.at("waves").items()) {
            var targets = new ArrayList<PromotionTarget>();
            for (var target : wave.items()) {
                targets.add(new PromotionTarget(
                        Resource.fromJson(target), target.at("with").object()));
            }
            waves.add(targets);
        }
        var verify = new ArrayList<Check>();
        for (var check : stage.at("verify").items()) {
            verify.add(check(check));
        }
        return new Stage(
                stage.at("name").nonBlank(),
                Approval.read(stage.at("approval")),
                gates,
                waves,
                seconds(stage.at("settleSeconds")),
                steps(stage.at("steps")),
                verify,
                analysis(stage.at("analysis")));
    }

    private static List<CanaryStep> steps(View steps) throws JsonException {
        var result = new ArrayList<CanaryStep>();
        long before = 0;
        for (var step : steps.items()) {
            long percent = step.at("percent").integer();
            if (percent <= before || percent > 100) {
                throw step.at("percent").wrong("more than the step before, at most 100");
            }
            result.add(new CanaryStep((int) percent, seconds(step.at("bakeSeconds"))));
            before = percent;
        }
        if (before != 100) {
            throw steps.wrong("steps of which the last is 100");
        }
        return result;
    }

    private static Check check(View check) throws JsonException {
        return new Check(
                check.at("job").exists() ? Optional.of(Resource.fromJson(check.at("job"))) : Optional.empty(),
                seconds(check.at("withinSeconds")),
                check.object());
    }

    private static Analysis analysis(View analysis) throws JsonException {
        return new Analysis(
                seconds(analysis.at("everySeconds")),
                word(analysis.at("notEnoughData"), InsufficientData.class),
                seconds(analysis.at("extendSeconds")),
                objects(analysis.at("metrics")),
                analysis.at("judge").object(),
                objects(analysis.at("alarms")));
    }

    private static List<Json.Obj> objects(View list) throws JsonException {
        var result = new ArrayList<Json.Obj>();
        for (var item : list.items()) {
            result.add(item.object());
        }
        return result;
    }

    private static Duration seconds(View value) throws JsonException {
        return Duration.ofSeconds(value.integer());
    }

    private static <E extends Enum<E>> E word(View value, Class<E> type) throws JsonException {
        var text = value.text();
        for (var each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return each;
            }
        }
        throw value.wrong("one of the known words");
    }
}

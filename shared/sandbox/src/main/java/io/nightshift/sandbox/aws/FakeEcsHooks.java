package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Rollover;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.Shifting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Moves a deployment from stage to stage, and calls its hooks.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html">Lambda hooks</a>
 */
final class FakeEcsHooks {

    private static final String BEFORE = "PRE_PRODUCTION_TRAFFIC_SHIFT";
    private static final String SHIFT = "PRODUCTION_TRAFFIC_SHIFT";
    private static final String AFTER = "POST_PRODUCTION_TRAFFIC_SHIFT";
    private static final List<String> STAGES = List.of(
            "RECONCILE_SERVICE",
            "PRE_SCALE_UP",
            "SCALE_UP",
            "POST_SCALE_UP",
            "TEST_TRAFFIC_SHIFT",
            "POST_TEST_TRAFFIC_SHIFT",
            BEFORE,
            SHIFT,
            AFTER,
            "BAKE_TIME",
            "CLEAN_UP");

    private FakeEcsHooks() {}

    /** @param function its name */
    record Call(String function, Rollover rollover, String payload) {}

    /** The next hook to call; a hook that returned {@code IN_PROGRESS} is called again after time has passed. */
    static Optional<Call> next(FakeAccount account, Set<String> waiting) {
        for (var one : account.all(Rollover.class)) {
            if (one.isOngoing() && !waiting.contains(one.key())) {
                var call = next(account, one, waiting);
                if (call.isPresent()) {
                    return call;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Call> next(FakeAccount account, Rollover from, Set<String> waiting) {
        var one = from;
        while (one.isOngoing() && !waiting.contains(one.key())) {
            var call = call(account, one);
            if (call.isPresent()) {
                return call;
            }
            one = passed(account, one, waiting);
        }
        return Optional.empty();
    }

    private static Optional<Call> call(FakeAccount account, Rollover one) {
        var stage = one.isForward() ? one.stage() : SHIFT;
        return how(account, one).hooks().entrySet().stream()
                .filter(hook -> hook.getValue().contains(stage))
                .findFirst()
                .map(hook -> new Call(hook.getKey(), one, payload(account, one, stage)));
    }

    private static String payload(FakeAccount account, Rollover one, String stage) {
        var arn = AwsStandIn.arn("ecs", "service-revision/" + one.service() + "/");
        double weight = one.isForward() ? (stage.equals(SHIFT) ? step(account, one) : one.weight()) : 0;
        var weights = stage.equals(BEFORE) || stage.equals(SHIFT)
                ? Json.obj().with(arn + one.target(), Json.of(weight)).with(arn + one.source(), Json.of(100 - weight))
                : Json.obj();
        var details = Json.obj()
                .with("serviceArn", AwsStandIn.arn("ecs", "service/" + one.service()))
                .with("targetServiceRevisionArn", arn + one.target())
                .with("testTrafficWeights", Json.obj())
                .with("productionTrafficWeights", weights);
        return Json.obj()
                .with("executionId", "f4fcae0f-9bec-41c6-ba87-0eaa0cef8af5")
                .with("lifecycleStage", stage)
                .with("resourceArn", one.arn())
                .with("executionDetails", details)
                .with("hookDetails", one.details())
                .text();
    }

    private static double step(FakeAccount account, Rollover one) {
        var how = how(account, one);
        return switch (how.strategy()) {
            case "CANARY" -> one.weight() < how.percent() ? how.percent() : 100;
            case "LINEAR" -> Math.min(100, one.weight() + how.percent());
            default -> 100;
        };
    }

    /** A function that throws returns nothing. */
    static Optional<String> run(UnaryOperator<byte[]> code, String payload) {
        try {
            return Optional.of(
                    new String(code.apply(payload.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    static void answered(FakeAccount account, Call call, Optional<String> reply, Set<String> waiting) {
        var now = account.find(Rollover.class, call.rollover().key()).orElseThrow();
        if (!now.equals(call.rollover())) {
            return;
        }
        var answer = View.of(reply.map(FakeEcsHooks::json).orElse(Json.obj()));
        switch (status(answer)) {
            case "SUCCEEDED" -> passed(account, now, waiting);
            case "IN_PROGRESS" -> {
                account.place(now.keeping(kept(now, answer)));
                waiting.add(now.key());
            }
            default -> {
                // A rollback that a hook fails cannot roll back further.
                var status = now.isForward() ? "ROLLBACK_REQUESTED" : "ROLLBACK_FAILED";
                account.change("fail", now.in(status, now.stage(), now.weight()));
            }
        }
    }

    private static Json json(String reply) {
        try {
            return Json.parse(reply);
        } catch (JsonException e) {
            return Json.obj();
        }
    }

    private static String status(View answer) {
        try {
            return answer.at("hookStatus").textOr("");
        } catch (JsonException e) {
            return "";
        }
    }

    private static Json.Obj kept(Rollover one, View answer) {
        try {
            var merged = one.details();
            if (answer.at("hookDetails").exists()) {
                for (var member : answer.at("hookDetails").object().members().entrySet()) {
                    merged = merged.with(member.getKey(), member.getValue());
                }
            }
            return merged;
        } catch (JsonException e) {
            return one.details();
        }
    }

    /** All hooks of the stage have succeeded. */
    private static Rollover passed(FakeAccount account, Rollover one, Set<String> waiting) {
        if (!one.isForward()) {
            return over(account, one.in("ROLLBACK_SUCCESSFUL", one.stage(), 0), one.source());
        }
        if (one.stage().equals("BAKE_TIME") && one.baked() < how(account, one).bake()) {
            waiting.add(one.key());
            return one;
        }
        if (one.stage().equals("CLEAN_UP")) {
            return over(account, one.in("SUCCESSFUL", one.stage(), 100), one.target());
        }
        double weight = one.stage().equals(SHIFT) ? step(account, one) : one.weight();
        var stage = one.stage().equals(SHIFT) && weight < 100 ? BEFORE : STAGES.get(STAGES.indexOf(one.stage()) + 1);
        var next = one.in("IN_PROGRESS", stage, weight);
        account.place(next);
        return next;
    }

    private static Shifting how(FakeAccount account, Rollover one) {
        return FakeServiceDeployments.shifting(account, one.service()).orElseThrow();
    }

    private static Rollover over(FakeAccount account, Rollover one, String revision) {
        account.place(one);
        var service = account.find(Service.class, "service/" + one.service()).orElseThrow();
        var definition = FakeServiceDeployments.definition(account, one, revision);
        var done = new Deployment("ecs-svc/" + one.number(), "PRIMARY", definition, "COMPLETED");
        account.place(service.deploying(definition, List.of(done)));
        return one;
    }
}

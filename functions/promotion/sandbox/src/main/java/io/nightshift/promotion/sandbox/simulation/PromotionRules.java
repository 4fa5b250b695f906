package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.sandbox.WideGuardrails;
import io.nightshift.promotion.sweep.SweptService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Two services of one image.
 *
 * @param asks whether production needs an approval
 * @param known whether the policy still has the first service
 * @param watching the monitoring of both
 * @param freezes whether a failed version stays until a human decides
 */
record PromotionRules(String newer, Mode mode, boolean asks, boolean known, Watching watching, boolean freezes)
        implements Rules {

    /** The monitoring of a service. */
    enum Watching {
        /** A limit and an alarm; the worker additionally has a metric for the judge. */
        LIMITS,
        /** Additionally a metric for the judge that must have data. */
        MUST_HAVE_DATA,
        /** Only metrics for the judge: nothing is monitored in the guard period. */
        JUDGED_ONLY,
        NOTHING
    }

    static final PromotionRules ALL = new PromotionRules("supersede", Mode.ACT, false, true);

    PromotionRules(String newer, Mode mode, boolean asks, boolean known) {
        this(newer, mode, asks, known, Watching.LIMITS, false);
    }

    PromotionRules(String newer, Watching watching) {
        this(newer, Mode.ACT, false, true, watching, false);
    }

    /** For services that stay as they are when a version fails. */
    static PromotionRules freezing(String newer) {
        return new PromotionRules(newer, Mode.ACT, false, true, Watching.LIMITS, true);
    }

    static final String WEB = "shop-web";
    static final String WORKER = "shop-worker";

    @Override
    public String hash() {
        return Sha256.hex(toString());
    }

    @Override
    public List<Route> route(Signal signal) {
        var web = new Route(WEB, "", "promotion", web());
        var worker = new Route(WORKER, "", "promotion", worker());
        if (signal instanceof Signal.Request request) {
            return request.rule().equals(WORKER) ? List.of(worker) : known ? List.of(web) : List.of();
        }
        return known ? List.of(web, worker) : List.of(worker);
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        if (rule.equals(WEB) && !known) {
            return Optional.empty();
        }
        return Optional.of(WideGuardrails.of(mode, Duration.ofHours(2)));
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return rule.equals(WEB) && known && asks && stage.equals("prod")
                ? Optional.of(new GuardrailSettings.Approval(List.of("alice", "bob"), 1, Duration.ofHours(1)))
                : Optional.empty();
    }

    /** The services of the sweep. */
    List<SweptService> services() {
        return known ? List.of(swept(web()), swept(worker())) : List.of(swept(worker()));
    }

    private static SweptService swept(Json.Obj plan) {
        try {
            return SweptService.of(plan, Glob.of("v*").orElseThrow());
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private Json.Obj web() {
        var prod = stage("prod", steps(10, 300, 50, 300, 100, 300), SimulatedShop.WAVES, false);
        return description(
                WEB,
                stage("staging", steps(100, 120), List.of(List.of(SimulatedShop.STAGING)), false),
                asks ? prod.with("approval", approval()) : prod);
    }

    private Json.Obj worker() {
        return description(
                WORKER, stage("prod", steps(20, 240, 100, 240), List.of(List.of(SimulatedShop.WORKER)), true));
    }

    private static Json.Obj approval() {
        return Json.obj()
                .with("approvers", Json.arr(Json.of("alice"), Json.of("bob")))
                .with("needed", 1)
                .with("withinSeconds", 3600);
    }

    private Json.Obj description(String service, Json.Obj... stages) {
        return Json.obj()
                .with("service", service)
                .with("image", SimulatedShop.IMAGE)
                .with("newer", newer)
                .with("onFailure", freezes ? "freeze" : "roll-back")
                .with("page", "ops")
                .with("guard", Json.obj().with("seconds", 1800).with("everySeconds", 60))
                .with("stages", Json.arr(stages));
    }

    /** @param judged whether the judge is used, which takes its time */
    private Json.Obj stage(String name, Json.Arr steps, List<List<Resource>> waves, boolean judged) {
        var gate = Json.obj().with("kind", "scan").with("withinSeconds", 900);
        var all = waves.stream()
                .map(wave -> Json.arr(wave.stream()
                        .map(one -> one.toJson().with("with", Json.obj()))
                        .toList()))
                .toList();
        return Json.obj()
                .with("name", name)
                .with("gates", Json.arr(gate))
                .with("waves", Json.arr(all))
                .with("settleSeconds", 600)
                .with("steps", steps)
                .with("verify", verify(judged))
                .with("analysis", analysis(name, judged));
    }

    private static Json.Arr verify(boolean byJob) {
        var check = Json.obj().with("http", Json.obj().with("url", "/healthz")).with("withinSeconds", 60);
        var job = Json.obj().with("job", SimulatedShop.JOB.toJson()).with("withinSeconds", 600);
        return Json.arr(byJob ? job : check);
    }

    private Json.Obj analysis(String stage, boolean withJudge) {
        var errors = Json.obj()
                .with("name", "errors")
                .with("source", "scene")
                .with("query", Json.obj())
                .with("max", Json.of(0.05));
        var judged = Json.obj()
                .with("name", "failed requests")
                .with("source", "scene")
                .with("query", Json.obj())
                .with("direction", "increase")
                .with("effectSize", Json.obj().with("measure", "meanRatio").with("allowedIncrease", 10))
                .with("critical", true);
        var needed = judged.with("name", "needed").with("mustHaveData", true);
        var metrics = switch (watching) {
            case LIMITS -> withJudge ? Json.arr(errors, judged) : Json.arr(errors);
            case MUST_HAVE_DATA -> Json.arr(errors, needed);
            case JUDGED_ONLY -> Json.arr(judged);
            case NOTHING -> Json.arr();
        };
        boolean alarmed = stage.equals("prod") && (watching == Watching.LIMITS || watching == Watching.MUST_HAVE_DATA);
        return Json.obj()
                .with("everySeconds", 60)
                .with("notEnoughData", "extend")
                .with("extendSeconds", 900)
                .with("metrics", metrics)
                .with("judge", Json.obj())
                .with(
                        "alarms",
                        alarmed
                                ? Json.arr(Json.obj().with("source", "scene").with("name", "shop-errors"))
                                : Json.arr());
    }

    private static Json.Arr steps(int... percentsAndSeconds) {
        var steps = new java.util.ArrayList<Json>();
        for (int i = 0; i < percentsAndSeconds.length; i += 2) {
            steps.add(Json.obj().with("percent", percentsAndSeconds[i]).with("bakeSeconds", percentsAndSeconds[i + 1]));
        }
        return Json.arr(steps);
    }
}

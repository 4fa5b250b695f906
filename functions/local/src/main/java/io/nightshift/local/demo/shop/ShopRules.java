package io.nightshift.local.demo.shop;

import io.nightshift.core.engine.Rules;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Blast;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.guard.GuardrailSettings.Rate;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.PromotionPlaybook;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the shop is promoted: a quarter of the users, half of them, all, two seconds each, with a look at the numbers each second.
 *
 * @param image what is pushed as {@code v...} is promoted; other tags are not
 */
record ShopRules(String image, Resource target) implements Rules {

    static final String SERVICE = "shop";
    static final String CHANNEL = "ops";
    static final List<Integer> SHARES = List.of(25, 50, 100);
    private static final int BAKE_SECONDS = 2;
    private static final Duration LONG = Duration.ofHours(1);

    @Override
    public String hash() {
        return "demo";
    }

    @Override
    public List<Route> route(Signal signal) {
        boolean routed = switch (signal) {
            case Signal.ImagePush push ->
                push.image().equals(image) && push.tag().startsWith("v");
            case Signal.Request request -> request.name().contains(SERVICE);
            default -> false;
        };
        return routed ? List.of(new Route(SERVICE, "", PromotionPlaybook.NAME, plan())) : List.of();
    }

    /** It acts, and as often as the demo has versions. */
    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        return rule.equals(SERVICE)
                ? Optional.of(new GuardrailSettings(
                        Mode.ACT,
                        Set.of(),
                        Set.of(),
                        List.of(),
                        Duration.ZERO,
                        new Rate(1_000, LONG),
                        new Blast(100, 10),
                        LONG,
                        Optional.empty(),
                        new Breaker(1_000, LONG),
                        new Rate(1_000, LONG),
                        CHANNEL))
                : Optional.empty();
    }

    private Json.Obj plan() {
        var steps = SHARES.stream()
                .map(share -> Json.obj().with("percent", share).with("bakeSeconds", BAKE_SECONDS))
                .toList();
        var check = Json.obj()
                .with(
                        "http",
                        Json.obj()
                                .with("url", "http://127.0.0.1:{port}/healthz")
                                .with("expect", 200))
                .with("withinSeconds", 5);
        var stage = Json.obj()
                .with("name", "prod")
                .with("gates", Json.arr())
                .with(
                        "waves",
                        Json.arr(Json.arr(target.toJson()
                                .with("with", Json.obj().with("command", Json.strings(ShopVersion.command()))))))
                .with("settleSeconds", 15)
                .with("steps", Json.arr(steps))
                .with("verify", Json.arr(check))
                .with("analysis", analysis());
        return Json.obj()
                .with("service", SERVICE)
                .with("image", image)
                .with("newer", "queue")
                .with("page", CHANNEL)
                .with("guard", Json.obj().with("seconds", BAKE_SECONDS).with("everySeconds", 1))
                .with("stages", Json.arr(stage));
    }

    private static Json.Obj analysis() {
        return Json.obj()
                .with("everySeconds", 1)
                .with("notEnoughData", "proceed")
                .with("extendSeconds", 0)
                .with("metrics", Json.arr(limit(), metric("errors", "errors"), metric("slow", "slow(500ms)")))
                .with("judge", Json.obj())
                .with("alarms", Json.arr());
    }

    /** What no user is to bear until the numbers are beyond all doubt. */
    private static Json.Obj limit() {
        return Json.obj()
                .with("name", "failing")
                .with("source", "nginx")
                .with("query", "errors")
                .with("max", Json.of(0.4));
    }

    private static Json.Obj metric(String name, String query) {
        return Json.obj()
                .with("name", name)
                .with("source", "nginx")
                .with("query", query)
                .with("direction", "increase")
                .with("critical", true);
    }
}

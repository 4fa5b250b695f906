package io.nightshift.promotion.sandbox;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.FunctionModule;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.digest.DigestActor;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.sweep.NewestQuery;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One service that is promoted by the real engine: staging, then two places in production; what the world answers is set. */
final class OneService implements Rules, Observer {

    static final String IMAGE = "registry.example/shop/web";
    static final String OLD = TargetUnderTest.OLD;
    static final Resource STAGING = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web-staging");
    static final Resource EAST = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web-east");
    static final Resource WEST = new Resource(Origin.NOWHERE, Kinds.K8S_DEPLOYMENT, "shop/web-west");

    final VirtualTime time = new VirtualTime(Instant.parse("2026-11-21T03:00:00Z"));
    final InMemoryLedger ledger = new InMemoryLedger();
    InMemoryPlatform.Rise whenItRises = (target, digest, percent) -> {};
    final InMemoryPlatform platform = new InMemoryPlatform(
            time, this::isBroken, (target, digest, percent) -> whenItRises.to(target, digest, percent));
    final DigestLedger digests = new DigestLedger(ledger, time, "policy");
    final PauseSwitches switches = new PauseSwitches(ledger, time, "policy");

    /** The looks that fail for passing reasons. */
    final Set<String> blind = new HashSet<>();

    /** The looks that cannot tell yet. */
    final Set<String> unsure = new HashSet<>();

    final List<Message> told = new ArrayList<>();
    final Map<String, String> tags = new HashMap<>();
    final Map<String, Double> errors = new HashMap<>();
    final Set<String> broken = new HashSet<>();
    Observed gate = new Observed.Seen(Health.WELL, Json.obj().with("reason", "0 critical"));
    boolean alarm;

    /** Whom today's policy names. */
    List<String> approvers = List.of("alice", "bob");

    boolean measured = true;
    Mode mode = Mode.ACT;
    Runnable whenTold = () -> {};
    final Ports ports;
    final Engine engine;

    /** What the registry answers when it is asked for its newest image. */
    Function<NewestQuery, Observed> registry =
            wanted -> new Observed.NotSeen(Problem.permanent("NoRegistry", "no registry is connected"));

    private final TargetPlatforms targets = new TargetPlatforms(List.of(platform), digests);
    private final DigestActor keeper = new DigestActor(digests);
    private final Json.Obj plan;
    private int signals;

    OneService() {
        this(plan -> plan);
    }

    /** @param change what is different in this service's description */
    OneService(UnaryOperator<Json.Obj> change) {
        this(change, (from, to) -> {});
    }

    OneService(UnaryOperator<Json.Obj> change, BiConsumer<String, String> watcher) {
        this.plan = change.apply(description("supersede", Optional.empty()));
        List.of(STAGING, EAST, WEST).forEach(target -> platform.add(target, OLD, true));
        Messenger messenger = (message, key) -> {
            whenTold.run();
            told.add(message);
            return Optional.empty();
        };
        this.ports = Ports.of(ledger, time, this, time)
                .function(new FunctionModule(new PromotionPlaybook(watcher), Promotions.CATALOGUE))
                .adapters(new Adapters(List.of(targets, keeper), List.of(this)))
                .messenger(messenger)
                .build();
        this.engine = new Engine(ports);
        time.wakeBy(engine::wake);
    }

    private boolean isBroken(String digest) {
        return broken.contains(digest);
    }

    static Json.Obj description(String newer, Optional<Json.Obj> approval) {
        return description(newer, approval, 300, 3600, List.of(List.of(EAST, WEST)));
    }

    /** @param waves of production */
    static Json.Obj description(
            String newer, Optional<Json.Obj> approval, int bake, int guard, List<List<Resource>> waves) {
        var prod = stage("prod", waves, bake, 10, 50, 100);
        return Json.obj()
                .with("service", "shop-web")
                .with("image", IMAGE)
                .with("newer", newer)
                .with("page", "ops")
                .with("guard", Json.obj().with("seconds", guard).with("everySeconds", 60))
                .with(
                        "stages",
                        Json.arr(
                                stage("staging", List.of(List.of(STAGING)), bake, 100),
                                approval.map(one -> prod.with("approval", one)).orElse(prod)));
    }

    private static Json.Obj stage(String name, List<List<Resource>> waves, int bake, int... shares) {
        var all = waves.stream()
                .map(wave -> Json.arr(wave.stream()
                        .map(target -> target.toJson().with("with", Json.obj()))
                        .toList()))
                .toList();
        var steps = new ArrayList<Json>();
        for (int share : shares) {
            steps.add(Json.obj().with("percent", share).with("bakeSeconds", bake));
        }
        return Json.obj()
                .with("name", name)
                .with("gates", Json.arr(Json.obj().with("kind", "scan").with("withinSeconds", 600)))
                .with("waves", Json.arr(all))
                .with("settleSeconds", 600)
                .with("steps", Json.arr(steps))
                .with("verify", Json.arr(Json.obj().with("http", Json.obj()).with("withinSeconds", 120)))
                .with("analysis", analysis());
    }

    private static Json.Obj analysis() {
        var metric = Json.obj()
                .with("name", "errors")
                .with("source", "test")
                .with("query", Json.obj())
                .with("max", Json.of(0.05));
        return Json.obj()
                .with("everySeconds", 60)
                .with("notEnoughData", "extend")
                .with("extendSeconds", 600)
                .with("metrics", Json.arr(metric))
                .with("judge", Json.obj())
                .with("alarms", Json.arr(Json.obj().with("source", "test").with("name", "shop-down")));
    }

    static String digest(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    /** A push of that digest under that tag, now. */
    void push(String digest, String tag) {
        pushLate(digest, tag, Duration.ZERO);
    }

    /** A push that was so long under way. */
    void pushLate(String digest, String tag, Duration late) {
        engine.handle(new Signal.ImagePush(header("push-" + ++signals, late), IMAGE, digest, tag));
    }

    /** Somebody asks for what a tag names. */
    void ask(String tag) {
        var what = Json.obj().with("image", IMAGE).with("digest", "").with("tag", tag);
        engine.handle(new Signal.Request(header("request-" + ++signals, Duration.ZERO), "shop-web", what, "alice"));
    }

    /** Somebody wants the service back at what was known good, while nothing of it is open. */
    void goBackTo(String digest) {
        var what = Json.obj().with("image", IMAGE).with("digest", digest).with("rollback", true);
        engine.handle(new Signal.Request(header("request-" + ++signals, Duration.ZERO), "shop-web", what, "alice"));
    }

    private Signal.Header header(String id, Duration late) {
        var repository = new Resource(Origin.NOWHERE, Kinds.IMAGE_REPOSITORY, IMAGE);
        return new Signal.Header(new SignalId(id), "registry", time.instant().minus(late), repository, Map.of());
    }

    /** Whoever is asked agrees. */
    void approve() {
        for (var run : runs()) {
            run.approval()
                    .filter(open -> !open.granted())
                    .ifPresent(open -> open.approvers().forEach(who -> engine.approve(run.id(), open.planHash(), who)));
        }
    }

    void pass(Duration time) {
        this.time.runUntil(this.time.instant().plus(time));
    }

    void sweep() {
        new Sweeper(engine, ledger, time).sweep();
    }

    /** The runs of the service, the first one first. */
    List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items().reversed().stream()
                .filter(run -> run.rule().equals("shop-web"))
                .toList();
    }

    Run run() {
        return runs().getLast();
    }

    String phase() {
        return run().state().get("phase") instanceof Json.Str(var phase) ? phase : "";
    }

    List<String> story() throws JsonException {
        var lines = new ArrayList<String>();
        for (var line : View.of(run().state()).at("story").items()) {
            lines.add(line.text());
        }
        return lines;
    }

    List<String> entries() {
        return ledger.entries(run().id(), Optional.empty(), 1000).items().stream()
                .map(Entry::kind)
                .toList();
    }

    int share(Resource target, String digest) {
        return platform.shareOf(target, digest);
    }

    @Override
    public String hash() {
        return "policy";
    }

    @Override
    public List<Route> route(Signal signal) {
        return List.of(new Route("shop-web", "", "promotion", plan));
    }

    @Override
    public Optional<GuardrailSettings> settings(String rule, String environment) {
        return Optional.of(WideGuardrails.of(mode, Duration.ofHours(8)));
    }

    @Override
    public Optional<GuardrailSettings.Approval> approval(String rule, String environment, String stage) {
        return stage.equals("prod")
                ? Optional.of(new GuardrailSettings.Approval(approvers, 2, Duration.ofHours(1)))
                : Optional.empty();
    }

    @Override
    public boolean observes(Query query) {
        return true;
    }

    @Override
    public Observed observe(Query query) {
        if (blind.contains(query.name())) {
            return new Observed.NotSeen(Problem.transientFault("Throttling", "too many looks"));
        }
        var seen = seen(query);
        return unsure.contains(query.name()) && seen instanceof Observed.Seen(var health, var details)
                ? new Observed.Seen(Health.UNKNOWN, details)
                : seen;
    }

    private Observed seen(Query query) {
        if (targets.observes(query)) {
            return targets.observe(query);
        }
        if (keeper.observes(query)) {
            return keeper.observe(query);
        }
        try {
            return query.name().equals(PromotionQueries.NEWEST)
                    ? registry.apply(NewestQuery.read(query))
                    : answer(query.name(), View.of(query.with()));
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private Observed answer(String name, View with) throws JsonException {
        return switch (name) {
            case PromotionQueries.IMAGE -> image(with);
            case PromotionQueries.GATE -> gate;
            case PromotionQueries.ALARMS ->
                alarm
                        ? new Observed.Seen(Health.UNWELL, Json.obj().with("firing", Json.arr(Json.of("shop-down"))))
                        : new Observed.Seen(Health.WELL, Json.obj());
            case PromotionQueries.CHECK -> new Observed.Seen(Health.WELL, Json.obj());
            case PromotionQueries.ANALYSIS -> numbers(with.at("digest").text());
            default -> new Observed.NotSeen(Problem.permanent("NoObserver", "nobody can answer " + name));
        };
    }

    private Observed image(View with) throws JsonException {
        var digest = with.at("digest").textOr("");
        var named = digest.isEmpty() ? tags.getOrDefault(with.at("tag").text(), "") : digest;
        return named.isEmpty()
                ? new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "the tag is not there (deleted?)"))
                : new Observed.Seen(Health.WELL, Json.obj().with("digest", named));
    }

    private Observed numbers(String digest) {
        var points = measured
                ? Json.arr(Json.of(errors.getOrDefault(digest, 0.01)), Json.Null.NULL)
                : Json.arr(Json.Null.NULL);
        var metric =
                Json.obj().with("name", "errors").with("experiment", points).with("control", Json.arr());
        return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(metric)));
    }
}

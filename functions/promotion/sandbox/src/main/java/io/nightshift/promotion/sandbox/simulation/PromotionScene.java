package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.promotion.Looks;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.action.TakeBack;
import io.nightshift.promotion.book.Book;
import io.nightshift.promotion.book.BookKeeper;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.promotion.sandbox.simulation.Version.Nature;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.sweep.Stock;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Targets;
import io.nightshift.sandbox.simulation.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The world of the two services: a registry, a scanner, five targets, metrics, an alarm, and people with consoles. */
final class PromotionScene implements Scene {

    private static final String FIRST = "sha256:" + "0".repeat(64);

    /** A digest that was put into quarantine in the middle of an act may still get what that act gives. */
    private static final Duration ACT = Duration.ofMinutes(4);

    /** When nothing goes wrong any more. */
    private static final Duration NIGHT = Duration.ofHours(3);

    private final Night night;
    private final InMemoryPlatform platform;
    private final Book book;
    private final Targets targets;
    private final BookKeeper keeper;
    private final SmokeTests jobs = new SmokeTests();
    private final Ladder ladder = new Ladder();
    private final LostPushes registry;
    private final List<Version> pushed = new ArrayList<>();
    private final Map<String, Instant> firstTraffic = new HashMap<>();
    private final Set<Resource> byHand = new HashSet<>();
    private final Manners manners;
    private final Instant calm;
    private Instant metricsFrom = Instant.MIN;
    private int signals;

    /** @param bug what is wrong with the platform's adapter */
    PromotionScene(Night night, Optional<PromotionBug> bug) {
        this.night = night;
        this.platform = new InMemoryPlatform(night.time(), digest -> nature(digest) == Nature.BROKEN, this::rises);
        Shop.STEPS.keySet().forEach(target -> platform.add(target, FIRST, !target.equals(Shop.STAGING)));
        this.book = new Book(night.ledger(), night.time(), "simulation");
        this.targets = new Targets(
                List.of(bug.<Platform>map(one -> new PlantedPlatform(
                                one, platform, () -> pushed.getLast().digest()))
                        .orElse(platform)),
                book);
        this.keeper = new BookKeeper(book);
        this.manners = new Manners(night, platform, ladder);
        this.calm = now().plus(NIGHT);
        this.registry = new LostPushes(FIRST, now().minus(NIGHT));
    }

    private Nature nature(String digest) {
        return pushed.stream()
                .filter(version -> version.digest().equals(digest))
                .findFirst()
                .map(Version::nature)
                .orElse(Nature.GOOD);
    }

    private Instant now() {
        return night.time().instant();
    }

    private void wrong(String invariant, String what) {
        night.wrong().broken(invariant, what);
    }

    /** A version is about to get more traffic: may it? */
    private void rises(Resource target, String digest, int percent) {
        ladder.wrong(target, digest, percent, now())
                .ifPresent(what -> wrong("never more exposure than the step allows", what));
        manners.rises(target, digest, percent);
        if (!target.equals(Shop.STAGING)) {
            firstTraffic.putIfAbsent(digest, now());
        }
        boolean splits = !target.equals(Shop.STAGING);
        var nature = nature(digest);
        if (nature == Nature.VULNERABLE || (nature == Nature.BROKEN && splits)) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that is " + nature);
        }
        int first = Shop.steps(target).getFirst()[0];
        if (nature == Nature.ERRORS && percent > first) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that fails");
        }
        if (nature == Nature.LEAKS && leaks(digest, Duration.ofMinutes(20)) && percent > first) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that leaks for long");
        }
        book.quarantined(Shop.IMAGE, digest)
                .filter(held -> held.since().isBefore(now().minus(ACT)) && percent > platform.shareOf(target, digest))
                .ifPresent(held ->
                        wrong("no digest in quarantine gets traffic", target.label() + " at " + percent + " %"));
    }

    private boolean leaks(String digest, Duration forLongerThan) {
        return nature(digest) == Nature.LEAKS
                && firstTraffic.containsKey(digest)
                && now().isAfter(firstTraffic
                        .get(digest)
                        .plus(Version.LEAKS_AFTER)
                        .plus(forLongerThan));
    }

    private boolean failing(String digest) {
        return nature(digest) == Nature.ERRORS || leaks(digest, Duration.ZERO);
    }

    @Override
    public String happens(int which) {
        int more = which / 10;
        return switch (which % 10) {
            case 0, 1, 2, 3 -> push(more);
            case 4 -> more % 2 == 0 ? push(more) : pushInSilence(more);
            case 5 -> pushAgain(more);
            case 6 -> setByHand(more);
            case 7 -> shiftByHand(more);
            case 8 -> {
                metricsFrom = now().plus(Duration.ofMinutes(5 + more % 20));
                yield "the metrics are late until " + metricsFrom;
            }
            default -> request(more);
        };
    }

    private String push(int which) {
        return push(version(which));
    }

    private String pushInSilence(int which) {
        var version = version(which);
        registry.lose(version.digest(), now());
        return "push of " + version + ", of which no event tells";
    }

    private Version version(int which) {
        var natures = List.of(
                Nature.GOOD, Nature.GOOD, Nature.GOOD, Nature.ERRORS, Nature.LEAKS, Nature.VULNERABLE, Nature.BROKEN);
        var version =
                new Version("sha256:" + "%064x".formatted(pushed.size() + 1), natures.get(which % natures.size()));
        pushed.add(version);
        return version;
    }

    private String push(Version version) {
        registry.pushed(version.digest(), now());
        night.signals()
                .accept(new Signal.ImagePush(header("registry"), Shop.IMAGE, version.digest(), "v" + pushed.size()));
        return "push of " + version;
    }

    private String pushAgain(int which) {
        return pushed.isEmpty() ? "nothing to push again" : push(pushed.get(which % pushed.size()));
    }

    private String request(int which) {
        if (pushed.isEmpty()) {
            return "nothing to ask for";
        }
        var version = pushed.get(which % pushed.size());
        var what = Json.obj().with("image", Shop.IMAGE).with("digest", version.digest());
        var service = which % 2 == 0 ? PromotionRules.WEB : PromotionRules.WORKER;
        night.signals().accept(new Signal.Request(header("cli"), service, what, "alice"));
        return "alice asks " + service + " for " + version;
    }

    private Signal.Header header(String source) {
        return new Signal.Header(new SignalId(source + "-" + ++signals), source, now(), Shop.REPOSITORY, Map.of());
    }

    private Resource target(int which) {
        var all = List.of(Shop.STAGING, Shop.LAMBDA, Shop.RUN, Shop.EDGE, Shop.WORKER);
        return all.get(which % all.size());
    }

    private String setByHand(int which) {
        var target = target(which);
        platform.setByHand(target, "sha256:" + "f".repeat(64));
        manners.setByHand(target);
        pushed.forEach(version -> ladder.fell(target, version.digest()));
        byHand.add(target);
        return "somebody puts another version on " + target.label();
    }

    private String shiftByHand(int which) {
        var target = target(which);
        var before = shares(target);
        platform.shiftByHand(target, which % 101);
        manners.shiftByHand(target, before, shares(target));
        byHand.add(target);
        return "somebody shifts " + which % 101 + " % of " + target.label();
    }

    private Map<String, Integer> shares(Resource target) {
        var shares = new HashMap<String, Integer>();
        pushed.forEach(version -> shares.put(version.digest(), platform.shareOf(target, version.digest())));
        return shares;
    }

    @Override
    public boolean performs(Action action) {
        return targets.performs(action) || keeper.performs(action) || action instanceof RunJob;
    }

    @Override
    public boolean observes(Query query) {
        return Set.of(
                                Looks.IMAGE,
                                Looks.NEWEST,
                                Looks.GATE,
                                Looks.ALARMS,
                                Looks.ANALYSIS,
                                Looks.BOOK,
                                Looks.CHECK,
                                Looks.JOB)
                        .contains(query.name())
                || targets.observes(query);
    }

    private Actor actor(Action action) {
        return action instanceof RunJob ? jobs : targets.performs(action) ? targets : keeper;
    }

    @Override
    public Looked before(Action action) {
        return actor(action).before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        manners.before(action);
        var performed = actor(action).perform(action, key, capsule);
        switch (action) {
            case TakeBack back -> {
                ladder.fell(back.target(), back.rollout().digest());
                manners.wentBack(back.target(), shares(back.target()));
            }
            case Deploy deploy ->
                pushed.stream()
                        .map(Version::digest)
                        .filter(digest -> !digest.equals(deploy.rollout().digest()))
                        .forEach(digest -> ladder.fell(deploy.target(), digest));
            default -> {
                // No other act takes traffic from a version.
            }
        }
        return performed;
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return actor(action).probe(action, key, capsule);
    }

    @Override
    public Observed observe(Query query) {
        try {
            return switch (query.name()) {
                case Looks.BOOK -> keeper.observe(query);
                case Looks.IMAGE -> image(View.of(query.with()));
                case Looks.NEWEST -> registry.newest(query);
                case Looks.GATE -> scanned(View.of(query.with()).at("digest").text());
                case Looks.ALARMS -> alarm();
                case Looks.CHECK -> new Observed.Seen(Health.WELL, Json.obj());
                case Looks.JOB -> jobs.observe(query);
                case Looks.ANALYSIS -> numbers(query);
                default -> targets.observe(query);
            };
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Observed image(View with) throws JsonException {
        return new Observed.Seen(
                Health.WELL, Json.obj().with("digest", with.at("digest").text()));
    }

    @Override
    public void sweeps(Ports ports, Engine engine) {
        var services = ports.rules() instanceof PromotionRules rules ? rules.services() : PromotionRules.ALL.services();
        var began = now();
        var swept = new RegistrySweep(ports, engine, services).sweep();
        registry.forgotten(swept, began, night.ledger(), excused(swept))
                .ifPresent(what -> wrong("a lost push is found by the next sweep", what));
    }

    /** While calls fail, a sweep that could not look tells so; and never can it tell how old is what somebody put there. */
    private Set<String> excused(List<RegistrySweep.Swept> swept) {
        var excused = new HashSet<String>();
        byHand.forEach(target -> excused.add(service(target)));
        swept.stream()
                .filter(one -> one.stock().standing() == Stock.Standing.UNSEEN && now().isBefore(calm))
                .forEach(one -> excused.add(one.stock().service()));
        return excused;
    }

    static String service(Resource target) {
        return target.equals(Shop.WORKER) ? PromotionRules.WORKER : PromotionRules.WEB;
    }

    private Observed scanned(String digest) {
        return nature(digest) == Nature.VULNERABLE
                ? new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "1 critical, at most 0"))
                : new Observed.Seen(Health.WELL, Json.obj().with("reason", "0 critical"));
    }

    /** It fires only for what is broken beyond doubt: half of production fails. */
    private Observed alarm() {
        boolean fires = Shop.WAVES.stream()
                .flatMap(List::stream)
                .anyMatch(target -> pushed.stream()
                        .anyMatch(version ->
                                failing(version.digest()) && platform.shareOf(target, version.digest()) >= 50));
        return fires
                ? new Observed.Seen(Health.UNWELL, Json.obj().with("firing", Json.arr(Json.of("shop-errors"))))
                : new Observed.Seen(Health.WELL, Json.obj());
    }

    private Observed numbers(Query query) throws JsonException {
        var with = View.of(query.with());
        var digest = with.at("digest").text();
        var since = Instant.parse(with.at("since").text());
        var until = Instant.parse(with.at("until").text());
        var metrics = new ArrayList<Json>();
        for (var metric : with.at("metrics").items()) {
            var experiment = new ArrayList<Json>();
            var control = new ArrayList<Json>();
            for (var at = since; at.isBefore(until) && !now().isBefore(metricsFrom); at = at.plusSeconds(60)) {
                experiment.add(point(failing(digest) ? 15 : 1));
                control.add(point(1));
            }
            metrics.add(Json.obj()
                    .with("name", metric.at("name").text())
                    .with("experiment", Json.arr(experiment))
                    .with("control", Json.arr(control)));
        }
        return new Observed.Seen(Health.WELL, Json.obj().with("metrics", Json.arr(metrics)));
    }

    private static Json point(int count) {
        return Json.obj().with("count", count).with("of", 50);
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        var runs = ledger.runs(Optional.empty(), 1000).items();
        for (var target : Shop.STEPS.keySet()) {
            var service = service(target);
            var mine = runs.stream().filter(run -> run.rule().equals(service)).toList();
            if (!byHand.contains(target) && mine.stream().allMatch(PromotionScene::cleanEnd)) {
                var left = leftOver(target);
                if (left.isPresent()) {
                    return left;
                }
            }
        }
        return notHeldBack(runs);
    }

    /** Whoever went back from a version that is bad, and says so, has written that into the book. */
    private Optional<String> notHeldBack(List<Run> runs) {
        for (var run : runs) {
            var state = View.of(run.state());
            try {
                if (run.outcome().filter(Outcome.ROLLED_BACK::equals).isPresent()
                        && state.at("back", "bad").exists()
                        && state.at("back", "bad").bool()) {
                    var digest = state.at("wish", "digest").text();
                    if (book.quarantined(Shop.IMAGE, digest).isEmpty()) {
                        return Optional.of(run.id() + " went back from " + digest + ", which is not in quarantine");
                    }
                }
            } catch (JsonException e) {
                throw new IllegalStateException(e);
            }
        }
        return Optional.empty();
    }

    private static boolean cleanEnd(Run run) {
        return run.status() == Status.FINISHED
                && run.outcome()
                        .filter(how -> how != Outcome.ESCALATED && how != Outcome.FAILED)
                        .isPresent();
    }

    private Optional<String> leftOver(Resource target) {
        for (var version : pushed) {
            int share = platform.shareOf(target, version.digest());
            if (share > 0 && share < 100) {
                return Optional.of(
                        "nothing is promoted any more, and " + target.label() + " gives " + share + " % to " + version);
            }
            if (share == 100 && version.bad() && version.nature() != Nature.LEAKS) {
                return Optional.of("nothing is promoted any more, and " + target.label() + " serves " + version);
            }
        }
        return Optional.empty();
    }
}

package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.guard.Mode;
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
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.RunJob;
import io.nightshift.promotion.digest.DigestActor;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.digest.RollbackRequest;
import io.nightshift.promotion.sandbox.InMemoryPlatform;
import io.nightshift.promotion.sandbox.simulation.Version.Nature;
import io.nightshift.promotion.sweep.ImageStatus;
import io.nightshift.promotion.sweep.RegistrySweep;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sandbox.simulation.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The simulated environment of the two services: a registry, a scanner, five targets, metrics, an alarm, and humans with
 * consoles.
 */
final class PromotionScene implements Scene {

    static final List<String> CONCERNS =
            List.of("crashes", "alarms", "refusals", "registry", "starts", "hands", "rollbacks");

    private static final String ROLLED_BACK_AT_ONCE = "a rollback of what is over is done at once";

    private static final String FIRST = "sha256:" + "0".repeat(64);
    private static final String BY_HAND = "sha256:" + "f".repeat(64);
    private static final String PAUSE = MarkKeys.pause("all");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** The possible delays of a metric's point after its minute. */
    private static final List<Duration> LAGS = List.of(
            Duration.ZERO, Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(50), Duration.ofSeconds(100));

    /** The phases in which a run waits for a human, or does not continue. */
    private static final Set<String> NOT_ONWARD = Set.of("ASKING", "GOING_BACK", "CHECKING_BACK", "QUARANTINING");

    /** A digest that is quarantined in the middle of an act may still get the share of that act. */
    private static final Duration ACT = Duration.ofMinutes(4);

    /** The time from which on no more faults occur. */
    private static final Duration NIGHT = Duration.ofHours(3);

    private final Night night;
    private final InMemoryPlatform platform;
    private final DigestLedger digests;
    private final TargetPlatforms targets;
    private final DigestActor keeper;
    private final UnreliablePlatform unreliable;
    private final FakeVerificationJobs jobs = new FakeVerificationJobs();
    private final DigestGroundTruth shown = new DigestGroundTruth();
    private final OwedRollbacks owed = new OwedRollbacks();
    private final ServiceRuns runs;
    private final OverdueFixes fixes;
    private final ProcessCrashes crashes;
    private final SceneAlarms alarms;
    private final SceneMetrics metrics;
    private final ShareSteps ladder = new ShareSteps();
    private final LostPushes registry;
    private final List<Version> pushed = new ArrayList<>();
    private final Map<String, Nature> natures = new HashMap<>();
    private final Map<String, Instant> firstTraffic = new HashMap<>();
    private final Set<Resource> byHand = new HashSet<>();
    private final PromotionInvariants invariants;
    private final Instant calm;
    private final Set<String> unwatched = new HashSet<>();
    private final AskedRollbacks rollbacks;

    /** The time until which a human takes care of a service. */
    private final Map<String, Instant> lookedAfter = new HashMap<>();

    private Instant metricsFrom = Instant.MIN;
    private int signals;

    /** @param bug the bug of the platform's adapter */
    PromotionScene(Night night, Optional<PromotionBug> bug) {
        this.night = night;
        this.platform = new InMemoryPlatform(night.time(), digest -> nature(digest) == Nature.BROKEN, this::rises);
        SimulatedShop.STEPS
                .keySet()
                .forEach(target -> platform.add(target, FIRST, !target.equals(SimulatedShop.STAGING)));
        this.digests = new DigestLedger(night.ledger(), night.time(), "simulation");
        this.unreliable = new UnreliablePlatform(platform, night.time(), shown, owed);
        this.targets = new TargetPlatforms(
                List.of(bug.<TargetPlatform>map(one -> new PlantedPlatform(
                                one,
                                unreliable,
                                platform,
                                () -> pushed.getLast().digest()))
                        .orElse(unreliable)),
                digests);
        this.keeper = new DigestActor(digests);
        this.runs = new ServiceRuns(night.ledger());
        this.fixes = new OverdueFixes(runs);
        this.rollbacks = new AskedRollbacks(runs);
        this.crashes = new ProcessCrashes(platform);
        this.alarms = new SceneAlarms(culprits(), runs, shown);
        this.metrics =
                new SceneMetrics(LAGS.get(night.random().split().nextInt(LAGS.size())), this::failedRequests, shown);
        this.invariants = new PromotionInvariants(night, platform, ladder, runs, crashes, shown);
        this.calm = now().plus(NIGHT);
        this.registry = new LostPushes(FIRST, now().minus(NIGHT));
        for (var at = now(); at.isBefore(calm.plus(NIGHT)); at = at.plus(MINUTE)) {
            night.time().at(at, this::eachMinute);
        }
    }

    private void eachMinute() {
        crashes.note(now());
        alarms.note(now());
        owed.overdue(now(), this::hindered, platform::shareOf)
                .ifPresent(what -> wrong("a rollback that was refused is done in the end", what));
        if (crashes.any()) {
            fixes.overdue(now(), this::waitsForTheDead)
                    .ifPresent(what -> wrong("a fix of a dead version gets through", what));
        }
        lookedAfter.entrySet().stream()
                .filter(one -> now().isBefore(one.getValue()))
                .forEach(one -> rollBack(one.getKey()));
        if (rollbacks.any()) {
            rollbacks
                    .overdue(now(), this::keepsFromGoingBack, this::servesEverywhere)
                    .ifPresent(what -> wrong(ROLLED_BACK_AT_ONCE, what));
        }
    }

    /** Does what {@code nightshift rollback} does if no promotion of the service is open. */
    private void rollBack(String service) {
        var all = runs.all(service);
        if (all.isEmpty() || !runs.open(service).isEmpty()) {
            return;
        }
        var last = all.getFirst();
        var back = new RollbackRequest(digests, service, SimulatedShop.IMAGE);
        boolean left = targets(service).anyMatch(target -> platform.shareOf(target, ServiceRuns.digest(last)) > 0);
        if (left && back.isFor(last)) {
            lookedAfter.put(service, Instant.MIN);
            back.digest(last).ifPresent(digest -> {
                var request = back.to(digest, header("cli"), "alice", "it is bad");
                rollbacks.asks(request, digest);
                night.signals().accept(request);
            });
        }
    }

    private boolean keepsFromGoingBack(Run run) {
        return targets(run.rule()).anyMatch(this::hindered)
                || unreliable.registryAway()
                || ServiceRuns.waitsForHuman(run)
                || NOT_ONWARD.contains(ServiceRuns.phase(run))
                || runs.spokenTo(run, run.startedAt());
    }

    private boolean servesEverywhere(String service, String digest) {
        return targets(service).allMatch(target -> platform.shareOf(target, digest) == 100);
    }

    /** Reports whether something other than the promotion prevents its acts on a target. */
    private boolean hindered(Resource target) {
        return unreliable.refuses(target)
                || byHand.contains(target)
                || !acting(service(target))
                || night.ledger().markers(Set.of(PAUSE)).values().stream()
                        .anyMatch(mark -> mark.value().get("by") != null);
    }

    private boolean acting(String service) {
        return night.policy().get() instanceof PromotionRules rules
                && rules.mode() == Mode.ACT
                && (rules.known() || service.equals(PromotionRules.WORKER));
    }

    private boolean waitsForTheDead(Run run, Resource target) {
        var digest = ServiceRuns.digest(run);
        var service = service(target);
        return nature(digest) == Nature.GOOD
                && !shown.hasFailed(digest)
                && platform.shareOf(target, digest) == 0
                && platform.serving(target).stream().anyMatch(other -> crashes.down(target, other))
                && targets(service).noneMatch(this::hindered)
                && !alarms.fires(service, now())
                && !unreliable.registryAway()
                && !now().isBefore(metricsFrom)
                && !NOT_ONWARD.contains(ServiceRuns.phase(run))
                && !ServiceRuns.waitsForHuman(run)
                && !runs.spokenTo(run, run.startedAt());
    }

    private static Stream<Resource> targets(String service) {
        return SimulatedShop.STEPS.keySet().stream()
                .filter(target -> service(target).equals(service));
    }

    private SceneAlarms.Culprits culprits() {
        return new SceneAlarms.Culprits() {
            @Override
            public Set<String> failing(String service) {
                return with(service, (target, digest) -> PromotionScene.this.failing(digest));
            }

            @Override
            public Set<String> down(String service) {
                return with(service, crashes::down);
            }
        };
    }

    /** The digests with half of the traffic of a production target that match the predicate. */
    private Set<String> with(String service, BiPredicate<Resource, String> what) {
        return targets(service)
                .filter(target -> !target.equals(SimulatedShop.STAGING))
                .flatMap(target -> platform.serving(target).stream()
                        .filter(digest -> platform.shareOf(target, digest) >= 50 && what.test(target, digest)))
                .collect(Collectors.toSet());
    }

    private int failedRequests(Resource target, String digest) {
        return crashes.down(target, digest) ? 50 : failing(digest) ? 15 : 1;
    }

    private Nature nature(String digest) {
        return natures.getOrDefault(digest, Nature.GOOD);
    }

    private Instant now() {
        return night.time().instant();
    }

    private void wrong(String invariant, String what) {
        night.wrong().broken(invariant, what);
    }

    /** Checks a version that is about to get more traffic. */
    private void rises(Resource target, String digest, int percent) {
        boolean back = runs.open(service(target)).stream()
                .anyMatch(run ->
                        ServiceRuns.isRollback(run) && ServiceRuns.digest(run).equals(digest));
        if (back) {
            unwatched.add(digest);
        }
        rollbacks.half(service(target), digest, percent).ifPresent(what -> wrong(ROLLED_BACK_AT_ONCE, what));
        boolean alone = back || crashes.hadNoBaseline(target, digest, now());
        ladder.wrong(target, digest, percent, now(), alone)
                .ifPresent(what -> wrong("never more exposure than the step allows", what));
        invariants.rises(target, digest, percent);
        if (!target.equals(SimulatedShop.STAGING)) {
            firstTraffic.putIfAbsent(digest, now());
        }
        boolean splits = !target.equals(SimulatedShop.STAGING);
        var nature = nature(digest);
        if (nature == Nature.VULNERABLE || (nature == Nature.BROKEN && splits)) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that is " + nature);
        }
        int first = SimulatedShop.steps(target).getFirst()[0];
        runs.open(service(target)).stream()
                .filter(run -> ServiceRuns.digest(run).equals(digest)
                        && (ServiceRuns.unwatched(run) || (ServiceRuns.compares(run) && othersFail(target, digest))))
                .forEach(run -> unwatched.add(digest));
        boolean watched = !unwatched.contains(digest) && !alone;
        if (watched && nature == Nature.ERRORS && percent > first) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that fails");
        }
        if (watched && nature == Nature.LEAKS && leaks(digest, Duration.ofMinutes(20)) && percent > first) {
            wrong("no bad digest is promoted", target.label() + " gives " + percent + " % to one that leaks for long");
        }
        digests.quarantined(SimulatedShop.IMAGE, digest)
                .filter(held -> held.since().isBefore(now().minus(ACT)) && percent > platform.shareOf(target, digest))
                .ifPresent(held ->
                        wrong("no digest in quarantine gets traffic", target.label() + " at " + percent + " %"));
    }

    /** A version that is only compared with one that also fails is not worse. */
    private boolean othersFail(Resource target, String digest) {
        return platform.serving(target).stream().anyMatch(other -> !other.equals(digest) && failing(other));
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
                metrics.silentUntil(metricsFrom);
                yield "the metrics are late until " + metricsFrom;
            }
            default -> request(more);
        };
    }

    @Override
    public String happens(String concern, int which) {
        return switch (concern) {
            case "crashes" -> crash(which);
            case "alarms" -> alarm(which);
            case "refusals" -> refusal(which);
            case "registry" -> {
                unreliable.registryAway(now().plus(Duration.ofSeconds(30 + which % 900)));
                yield "images cannot be fetched for " + (30 + which % 900) + " s";
            }
            case "starts" -> start(which);
            case "rollbacks" -> lookAfter(which);
            default -> shiftTwice(which);
        };
    }

    /** In half of the cases a version that was pushed, if one has a share. */
    private String crash(int which) {
        var pushedThere = SimulatedShop.STEPS.keySet().stream()
                .filter(one -> platform.serving(one).stream().anyMatch(natures::containsKey))
                .sorted(Comparator.comparing(Resource::label))
                .toList();
        var target =
                which % 2 == 0 || pushedThere.isEmpty() ? target(which) : pushedThere.get(which % pushedThere.size());
        var serving = platform.serving(target);
        var digest = serving.get(which / 5 % serving.size());
        crashes.ends(target, digest, now());
        boolean comesBack = which / 50 % 2 == 0;
        if (comesBack) {
            night.time().after(Duration.ofMinutes(1 + which / 100 % 60), () -> crashes.starts(target, digest));
        }
        return "the process of %s on %s ends%s"
                .formatted(digest, target.label(), comesBack ? ", and starts again later" : "");
    }

    private String alarm(int which) {
        var service = which % 2 == 0 ? PromotionRules.WEB : PromotionRules.WORKER;
        int minutes = which / 2 % 4 == 0 ? 600 : 1 + which / 8 % 60;
        alarms.firesUntil(service, now().plus(Duration.ofMinutes(minutes)));
        return "the alarm of %s fires for %d minutes, whatever serves".formatted(service, minutes);
    }

    private String refusal(int which) {
        var target = target(which);
        int seconds = 10 + which / 5 % 1500;
        unreliable.refuses(target, now().plus(Duration.ofSeconds(seconds)));
        return "%s refuses changes for %d s".formatted(target.label(), seconds);
    }

    private String start(int which) {
        var target = target(which);
        if (which / 5 % 2 == 0) {
            unreliable.slowStart(target, Duration.ofSeconds(which / 10 % 300));
            return "the next start on " + target.label() + " is slow";
        }
        unreliable.failedStarts(target, 1 + which / 10 % 3);
        return "the next starts on " + target.label() + " end at once";
    }

    /** In half of the cases another service of the image finds at once that the serving version is bad. */
    private String lookAfter(int which) {
        var service = which % 2 == 0 ? PromotionRules.WEB : PromotionRules.WORKER;
        lookedAfter.put(service, now().plus(Duration.ofMinutes(20 + which / 4 % 100)));
        var found = targets(service)
                .sorted(Comparator.comparing(Resource::label))
                .flatMap(target -> platform.serving(target).stream())
                .filter(natures::containsKey)
                .filter(digest -> which / 2 % 2 == 0)
                .findFirst();
        found.ifPresent(digest -> digests.quarantine(SimulatedShop.IMAGE, digest, "it is bad, another service says"));
        return "somebody looks after " + service
                + found.map(digest -> ", and " + digest + " comes into quarantine")
                        .orElse("");
    }

    /** The second time often with the former share. */
    private String shiftTwice(int which) {
        var target = target(which);
        int before = pushed.stream()
                .mapToInt(version -> platform.shareOf(target, version.digest()))
                .filter(share -> share > 0 && share < 100)
                .findFirst()
                .orElse(which / 7 % 101);
        int again = which / 10 % 2 == 0 ? before : which / 20 % 101;
        night.time().after(Duration.ofSeconds(20 + which / 40 % 2400), () -> shift(target, again));
        shift(target, which / 5 % 101);
        return "somebody shifts %d %% of %s, and %d %% later".formatted(which / 5 % 101, target.label(), again);
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
        var all = List.of(
                Nature.GOOD, Nature.GOOD, Nature.GOOD, Nature.ERRORS, Nature.LEAKS, Nature.VULNERABLE, Nature.BROKEN);
        var version = new Version("sha256:" + "%064x".formatted(pushed.size() + 1), all.get(which % all.size()));
        pushed.add(version);
        natures.put(version.digest(), version.nature());
        return version;
    }

    private String push(Version version) {
        registry.pushed(version.digest(), now());
        night.signals()
                .accept(new Signal.ImagePush(
                        header("registry"), SimulatedShop.IMAGE, version.digest(), "v" + pushed.size()));
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
        var what = Json.obj().with("image", SimulatedShop.IMAGE).with("digest", version.digest());
        var service = which % 2 == 0 ? PromotionRules.WEB : PromotionRules.WORKER;
        night.signals().accept(new Signal.Request(header("cli"), service, what, "alice"));
        return "alice asks " + service + " for " + version;
    }

    private Signal.Header header(String source) {
        return new Signal.Header(
                new SignalId(source + "-" + ++signals), source, now(), SimulatedShop.REPOSITORY, Map.of());
    }

    private Resource target(int which) {
        var all = List.of(
                SimulatedShop.STAGING,
                SimulatedShop.LAMBDA,
                SimulatedShop.RUN,
                SimulatedShop.EDGE,
                SimulatedShop.WORKER);
        return all.get(which % all.size());
    }

    private String setByHand(int which) {
        var target = target(which);
        platform.setByHand(target, BY_HAND);
        invariants.setByHand(target);
        pushed.forEach(version -> ladder.fell(target, version.digest()));
        byHand.add(target);
        return "somebody puts another version on " + target.label();
    }

    private String shiftByHand(int which) {
        shift(target(which), which % 101);
        return "somebody shifts " + which % 101 + " % of " + target(which).label();
    }

    private void shift(Resource target, int percent) {
        var before = shares(target);
        platform.shiftByHand(target, percent);
        invariants.shiftByHand(target, before, shares(target));
        byHand.add(target);
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
                                PromotionQueries.IMAGE,
                                PromotionQueries.NEWEST,
                                PromotionQueries.GATE,
                                PromotionQueries.ALARMS,
                                PromotionQueries.ANALYSIS,
                                PromotionQueries.DIGEST,
                                PromotionQueries.CHECK,
                                PromotionQueries.JOB)
                        .contains(query.name())
                || targets.observes(query);
    }

    private Actor actor(Action action) {
        return action instanceof RunJob ? jobs : targets.performs(action) ? targets : keeper;
    }

    @Override
    public LiveState before(Action action) {
        return actor(action).before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        invariants.before(action);
        switch (action) {
            case Quarantine quarantine -> blamed(quarantine);
            case Deploy deploy ->
                crashes.deployed(deploy.target(), deploy.rollout().digest(), now());
            default -> {
                // Only later commands are relevant.
            }
        }
        var performed = actor(action).perform(action, key, capsule);
        if (performed instanceof Performed.Done) {
            after(action);
        }
        return performed;
    }

    private void after(Action action) {
        switch (action) {
            case RollBackTarget back -> {
                ladder.fell(back.target(), back.rollout().digest());
                crashes.tookBack(back.target(), back.rollout().digest());
                invariants.wentBack(back.target(), shares(back.target()));
            }
            case Deploy deploy ->
                pushed.stream()
                        .map(Version::digest)
                        .filter(digest -> !digest.equals(deploy.rollout().digest()))
                        .forEach(digest -> ladder.fell(deploy.target(), digest));
            default -> {
                // Other acts take no traffic from a version.
            }
        }
    }

    /** A good version is in quarantine only if it was seen failing, or if a human decided so. */
    private void blamed(Quarantine quarantine) {
        var digest = quarantine.digest();
        boolean human = runs.open(quarantine.target().name()).stream()
                .anyMatch(run -> ServiceRuns.digest(run).equals(digest) && runs.rolledBack(run));
        if (nature(digest) == Nature.GOOD && !shown.hasFailed(digest) && !human) {
            wrong(shown.latest(digest).invariant, digest + " gets into quarantine: " + quarantine.because());
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return actor(action).probe(action, key, capsule);
    }

    @Override
    public Observed observe(Query query) {
        try {
            return switch (query.name()) {
                case PromotionQueries.DIGEST -> keeper.observe(query);
                case PromotionQueries.IMAGE -> image(View.of(query.with()));
                case PromotionQueries.NEWEST -> registry.newest(query);
                case PromotionQueries.GATE ->
                    scanned(View.of(query.with()).at("digest").text());
                case PromotionQueries.ALARMS -> alarms.answer(service(query.subject()), now());
                case PromotionQueries.CHECK -> new Observed.Seen(Health.WELL, Json.obj());
                case PromotionQueries.JOB -> jobs.observe(query);
                case PromotionQueries.ANALYSIS -> measured(query);
                default -> targets.observe(query);
            };
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private Observed measured(Query query) throws JsonException {
        var digest = View.of(query.with()).at("digest").text();
        if (failing(digest) && metrics.shows(query, now())) {
            shown.broken(service(query.subject()), digest, now());
        }
        return metrics.answer(query, now());
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

    /**
     * While calls fail, a sweep reports that it could not query; and it can never determine the age of a version deployed by
     * hand.
     */
    private Set<String> excused(List<RegistrySweep.Swept> swept) {
        var excused = new HashSet<String>();
        byHand.forEach(target -> excused.add(service(target)));
        swept.stream()
                .filter(one -> one.stock().standing() == ImageStatus.Standing.UNSEEN && now().isBefore(calm))
                .forEach(one -> excused.add(one.stock().service()));
        return excused;
    }

    static String service(Resource target) {
        return target.equals(SimulatedShop.WORKER) ? PromotionRules.WORKER : PromotionRules.WEB;
    }

    private Observed scanned(String digest) {
        return nature(digest) == Nature.VULNERABLE
                ? new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "1 critical, at most 0"))
                : new Observed.Seen(Health.WELL, Json.obj().with("reason", "0 critical"));
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        var runs = ledger.runs(Optional.empty(), 1000).items();
        for (var target : SimulatedShop.STEPS.keySet()) {
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

    /** A run that reports a rollback from a bad version has written that to the digest ledger. */
    private Optional<String> notHeldBack(List<Run> runs) {
        for (var run : runs) {
            var state = View.of(run.state());
            try {
                if (run.outcome().filter(Outcome.ROLLED_BACK::equals).isPresent()
                        && state.at("back", "bad").exists()
                        && state.at("back", "bad").bool()) {
                    var digest = state.at("wish", "digest").text();
                    if (digests.quarantined(SimulatedShop.IMAGE, digest).isEmpty()) {
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
            boolean known = version.nature() != Nature.LEAKS && !unwatched.contains(version.digest());
            if (share == 100 && version.bad() && known) {
                return Optional.of("nothing is promoted any more, and " + target.label() + " serves " + version);
            }
        }
        return Optional.empty();
    }
}

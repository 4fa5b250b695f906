package io.nightshift.demo;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Message;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.ledger.Audit;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Promotes a good version of a small shop and then three bad ones, while users buy: a real registry, a real proxy, real
 * processes, real time. Engine, playbook, judge, ledger and intake are those of {@code serve}.
 */
public final class ShopDemo implements AutoCloseable {

    private static final String FIRST = "v1";
    private static final int USERS = 60;
    private static final Duration THINKING = Duration.ofMillis(100);

    /** The versions in the order in which they are pushed, with the fault of each. */
    private static final List<Plan> PLANS = List.of(
            new Plan("v2", VersionResult.GOOD, ShopBehaviour.GOOD),
            new Plan("v3", "8 % errors", new ShopBehaviour(8, 3, 0)),
            new Plan("v4", "slow, 1.2 s", new ShopBehaviour(0, 1_200, 0)),
            new Plan("v5", "leaks memory", new ShopBehaviour(0, 3, 40)));

    private record Plan(String tag, String matter, ShopBehaviour behaviour) {}

    private final InstantSource clock;
    private final Live live;
    private final Instant start;
    private final ShopSite floor;
    private final ShopHost service;
    private final DemoRuns runs;
    private final ShopUsers users;

    /** The tag of each version, by its name in the proxy. */
    private final Map<String, String> names = new ConcurrentSkipListMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();
    private final ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor();

    /** The progress for a watching user. */
    public interface Live {
        void second(TrafficSecond second);

        void pushed(String tag, String matter);

        /** Reports what the demo waits for; repeated during a long wait. */
        void waiting(String what);

        void told(Message message);
    }

    /** The missing programs on this machine, by name; empty if none is missing. */
    public static List<String> missing() {
        return DemoServers.missing();
    }

    /** @param folder for all files; the caller removes it */
    public ShopDemo(Path folder, InstantSource clock, Live live, ShopHost.Starter host) throws IOException, CallFailed {
        this.clock = clock;
        this.live = live;
        start = clock.instant();
        int port = ChildProcess.freePort();
        floor = new ShopSite(folder, "http://127.0.0.1:" + port + "/signals", live::waiting);
        try {
            service = host.start(
                    new ShopHost.Spot(folder, floor.host(), floor.platform(), port, EngineLimits.DEFAULT.lease()),
                    clock,
                    live::told);
        } catch (IOException | RuntimeException e) {
            floor.close();
            throw e;
        }
        runs = new DemoRuns(service.ledger());
        users = new ShopUsers(floor.url(), THINKING, clock);
        name(FIRST, floor.first());
    }

    private void name(String tag, String digest) {
        names.put(ShopUsers.version(digest), tag);
    }

    /** Promotes them all, one after the other. */
    public DemoReport run() throws IOException {
        users.come(USERS);
        watch();
        var digests = new LinkedHashMap<Plan, String>();
        for (var plan : PLANS) {
            digests.put(plan, promote(plan));
        }
        // Waiting users get their responses first: only then are the numbers of the last version final.
        users.close();
        seconds.shutdownNow();
        var versions = new ArrayList<VersionResult>();
        versions.add(first());
        digests.forEach((plan, digest) -> versions.add(tried(plan, digest)));
        long unanswered = users.seen(ShopUsers.NOBODY).requests();
        return new DemoReport(versions, unanswered, whole(), Duration.between(start, clock.instant()));
    }

    private String promote(Plan plan) throws IOException {
        live.pushed(plan.tag(), plan.matter());
        var digest = floor.push(plan.tag(), plan.behaviour());
        name(plan.tag(), digest);
        ProgramWait.until(
                () -> "the promotion of " + plan.tag() + ": " + runs.doing(digest, service::phase),
                () -> runs.finished(digest).isPresent(),
                live::waiting);
        return digest;
    }

    private VersionResult first() {
        var seen = users.seen(ShopUsers.version(floor.first()));
        return new VersionResult(
                FIRST,
                VersionResult.GOOD,
                Optional.empty(),
                "it was there",
                100,
                floor.share(floor.first()),
                false,
                Optional.empty(),
                seen.requests(),
                seen.failed(),
                seen.slow());
    }

    private VersionResult tried(Plan plan, String digest) {
        var run = runs.finished(digest).orElseThrow();
        var machine = runs.machine(run);
        var seen = users.seen(ShopUsers.version(digest));
        return new VersionResult(
                plan.tag(),
                plan.matter(),
                run.outcome(),
                run.reason(),
                machine.highest(),
                floor.share(digest),
                service.digests().quarantined(floor.image(), digest).isPresent(),
                machine.back()
                        .map(back -> Duration.between(machine.firstTraffic().orElse(back), back)),
                seen.requests(),
                seen.failed(),
                seen.slow());
    }

    private boolean whole() {
        return runs.all().stream()
                .allMatch(run -> Audit.verify(service.ledger(), run.id()).whole());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule
    private void watch() {
        seconds.scheduleAtFixedRate(() -> live.second(second()), 1, 1, TimeUnit.SECONDS);
    }

    private TrafficSecond second() {
        var now = clock.instant();
        var answered = new TreeMap<String, Long>();
        users.second(now.minusSeconds(1))
                .forEach((version, count) -> answered.put(names.getOrDefault(version, "nobody"), count));
        return new TrafficSecond(Duration.between(start, now), answered, users.failed());
    }

    /** When this returns, everything that was started has ended; a second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        seconds.shutdownNow();
        users.close();
        service.close();
        floor.close();
    }
}

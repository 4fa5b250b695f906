package io.nightshift.local.demo;

import io.nightshift.core.act.Message;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.demo.ShopHost;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.host.DeadLetterFolder;
import io.nightshift.local.host.IntakeServer;
import io.nightshift.local.host.LocalTimers;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.promotion.neutral.registry.ImageObserver;
import io.nightshift.promotion.neutral.registry.Logins;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.promotion.nginx.NginxMetrics;
import io.nightshift.promotion.nginx.VersionCheck;
import io.nightshift.promotion.progress.PromotionProgress;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sql.SqlLedger;
import io.nightshift.web.WebClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The parts of {@code serve}, with the shop's rules: ledger, engine, timers, sweeper and intake. */
public final class LocalShopHost implements ShopHost {

    private static final int SWEEP_SECONDS = 1;
    private static final int STOP_SECONDS = 10;

    private final PrintStream log;
    private final SqlLedger ledger;
    private final DigestLedger digests;
    private final LocalTimers timers;
    private final IntakeServer intake;
    private final ScheduledExecutorService sweeping = Executors.newSingleThreadScheduledExecutor();

    /** @param told receives the messages to users */
    public LocalShopHost(Spot spot, InstantSource clock, Consumer<Message> told) throws IOException {
        var folder = spot.folder();
        log = new PrintStream(folder.resolve("nightshift.log").toFile(), StandardCharsets.UTF_8);
        var host = new FunctionHost(clock, log);
        ledger = SqlLedger.open(folder.resolve("ledger.db").toString());
        var rules = spot.rules();
        digests = new DigestLedger(ledger, clock, rules.hash());
        var targets = new TargetPlatforms(List.of(spot.platform()), digests);
        var known = new AtomicReference<Engine>();
        timers = LocalTimers.threaded(clock, run -> known.get().wake(run));
        var engine = new Engine(Ports.of(ledger, timers, rules, host)
                .function(PromotionModule.MODULE)
                .adapters(Adapters.of(targets)
                        .and(
                                List.of(),
                                List.of(images(spot.registry()), new NginxMetrics(folder), new VersionCheck(folder))))
                .messenger((message, key) -> {
                    told.accept(message);
                    return Optional.empty();
                })
                .limits(EngineLimits.DEFAULT.withLease(spot.lease()))
                .build());
        known.set(engine);
        var letters = new DeadLetterFolder(folder.resolve("dead-letters"), clock);
        intake = IntakeServer.onLoopback(spot.port(), engine, ledger, letters, host, rules.hash());
        sweep(new Sweeper(engine, ledger, clock));
        intake.start();
    }

    private static ImageObserver images(String registry) {
        return new ImageObserver(new Registries(
                new WebClient(Duration.ofSeconds(5), InstantSource.system()), Logins.NONE, Set.of(registry)));
    }

    /** Recovers lost timers. */
    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule
    private void sweep(Sweeper sweeper) {
        sweeping.scheduleWithFixedDelay(sweeper::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public DigestLedger digests() {
        return digests;
    }

    @Override
    public String phase(Run run) {
        try {
            return PromotionProgress.of(run).phase();
        } catch (JsonException e) {
            throw new IllegalStateException("the state of " + run.id() + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        intake.close();
        timers.close();
        sweeping.shutdown();
        try {
            if (!sweeping.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                sweeping.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
        log.close();
    }
}

package io.nightshift.local.cli;

import io.nightshift.api.ActiveEngine;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.api.Health;
import io.nightshift.api.HealthCheck;
import io.nightshift.api.HttpApi;
import io.nightshift.api.LedgerWatch;
import io.nightshift.chat.command.EngineControl;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.signin.SignIn;
import io.nightshift.console.web.Console;
import io.nightshift.console.web.LoopbackAccess;
import io.nightshift.console.web.MetricsRoutes;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.Schedule;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.SecretStore;
import io.nightshift.local.backtest.PayloadRecord;
import io.nightshift.local.host.DeadLetterFolder;
import io.nightshift.local.host.Heartbeat;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.HttpLimits;
import io.nightshift.local.host.IntakeServer;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.LocalHost;
import io.nightshift.local.host.LocalRunTexts;
import io.nightshift.local.host.LocalTimers;
import io.nightshift.local.host.RunWorkers;
import io.nightshift.local.host.ServedChat;
import io.nightshift.local.report.BackgroundCount;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.report.RuleFigures;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Take payloads over HTTP and act on them, with the ledger in a SQLite file.",
        footer = {
            "",
            "POST any payload to /signals; GET /healthz tells whether it works; open / in a browser for the console. Logs are JSON lines on standard error.",
            "A changed policy takes effect within seconds, or at once on SIGHUP; one that is not valid leaves the old one.",
            "Ends on SIGTERM or SIGINT after the requests under way; what a kill left is picked up at the next start.",
            "Versions behind the nginx of this machine that serve and have ended are started again (docs/nginx.md).",
            "",
            "Environment: NIGHTSHIFT_INTAKE_TOKEN (callers send it as a bearer token; required unless --listen is loopback),",
            "NIGHTSHIFT_GITHUB_SECRET (signs the webhooks of GitHub; refused without it), and the connections of docs/cli.md.",
            "",
            "Examples:",
            "  nightshift serve --policy nightshift.yaml",
            "  nightshift serve --listen 127.0.0.1:9090 --ledger /var/lib/nightshift/ledger.db",
            "  nightshift serve --policy nightshift.yaml --record /var/lib/nightshift/history.jsonl"
        })
final class ServeCommand extends BaseCommand {

    private static final int SWEEP_SECONDS = 5;
    private static final int STOP_SECONDS = 30;
    private static final int POLL_SECONDS = 2;
    private static final int HEALTH_SECONDS = 10;

    /** The delay of the first sweep: events that waited for this host come first. */
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);

    @Mixin
    private LedgerOption ledger = new LedgerOption();

    @Mixin
    private PolicyOption policy = new PolicyOption();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8484",
            description = "Where to listen (default: ${DEFAULT-VALUE}).")
    private String listen = "";

    @Option(
            names = "--dead-letters",
            paramLabel = "FOLDER",
            defaultValue = ".nightshift/dead-letters",
            description = "Where payloads go that cannot be decoded (default: ${DEFAULT-VALUE}).")
    private Path deadLetters = Path.of("");

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Append each accepted payload to this file, for nightshift backtest.")
    private Optional<Path> record = Optional.empty();

    @Option(
            names = "--sweep-registries",
            paramLabel = "DURATION",
            defaultValue = "PT15M",
            description = "How often registries are compared with what is deployed, for pushes that no event told of"
                    + " (default: ${DEFAULT-VALUE}; PT0S: never).")
    private Duration sweepRegistries = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        var yaml = policy.yaml(terminal());
        var settings = serving(policies().valid(policy.where(terminal()), yaml));
        var address = address(settings.httpApi().token().isPresent());
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped)));
        try (var open = ledger.open(terminal());
                var served = new ServedEngine(open, settings, yaml);
                var kept = record();
                var server = server(address, open, settings, served, kept)) {
            served.start();
            server.start();
            host().log(
                            "serving",
                            Json.obj()
                                    .with("listen", address.getHostString() + ":" + server.port())
                                    .with("access", access(settings))
                                    .with("policy", settings.common().policy().hash())
                                    .with("ledger", ledger.where(terminal())));
            stop.await();
            host().log("stopping", Json.obj());
        } finally {
            stopped.countDown();
        }
        return ExitCode.OK;
    }

    private static String access(HostSettings settings) {
        return (settings.signIn().isPresent() ? "people sign in to the console; " : "") + senders(settings);
    }

    private static String senders(HostSettings settings) {
        return settings.httpApi().token().isPresent()
                ? "senders show NIGHTSHIFT_INTAKE_TOKEN"
                : "without sign-in: only this machine, and no web page of another site";
    }

    /** On a signal to end, the serving thread closes everything, and the process lives until it has. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.BUG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private InetSocketAddress address(boolean token) {
        int colon = listen.lastIndexOf(':');
        try {
            var host = InetAddress.getByName(listen.substring(0, Math.max(0, colon)));
            if (!host.isLoopbackAddress() && !token) {
                throw new CommandError(
                        ExitCode.USAGE,
                        "anybody could send alarms to " + listen
                                + "; set NIGHTSHIFT_INTAKE_TOKEN or listen on 127.0.0.1");
            }
            return new InetSocketAddress(host, Integer.parseInt(listen.substring(colon + 1)));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new CommandError(ExitCode.USAGE, "--listen takes HOST:PORT, such as 127.0.0.1:8484");
        }
    }

    private PayloadRecord record() {
        try {
            return record.isPresent() ? PayloadRecord.to(record.get(), host()) : PayloadRecord.none(host());
        } catch (IOException e) {
            throw new CommandError(ExitCode.UNAVAILABLE, record.orElseThrow() + ": cannot be written");
        }
    }

    private IntakeServer server(
            InetSocketAddress address, SqlLedger open, HostSettings settings, ServedEngine served, PayloadRecord kept) {
        var host = host();
        host.traceTo(settings.common().traces(), SecretStore.NONE);
        try {
            return new IntakeServer(
                    address,
                    new HttpApi(
                                    KnownFormats.decoders().checked(settings.accounts()::asserted),
                                    () -> served.active.get().policy(),
                                    open,
                                    served.letters,
                                    settings::httpApi,
                                    host,
                                    served.health,
                                    kept)
                            .with(served.routes(settings)),
                    HttpLimits.standard(),
                    details -> host().log("connection-limit", details));
        } catch (IOException e) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE, "cannot listen on " + listen + ": the port is taken or not allowed");
        }
    }

    /** The engine with its timers and its sweeper. */
    private final class ServedEngine implements AutoCloseable, ApiRoutes {

        private final SqlLedger open;
        private final Optional<Duration> retention;
        private final AtomicReference<Serving> active = new AtomicReference<>();
        private final LedgerWatch ledgerWatch;
        private final RunWorkers workers;
        private final LocalTimers timers;
        private final Heartbeat timersBeat =
                new Heartbeat("the thread of the timers", terminal().clock());
        private final Heartbeat sweeperBeat =
                new Heartbeat("the sweeper", terminal().clock());
        private final DeadLetterFolder letters;
        private final BackgroundCount<RuleFigures> figures;
        private final PolicyReload reload;
        private final Health health;
        private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

        /** Registries and deletions may be slow; neither must delay the wake-ups of runs. */
        private final ScheduledExecutorService slow = Executors.newSingleThreadScheduledExecutor();

        /** The ledger's file and the health. */
        private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

        /** For the policy's file, which may be on a file system that does not respond: the process can end during a read. */
        private final ScheduledExecutorService policyFile = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("policy").factory());

        /** Carries out the commands of chats. */
        private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();

        /** Restarts of serving versions do not wait for any of these. */
        private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor();

        /** Everything that depends on the policy; replaced as a whole, so that a turn sees one policy. */
        private record Serving(
                ActiveEngine policy,
                Policy rules,
                Sweeper sweeper,
                Schedule works,
                List<Runnable> watches,
                ServedChat chat) {}

        ServedEngine(SqlLedger open, HostSettings settings, byte[] yaml) {
            this.open = open;
            retention = settings.common().retention();
            ledgerWatch = new LedgerWatch(open, host());
            workers = new RunWorkers(
                    host(),
                    open::run,
                    run -> active.get().policy().engine().wake(run),
                    () -> open.fault().isEmpty());
            timers = LocalTimers.threaded(terminal().clock(), workers::wake);
            active.set(serving(settings));
            figures = new BackgroundCount<>(terminal().clock(), now -> RuleFigures.of(open, now), RuleFigures.NONE);
            letters = new DeadLetterFolder(deadLetters, terminal().clock(), settings.deadLetters());
            reload = new PolicyReload(
                    policies(),
                    policy.where(terminal()),
                    () -> policy.yamlAgain(terminal()),
                    yaml,
                    settings.common().policy().hash(),
                    changed -> active.set(serving(ServeCommand.this.serving(changed))),
                    host());
            health = new Health(checks(), host());
        }

        private Serving serving(HostSettings settings) {
            var host = host();
            host.traceTo(settings.common().traces(), SecretStore.NONE);
            var ports = LocalHost.ports(functions(), open, timers, settings, host);
            var engine = new Engine(ports, workers);
            var rules = settings.common().policy();
            return new Serving(
                    new ActiveEngine(engine, rules.hash()),
                    rules,
                    new Sweeper(engine, open, terminal().clock()),
                    new Schedule(
                            engine,
                            works(ports, engine, rules, settings),
                            terminal().clock()),
                    functions().all().stream()
                            .flatMap(function -> function.watch(settings, ports, host()).stream())
                            .toList(),
                    new ServedChat(functions(), ports, engine, settings, host(), commands));
        }

        /** A request keeps the policy with which it began. */
        @Override
        public boolean serves(ApiRequest request) {
            return active.get().chat().serves(request);
        }

        @Override
        public ApiResponse answer(ApiRequest request) throws IOException {
            return active.get().chat().answer(request);
        }

        private Map<String, HealthCheck> checks() {
            var checks = new LinkedHashMap<String, HealthCheck>();
            checks.put("ledger", HttpApi.ledgerAnswers(open));
            checks.put("ledger-writes", ledgerWatch);
            checks.put("timers", timersBeat);
            checks.put("sweeper", sweeperBeat);
            checks.put("dead-letters", letters);
            checks.put("policy", reload);
            return checks;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // they end with the schedules, and catch what they throw
        void start() {
            timers.each(Duration.ofSeconds(SWEEP_SECONDS), timersBeat::beat);
            schedule.scheduleWithFixedDelay(() -> safely("sweep", this::sweep), 0, SWEEP_SECONDS, TimeUnit.SECONDS);
            schedule.scheduleWithFixedDelay(
                    () -> safely("schedules", () -> active.get().works().scheduled()),
                    SWEEP_SECONDS,
                    SWEEP_SECONDS,
                    TimeUnit.SECONDS);
            watch.scheduleWithFixedDelay(() -> safely("ledger-watch", ledgerWatch::watch), 1, 1, TimeUnit.SECONDS);
            slow.scheduleWithFixedDelay(() -> safely("forget", this::forget), 0, 1, TimeUnit.HOURS);
            restarts.scheduleWithFixedDelay(
                    () -> safely("chat", () -> active.get().chat().sweep()),
                    SWEEP_SECONDS,
                    SWEEP_SECONDS,
                    TimeUnit.SECONDS);
            policyFile.scheduleWithFixedDelay(
                    () -> safely("policy-poll", reload::poll), POLL_SECONDS, POLL_SECONDS, TimeUnit.SECONDS);
            watch.scheduleWithFixedDelay(() -> safely("health", health::check), 0, HEALTH_SECONDS, TimeUnit.SECONDS);
            restarts.scheduleWithFixedDelay(
                    () -> safely("upstream-look", this::watch), 0, SWEEP_SECONDS, TimeUnit.SECONDS);
            SighupListener.onEach(() -> policyFile.execute(() -> safely("policy-reload", reload::reload)));
            active.get().works().list().forEach(this::start);
        }

        private List<ScheduledWork> works(Ports ports, Engine engine, Policy rules, HostSettings settings) {
            return functions().all().stream()
                    .flatMap(function -> function.scheduled(ports, engine, rules, settings, host()).stream())
                    .map(work -> work.name().equals(RegistryWatch.WORK) ? work.every(sweepRegistries) : work)
                    .filter(work -> work.every().isPositive())
                    .toList();
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedules
        private void start(ScheduledWork work) {
            slow.scheduleWithFixedDelay(
                    () -> safely(
                            work.name(),
                            () -> active.get()
                                    .works()
                                    .handle(Signal.Due.of(
                                            work.name(), terminal().clock().instant()))),
                    Math.min(FIRST_SWEEP.toMillis(), work.every().toMillis()),
                    Math.max(1, work.every().toMillis()),
                    TimeUnit.MILLISECONDS);
        }

        private void sweep() {
            active.get().sweeper().forEachDue(workers::wake);
            sweeperBeat.beat();
        }

        private void watch() {
            active.get().watches().forEach(Runnable::run);
        }

        private void safely(String what, Runnable work) {
            try {
                work.run();
            } catch (LedgerException e) {
                host().log(what + "-failed", Json.obj().with("reason", String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // It runs again in any case; a sweeper that dies silently would be worse than one that fails.
                host().log(
                                what + "-failed",
                                Json.obj().with("type", e.getClass().getName()));
            }
        }

        /** Deletes expired marks, and runs that are older than the retention. */
        private void forget() {
            var now = terminal().clock().instant();
            open.forget(now);
            retention.ifPresent(keep -> {
                while (open.forgetRuns(now.minus(keep), now) > 0) {
                    // A few hundred at a time.
                }
            });
        }

        List<ApiRoutes> routes(HostSettings settings) {
            var sources = new ConsoleSources(
                    open,
                    new EngineControl(
                            () -> active.get().policy().engine(),
                            () -> new PauseSwitches(
                                    open, host(), active.get().policy().hash())),
                    () -> active.get().rules(),
                    host(),
                    new LocalRunTexts(functions()),
                    new PastedPayload(functions(), () -> active.get().rules()),
                    figures,
                    Optional.of(letters::letters));
            var access = settings.signIn()
                    .<ConsoleAccess>map(provider -> new SignIn(
                            provider, SecretStore.NONE, open, () -> active.get().rules(), host()))
                    .orElseGet(() -> new LoopbackAccess(
                            terminal().who(Optional.empty()),
                            settings.httpApi().token().isPresent()));
            return List.of(
                    this,
                    new Console(sources, access, functions().pages(sources), true),
                    new MetricsRoutes(sources, () -> settings.httpApi().token()));
        }

        /** Acts in progress get a moment to finish: an interrupted act is probed after the next start. */
        @Override
        public void close() {
            timers.close();
            figures.close();
            commands.shutdown();
            schedule.shutdownNow();
            slow.shutdownNow();
            watch.shutdownNow();
            policyFile.shutdownNow();
            restarts.shutdownNow();
            workers.close();
            end(schedule);
            end(slow);
            end(restarts);
        }

        private static void end(ScheduledExecutorService schedule) {
            try {
                var _ = schedule.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

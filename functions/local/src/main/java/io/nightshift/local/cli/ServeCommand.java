package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.json.Json;
import io.nightshift.local.host.DeadLetterFolder;
import io.nightshift.local.host.Intake;
import io.nightshift.local.host.IntakeServer;
import io.nightshift.local.host.LocalTimers;
import io.nightshift.local.host.Log;
import io.nightshift.policy.Policy;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
            "POST any payload to /signals; GET /healthz tells whether it works. Logs are JSON lines on standard error.",
            "Ends on SIGTERM or SIGINT after the requests under way; what a kill left is picked up at the next start.",
            "",
            "Environment: NIGHTSHIFT_INTAKE_TOKEN (callers send it as a bearer token; required unless --listen is loopback),",
            "and the connections of docs/cli.md.",
            "",
            "Examples:",
            "  nightshift serve --policy nightshift.yaml",
            "  nightshift serve --listen 127.0.0.1:9090 --ledger /var/lib/nightshift/ledger.db"
        })
final class ServeCommand extends Command {

    private static final int SWEEP_SECONDS = 5;
    private static final int STOP_SECONDS = 30;

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

    @Override
    public Integer call() throws InterruptedException {
        var rules = policy.read(terminal());
        var token = Optional.ofNullable(terminal().environment().get("NIGHTSHIFT_INTAKE_TOKEN"));
        var address = address(token.isPresent());
        var stop = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, stopped)));
        try (var open = ledger.open(terminal());
                var clockwork = new Clockwork(open, rules);
                var server = server(address, token, open, rules, clockwork)) {
            clockwork.start();
            server.start();
            log(
                    "serving",
                    Json.obj()
                            .with("listen", address.getHostString() + ":" + server.port())
                            .with("policy", rules.hash())
                            .with("ledger", ledger.where(terminal())));
            stop.await();
            log("stopping", Json.obj());
        } finally {
            stopped.countDown();
        }
        return Exit.OK;
    }

    /** A signal to end: the serving thread closes everything, and the process lives until it has. */
    private static void stopAndWait(CountDownLatch stop, CountDownLatch stopped) {
        stop.countDown();
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(Exit.BUG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void log(String event, Json.Obj details) {
        terminal().err().println(Log.line(terminal().clock().instant(), event, details));
    }

    private InetSocketAddress address(boolean token) {
        int colon = listen.lastIndexOf(':');
        try {
            var host = InetAddress.getByName(listen.substring(0, Math.max(0, colon)));
            if (!host.isLoopbackAddress() && !token) {
                throw new Refusal(
                        Exit.USAGE,
                        "anybody could send alarms to " + listen
                                + "; set NIGHTSHIFT_INTAKE_TOKEN or listen on 127.0.0.1");
            }
            return new InetSocketAddress(host, Integer.parseInt(listen.substring(colon + 1)));
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new Refusal(Exit.USAGE, "--listen takes HOST:PORT, such as 127.0.0.1:8484");
        }
    }

    private IntakeServer server(
            InetSocketAddress address, Optional<String> token, SqlLedger open, Policy rules, Clockwork clockwork) {
        try {
            return new IntakeServer(
                    address,
                    Intake.decoders(),
                    clockwork.engine,
                    open,
                    new DeadLetterFolder(deadLetters),
                    token,
                    terminal().clock(),
                    terminal().err(),
                    rules.hash());
        } catch (IOException e) {
            throw new Refusal(Exit.UNAVAILABLE, "cannot listen on " + listen + ": the port is taken or not allowed");
        }
    }

    /** The engine with its timers and its sweeper. */
    private final class Clockwork implements AutoCloseable {

        private final Engine engine;
        private final LocalTimers timers;
        private final Sweeper sweeper;
        private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor();

        Clockwork(SqlLedger open, Policy rules) {
            var known = new AtomicReference<Engine>();
            timers = LocalTimers.threaded(terminal().clock(), run -> known.get().wake(run));
            engine = engine(open, rules, timers);
            known.set(engine);
            sweeper = new Sweeper(engine, open, terminal().clock());
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it ends with the schedule, and it catches what it throws
        void start() {
            schedule.scheduleWithFixedDelay(this::sweep, 0, SWEEP_SECONDS, TimeUnit.SECONDS);
        }

        private void sweep() {
            try {
                sweeper.sweep();
            } catch (RuntimeException e) {
                // The next sweep comes in any case; a sweeper that dies silently would be worse than one that fails.
                log("sweep-failed", Json.obj().with("type", e.getClass().getName()));
            }
        }

        @Override
        public void close() {
            schedule.shutdown();
            timers.close();
        }
    }
}

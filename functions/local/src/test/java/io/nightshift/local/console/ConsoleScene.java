package io.nightshift.local.console;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.HttpApi;
import io.nightshift.chat.command.EngineControl;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.signin.SignIn;
import io.nightshift.console.signin.SignInSettings;
import io.nightshift.console.web.Console;
import io.nightshift.console.web.LoopbackAccess;
import io.nightshift.console.web.MetricsRoutes;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.local.Functions;
import io.nightshift.local.host.DeadLetterFolder;
import io.nightshift.local.host.HttpLimits;
import io.nightshift.local.host.IntakeServer;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.local.host.LocalRunTexts;
import io.nightshift.local.host.SimulatedHost;
import io.nightshift.local.report.BackgroundCount;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.report.RuleFigures;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A console over a simulated week, in which time goes on only when told: questions wait, a rule is paused, runs are open. */
final class ConsoleScene implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    /** A hostile name: markup, an attribute's end, a formula, a bidirectional override. */
    static final String HOSTILE = "=i-<img src=x onerror=alert(1)>\"'--></script>${7*7}\u202E{{x}}";

    private static final Origin AWS = Origin.aws("111122223333", "eu-central-1");
    private static final Origin GCP = Origin.gcp("shop-prod", "europe-west1");

    final InMemoryLedger ledger = new InMemoryLedger();
    final VirtualTime time = new VirtualTime(NOW.minus(Duration.ofDays(6)));
    final World world = new World(time, this::deliver);
    private final Policy policy;
    private final Engine engine;
    private final BackgroundCount<RuleFigures> figures;
    private final IntakeServer server;

    /** @param access by the address of the console */
    ConsoleScene(int port, int bulk, Path letters, PrintStream log, Function<ConsoleSources, ConsoleAccess> access)
            throws Exception {
        try (var yaml = ConsoleScene.class.getResourceAsStream("console-policy.yaml")) {
            var text = new String(java.util.Objects.requireNonNull(yaml).readAllBytes(), StandardCharsets.UTF_8);
            policy = switch (Functions.PARSER.parse(text)) {
                case Parsed.Valid valid -> valid.policy();
                case Parsed.Invalid invalid ->
                    throw new IllegalStateException(invalid.problems().toString());
            };
        }
        engine = SimulatedHost.engine(Functions.ALL.modules(), world, time, new PolicyRules(policy), ledger);
        live();
        addBulk(bulk);
        var host = new FunctionHost(time, log);
        figures = new BackgroundCount<>(time, now -> RuleFigures.of(ledger, now), RuleFigures.NONE);
        var sources = new ConsoleSources(
                ledger,
                new EngineControl(() -> engine, () -> new PauseSwitches(ledger, host, policy.hash())),
                () -> policy,
                host,
                new LocalRunTexts(Functions.ALL),
                payload -> List.of(),
                figures,
                Optional.of(() -> 2));
        var console = new Console(sources, access.apply(sources), Functions.ALL.pages(sources), true);
        server = new IntakeServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new HttpApi(
                                KnownFormats.decoders(),
                                engine,
                                ledger,
                                new DeadLetterFolder(letters, time),
                                () -> ApiCredentials.NONE,
                                host,
                                policy.hash(),
                                payload -> {})
                        .with(List.of(console, new MetricsRoutes(sources, Optional::empty))),
                HttpLimits.standard(),
                details -> {});
        server.start();
    }

    int port() {
        return server.port();
    }

    /** Lets time go on; open pages hear of what happens. */
    void goOn(Duration by) {
        time.runUntil(time.instant().plus(by));
    }

    private void deliver(io.nightshift.core.signal.Signal signal) {
        engine.handle(signal);
    }

    private void live() {
        for (int i = 1; i <= 8; i++) {
            world.add(instance("i-web-" + i))
                    .in("asg/web")
                    .tag("env", "prod")
                    .curedBy("reboot-instance", Duration.ofMinutes(2 + i));
            world.add(instance("i-batch-" + i)).tag("env", "prod");
        }
        for (int day = 0; day < 6; day++) {
            for (int i = 1; i <= 5; i++) {
                var web = instance("i-web-" + (1 + (day + i) % 8));
                at(day, 60L * i * 3, () -> world.breaks(web));
                var batch = instance("i-batch-" + (1 + (day * i) % 8));
                at(day, 60L * i * 2 + 20, () -> world.breaks(batch));
                at(day, 60L * i * 2 + 24, () -> world.heals(batch));
            }
        }
        var broken = new Resource(GCP, Kinds.RUN_SERVICE, "checkout");
        world.add(broken).tag("env", "prod");
        at(2, 700, () -> world.breaks(broken));
        at(4, 300, () -> world.breaks(broken));
        question("ledger-db", 1);
        question("orders-db", 6);
        question("stock-db", 9);
        world.add(instance(HOSTILE)).tag("env", "prod").curedBy("reboot-instance", Duration.ofHours(2));
        time.at(NOW.minusSeconds(120), () -> world.breaks(instance(HOSTILE)));
        var frozen = new Resource(AWS, Kinds.RDS_INSTANCE, "reports-db");
        world.add(frozen).tag("env", "prod").curedBy("grow-database-storage", Duration.ofMinutes(6));
        time.at(NOW.minusSeconds(1200), () -> world.breaks(frozen));
        time.runUntil(NOW);
        new PauseSwitches(ledger, time, policy.hash()).pause("rule/batch-hosts", "bob", "the nightly batch is late");
    }

    private void question(String name, int minutesAgo) {
        var database = new Resource(GCP, Kinds.SQL_INSTANCE, name);
        world.add(database).tag("env", "payments").curedBy("fail-over-sql", Duration.ofMinutes(3));
        time.at(NOW.minusSeconds(60L * minutesAgo), () -> world.breaks(database));
    }

    private void at(int day, long minute, Runnable what) {
        time.at(NOW.minus(Duration.ofDays(6 - day)).plusSeconds(60 * minute), what);
    }

    private static Resource instance(String name) {
        return new Resource(AWS, Kinds.EC2_INSTANCE, name);
    }

    private void addBulk(int runs) {
        var outcomes = List.copyOf(EnumSet.allOf(Outcome.class));
        for (int i = 0; i < runs; i++) {
            var first =
                    NextTurn.first("bulk-" + i, NOW.minus(Duration.ofDays(7)).minusSeconds(90L * i));
            var outcome = outcomes.get(i % outcomes.size());
            ledger.commit(
                    first.entries(2).finished(outcome, "made up for the test").turn());
        }
    }

    @Override
    public void close() {
        server.close();
        figures.close();
    }

    /**
     * Arguments: port, number of more runs, and the issuer of an OpenID provider, or the name of the only visitor. Each line
     * of the input is a duration by which time goes on.
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        var letters = Path.of(System.getProperty("java.io.tmpdir"), "console-scene-letters");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var log = System.err;
        int more = Integer.parseInt(arguments[1]);
        try (var scene = new ConsoleScene(port, more, letters, log, sources -> access(sources, port, arguments[2]))) {
            System.out.println("ready " + scene.port());
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                scene.goOn(Duration.parse(line.strip()));
                System.out.println("now " + scene.time.instant());
            }
        }
    }

    private static ConsoleAccess access(ConsoleSources sources, int port, String who) {
        if (!who.startsWith("http")) {
            return new LoopbackAccess(who, false);
        }
        var settings = new SignInSettings(
                URI.create("http://localhost:" + port),
                URI.create(who),
                "nightshift",
                Optional.empty(),
                "preferred_username");
        return new SignIn(settings, SecretStore.NONE, sources.ledger(), sources.policy(), sources.host());
    }
}

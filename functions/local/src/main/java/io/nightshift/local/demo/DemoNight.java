package io.nightshift.local.demo;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.local.host.FunctionList;
import io.nightshift.local.host.SimulatedHost;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import io.nightshift.story.StoryLine;
import io.nightshift.text.TerminalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The simulated night of the demo: real engine, playbook, guardrails and policy; simulated clouds and time. */
public final class DemoNight {

    private static final Instant START = Instant.parse("2026-11-20T22:00:00Z");
    private static final Instant END = Instant.parse("2026-11-21T06:00:00Z");
    private static final Origin AWS = Origin.aws("111122223333", "eu-central-1");
    private static final Origin GCP = Origin.gcp("shop-prod", "europe-west1");

    private final VirtualTime time = new VirtualTime(START);
    private final Ledger ledger = new InMemoryLedger();
    private final World world = new World(time, this::deliver);
    private final FunctionList functions;
    private final Engine engine;
    private final Sweeper sweeper;
    private final List<StoryLine> notes = new ArrayList<>();

    public DemoNight(FunctionList functions, Rules rules) {
        this.functions = functions;
        engine = SimulatedHost.engine(functions.modules(), world, time, rules, ledger);
        sweeper = new Sweeper(engine, ledger, time);
    }

    /** Runs the night; the ledger contains the result. */
    public void run() {
        rebootedWebServerAndItsDuplicate();
        flappingAlarm();
        unhealthyTarget();
        failingFix();
        frozenDatabase();
        approvedFailover();
        optedOut();
        dryRun();
        workerDies();
        time.runUntil(END);
    }

    public Ledger ledger() {
        return ledger;
    }

    public List<Run> runs() {
        return ledger.runs(Optional.empty(), 100).items().reversed();
    }

    /** All events, in time order. */
    public List<StoryLine> timeline() {
        var lines = new ArrayList<StoryLine>();
        runs().forEach(run -> lines.addAll(functions.story(ledger, run)));
        lines.addAll(notes);
        lines.sort(Comparator.comparing(StoryLine::at));
        return lines;
    }

    public Duration length() {
        return Duration.between(START, END);
    }

    private void deliver(Signal signal) {
        for (var handled : engine.handle(signal)) {
            switch (handled.kind()) {
                case DUPLICATE, IGNORED, UNMATCHED, REFUSED, BUSY, NOT_FOUND ->
                    note(signal.subject(), handled.kind() + ": " + handled.detail(), handled);
                case STARTED, JOINED, MOVED, NOTHING -> {
                    // The ledger records it.
                }
            }
        }
    }

    private void note(Resource about, String text, EngineResult handled) {
        notes.add(new StoryLine(
                time.instant(),
                handled.run().orElse(new RunId("")),
                StoryLine.Mark.NOTE,
                TerminalText.safe(about.label()),
                TerminalText.safe(text)));
    }

    private static Instant at(String clock) {
        var day = clock.startsWith("2") ? "2026-11-20T" : "2026-11-21T";
        return Instant.parse(day + clock + "Z");
    }

    private Resource instance(String name) {
        return new Resource(AWS, Kinds.EC2_INSTANCE, name);
    }

    private void rebootedWebServerAndItsDuplicate() {
        for (int i = 1; i <= 8; i++) {
            world.add(instance("i-web-" + i))
                    .in("asg/web")
                    .tag("env", "prod")
                    .curedBy("reboot-instance", Duration.ofMinutes(2));
        }
        time.at(at("22:05:00"), () -> {
            var signal = world.breaks(instance("i-web-3"));
            time.after(Duration.ofSeconds(20), () -> deliver(signal));
        });
    }

    private void flappingAlarm() {
        var host = instance("i-web-7");
        for (int i = 0; i < 4; i++) {
            time.at(at("23:10:00").plusSeconds(240L * i), () -> world.breaks(host));
            time.at(at("23:10:00").plusSeconds(240L * i + 60), () -> world.heals(host));
        }
    }

    private void unhealthyTarget() {
        var members = new ArrayList<io.nightshift.sandbox.world.Thing>();
        for (int i = 1; i <= 4; i++) {
            members.add(world.add(instance("i-shop-" + i))
                    .in("asg/shop")
                    .tag("env", "prod")
                    .curedBy("replace-instance", Duration.ofMinutes(4)));
        }
        world.addGroup(new Resource(AWS, Kinds.TARGET_GROUP, "targetgroup/shop/7f3a"), members);
        time.at(at("00:20:00"), () -> world.breaks(instance("i-shop-2")));
    }

    private void failingFix() {
        var service = new Resource(GCP, Kinds.RUN_SERVICE, "checkout");
        world.add(service).tag("env", "prod");
        time.at(at("01:15:00"), () -> world.breaks(service));
    }

    private void frozenDatabase() {
        var database = new Resource(AWS, Kinds.RDS_INSTANCE, "orders-db");
        world.add(database).tag("env", "prod").curedBy("grow-database-storage", Duration.ofMinutes(6));
        time.at(at("02:10:00"), () -> world.breaks(database));
    }

    private void approvedFailover() {
        var database = new Resource(GCP, Kinds.SQL_INSTANCE, "ledger-db");
        world.add(database).tag("env", "payments").curedBy("fail-over-sql", Duration.ofMinutes(3));
        time.at(at("03:30:00"), () -> world.breaks(database));
        time.at(at("03:34:00"), () -> approve(database, "mallory"));
        time.at(at("03:36:00"), () -> approve(database, "alice"));
        time.at(at("03:41:00"), () -> approve(database, "bob"));
    }

    private void approve(Resource subject, String who) {
        runs().stream()
                .filter(run ->
                        run.key().subject().equals(subject) && run.approval().isPresent())
                .forEach(run ->
                        engine.approve(run.id(), run.approval().orElseThrow().planHash(), who));
    }

    private void optedOut() {
        var host = instance("i-legacy-1");
        world.add(host).tag("nightshift", "off");
        time.at(at("04:00:00"), () -> world.breaks(host));
    }

    private void dryRun() {
        var host = instance("i-batch-1");
        world.add(host).tag("env", "prod");
        time.at(at("04:20:00"), () -> world.breaks(host));
        time.at(at("04:23:00"), () -> world.heals(host));
    }

    private void workerDies() {
        var host = instance("i-web-5");
        time.at(at("05:00:00"), () -> {
            world.crashAfterNextChange();
            try {
                world.breaks(host);
            } catch (World.WorkerDied e) {
                note(host, "the worker is killed in the middle of the act", died(host));
            }
        });
        time.at(at("05:02:30"), () -> sweeper.sweep());
    }

    private EngineResult died(Resource host) {
        var run = runs().stream()
                .filter(found -> found.key().subject().equals(host))
                .map(Run::id)
                .findFirst();
        return new EngineResult(EngineResult.Kind.BUSY, run, "");
    }
}

package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Turn;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.promotion.policy.PromotionSection;
import io.nightshift.sandbox.wire.ChildProcess;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes; nginx itself is not needed, as its file stays as it is. */
final class UpstreamWatchTest {

    private static final String IMAGE = "registry.example/shop";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String VERSION = "shop." + DIGEST.replace(':', '-');
    private static final String RUNS = "[sh, -c, \"exec sleep 60\", \"{port}\"]";
    private static final String ENDS = "[sh, -c, \"exit 1\", \"{port}\"]";

    @TempDir
    private Path folder;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<Message> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-29T03:00:00Z");
    private final FunctionHost host = new FunctionHost(
            () -> now, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

    @AfterEach
    void stop() throws Exception {
        versions().stopAll();
    }

    private VersionProcesses versions() {
        return new VersionProcesses(folder.resolve("versions"));
    }

    private boolean runs() throws Exception {
        return versions()
                .find(VERSION)
                .filter(VersionProcesses.Version::isAlive)
                .isPresent();
    }

    /** As it was written before the machine started anew. */
    private void serves() throws Exception {
        Files.createDirectories(folder.resolve("upstreams"));
        Files.writeString(folder.resolve("upstreams/shop.conf"), """
                upstream %1$s {
                    server 127.0.0.1:%2$d;
                }
                split_clients $request_id $shop {
                    * %1$s;
                }
                server {
                    listen 127.0.0.1:9;
                }
                """.formatted(VERSION, ChildProcess.freePort()));
    }

    private static Policy policy(String mode, String command) {
        var text = """
                version: 1
                defaults: {mode: %s, page: ops}
                channels: {ops: {kind: console}}
                rules: []
                promotions:
                  shop:
                    image: %s
                    stages:
                      - name: prod
                        targets: [{kind: "nginx:upstream", name: shop, with: {command: %s}}]
                        strategy: {kind: all-at-once}
                """.formatted(mode, IMAGE, command);
        return switch (PolicySections.parser(new PromotionSection()).parse(text)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    private UpstreamWatch watch(String mode, String command) throws Exception {
        var policy = policy(mode, command);
        var ports = Ports.of(ledger, (run, name, at) -> {}, new PolicyRules(policy), host)
                .function(PromotionModule.MODULE)
                .messenger((message, key) -> {
                    told.add(message);
                    return Optional.empty();
                })
                .build();
        var nginx = new NginxProgram("nginx", folder, "nginx.conf");
        var platform = new NginxUpstream(folder, nginx, pause -> LockSupport.parkNanos(pause.toNanos()));
        return new UpstreamWatch(platform, PlannedServices.of(policy), ports, host);
    }

    private DigestLedger digests() {
        return new DigestLedger(ledger, host, "");
    }

    /** What the ledger says of it, in order. */
    private List<String> noted() {
        return ledger.entries(DigestLedger.LOG.id(), Optional.empty(), 100).items().stream()
                .map(entry -> entry.kind() + " " + entry.body().text())
                .toList();
    }

    @Test
    void whatServesAndHasEndedIsStartedAgainAndTheLedgerSaysWhy() throws Exception {
        serves();
        var watch = watch("act", RUNS);
        watch.look();
        assertThat(runs()).isTrue();
        assertThat(noted()).hasSize(2);
        assertThat(noted().getFirst()).startsWith("restart-asked ").contains(DIGEST, "has ended", "\"by\":\"serve\"");
        assertThat(noted().getLast()).startsWith("restarted ");
        assertThat(told).extracting(Message::urgency).containsExactly(Message.Urgency.INFO);
        watch.look();
        assertThat(noted()).as("it runs").hasSize(2);
    }

    @Test
    void anUpstreamThatHasNoVersionYetIsLeftAlone() throws Exception {
        watch("act", RUNS).look();
        assertThat(noted()).isEmpty();
    }

    @Test
    void whatEndsAgainAndAgainIsGivenUpAndPeopleArePagedOnce() throws Exception {
        serves();
        var watch = watch("act", ENDS);
        lookAndEnd(watch);
        lookAndEnd(watch);
        assertThat(noted()).as("the second time after a wait").hasSize(2);
        for (int i = 0; i < 10; i++) {
            now = now.plus(Duration.ofMinutes(6));
            lookAndEnd(watch);
        }
        assertThat(noted().stream().filter(line -> line.startsWith("restart-asked ")))
                .hasSize(RestartMark.MOST);
        assertThat(noted().getLast()).startsWith("restart-given-up ").contains("5 times");
        assertThat(told).extracting(Message::urgency).containsExactly(Message.Urgency.INFO, Message.Urgency.PAGE);
        assertThat(told.getLast().lines()).last().asString().contains("nightshift begin shop " + IMAGE + "@" + DIGEST);
        watch("act", ENDS).look();
        assertThat(told).as("a new host knows it from the ledger").hasSize(2);
    }

    private void lookAndEnd(UpstreamWatch watch) throws Exception {
        watch.look();
        while (runs()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatWasGivenUpAndRunsAgainIsWatchedAnew() throws Exception {
        serves();
        digests().quarantine(IMAGE, DIGEST, "8 % errors");
        var watch = watch("act", RUNS);
        watch.look();
        assertThat(noted().getLast()).startsWith("restart-given-up ");
        digests().release(IMAGE, DIGEST, "alice", "the database was at fault");
        startByHand();
        watch.look();
        assertThat(noted().getLast()).startsWith("restarts-held ");
        crash();
        watch.look();
        assertThat(runs()).isTrue();
    }

    private void startByHand() throws Exception {
        var process = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(folder.resolve("versions"));
        Files.writeString(
                folder.resolve("versions/" + VERSION + ".json"), "{\"port\":" + ChildProcess.freePort() + "}");
        var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat")).split(" ", -1);
        var boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Files.writeString(folder.resolve("versions/" + VERSION + ".pid"), process.pid() + " " + boot + "/" + stat[21]);
    }

    private void crash() throws Exception {
        var process = versions()
                .find(VERSION)
                .flatMap(VersionProcesses.Version::process)
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    @Test
    void whatIsInQuarantineIsNeverStartedAndPeopleArePaged() throws Exception {
        serves();
        digests().quarantine(IMAGE, DIGEST, "8 % errors");
        var watch = watch("act", RUNS);
        watch.look();
        watch.look();
        assertThat(runs()).isFalse();
        assertThat(noted().getLast()).startsWith("restart-given-up ").contains("quarantine: 8 % errors");
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().urgency()).isEqualTo(Message.Urgency.PAGE);
    }

    @Test
    void aDryRunAndAPauseStartNothing() throws Exception {
        serves();
        watch("dry-run", RUNS).look();
        assertThat(runs()).isFalse();
        var switches = new PauseSwitches(ledger, host, "");
        switches.pause("rule/shop", "alice", "let us look first");
        watch("act", RUNS).look();
        assertThat(runs()).isFalse();
        switches.resume("rule/shop", "alice", "seen");
        watch("act", RUNS).look();
        assertThat(runs()).isTrue();
    }

    /** Else a canary that crashes would be started again behind the back of whoever watches it. */
    @Test
    void theVersionOfAnOpenPromotionIsThePromotionsBusiness() throws Exception {
        serves();
        var run = promotion(Status.WAITING);
        watch("act", RUNS).look();
        assertThat(runs()).isFalse();
        ledger.commit(new Turn(promotion(Status.FINISHED), run.version(), List.of(), List.of()));
        watch("act", RUNS).look();
        assertThat(runs()).isTrue();
    }

    private Run promotion(Status status) {
        var target = new Resource(Origin.NOWHERE, TargetKinds.NGINX_UPSTREAM, "shop");
        var key = new RunKey("promotion", target, "episode");
        var before = ledger.run(key.id());
        var run = new Run(
                key,
                before.map(Run::version).orElse(0L) + 1,
                status,
                "shop",
                "",
                Json.Obj.EMPTY,
                "",
                Json.obj().with("wish", Json.obj().with("digest", DIGEST)),
                Map.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                0,
                1,
                0,
                "",
                now,
                now,
                Optional.empty(),
                "");
        if (before.isEmpty()) {
            ledger.commit(new Turn(run, 0, List.of(), List.of()));
            var lock = Json.obj().with("run", key.id().value());
            new MarkLog(ledger, host, "", new RunKey("locks", target, "log"), "locks")
                    .write("locked", Json.obj(), Map.of(MarkKeys.lock(target.toString()), ignored -> lock));
        }
        return run;
    }
}

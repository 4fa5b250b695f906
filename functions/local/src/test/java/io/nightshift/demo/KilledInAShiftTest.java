package io.nightshift.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.promotion.nginx.VersionProcesses;
import io.nightshift.sandbox.wire.ChildJvm;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.PeerProcess;
import io.nightshift.sql.SqlLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} as soon as a share is given, twice: the next process goes on from that share, and users notice nothing. */
final class KilledInAShiftTest {

    @TempDir
    private Path folder;

    private final int port = ChildProcess.freePort();

    private final Map<Process, ChildJvm> desks = new LinkedHashMap<>();

    @AfterEach
    void close() {
        desks.keySet().forEach(Process::destroy);
        desks.keySet().forEach(desk -> desk.onExit().join());
        desks.forEach((desk, jvm) -> jvm.end(desk));
    }

    @Test
    void thePromotionGoesOnAtItsStep() throws Exception {
        var missing = ShopDemo.missing();
        missing.forEach(name -> PeerProcess.missing(name, "apt-get install brings it"));
        assumeTrue(missing.isEmpty(), "peer missing: " + String.join(", ", missing));
        try (var floor = new ShopSite(folder, "http://127.0.0.1:" + port + "/signals");
                var users = new ShopUsers(floor.url(), Duration.ofMillis(50), Clock.systemUTC())) {
            var first = service(floor, "first");
            users.come(10);
            var digest = floor.push("v2", ShopBehaviour.GOOD);
            var stop = new AtomicBoolean();
            Set<Integer> shares = new ConcurrentSkipListSet<>();
            var watch = Thread.ofVirtual().start(() -> watch(floor, digest, stop, shares));
            killAt(25, first, floor, digest);
            var process = process(digest);
            var second = service(floor, "second");
            killAt(50, second, floor, digest);
            service(floor, "third");
            try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
                var runs = new DemoRuns(ledger);
                ProgramWait.until(
                        "the promotion is over", () -> runs.finished(digest).isPresent());
                stop.set(true);
                watch.join();
                assertWentThrough(ledger, runs.finished(digest).orElseThrow());
            }
            assertThat(floor.share(digest)).isEqualTo(100);
            assertThat(shares).containsExactly(0, 25, 50, 100);
            assertThat(process(digest)).isEqualTo(process);
            assertThat(users.failed()).isZero();
        }
    }

    private static void assertWentThrough(SqlLedger ledger, Run run) {
        assertThat(run.outcome()).contains(Outcome.RESOLVED);
        assertThat(Audit.verify(ledger, run.id()).faults()).isEmpty();
        assertThat(ledger.entries(run.id()).stream()
                        .filter(entry -> entry.kind().equals("acted"))
                        .map(KilledInAShiftTest::share)
                        .filter(share -> share > 0))
                .as("each share was given once")
                .containsExactly(25L, 50L, 100L);
    }

    private static long share(Entry acted) {
        try {
            return View.of(acted.body()).at("with", "percent").integerOr(0);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private Process service(ShopSite floor, String name) throws IOException {
        var log = folder.resolve(name + ".log");
        var jvm = ChildJvm.ofThisTest();
        var command = new ArrayList<>(jvm.command());
        command.addAll(List.of(DeskProcess.class.getName(), folder.toString(), floor.host(), Integer.toString(port)));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        desks.put(process, jvm);
        ProgramWait.until("the " + name + " desk is open", () -> said(log).contains("the desk is open"));
        return process;
    }

    private static String said(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It alone: what it started goes on. */
    private static void killAt(int share, Process service, ShopSite floor, String digest) throws IOException {
        ProgramWait.until(share + " % are given", () -> floor.share(digest) == share);
        service.destroyForcibly();
        service.onExit().join();
    }

    private static void watch(ShopSite floor, String digest, AtomicBoolean stop, Set<Integer> shares) {
        while (!stop.get()) {
            shares.add(floor.share(digest));
            ProgramWait.pause(Duration.ofMillis(5));
        }
    }

    private List<Long> process(String digest) throws Exception {
        return new VersionProcesses(folder.resolve("versions"))
                .find(ShopUsers.version(digest)).flatMap(VersionProcesses.Version::process).stream()
                        .map(ProcessHandle::pid)
                        .toList();
    }
}

package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.sandbox.wire.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same against a real nginx, and what becomes of its users' requests. */
final class NginxUpstreamTest extends PlatformSuite {

    @TempDir
    private Path folder;

    private final List<LocalStand> stands = new ArrayList<>();
    private final List<RealNginx> running = new ArrayList<>();

    @AfterEach
    void stop() {
        running.forEach(RealNginx::close);
        stands.forEach(LocalStand::close);
    }

    @Override
    protected TargetUnderTest stand() {
        return local();
    }

    private LocalStand local() {
        var own = folder.resolve("stand-" + stands.size());
        var nginx = RealNginx.of(own);
        assumeTrue(nginx.isPresent(), "peer missing: nginx");
        var stand = new LocalStand(own, nginx.get());
        stands.add(stand);
        try {
            stand.begin();
            running.add(RealNginx.start(own, nginx.get(), stand));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return stand;
    }

    /** Of 4,000 requests with a chance of 20 %: 800, and 127 are five standard deviations. */
    @Test
    void theShareOfTheRequestsIsTheShareThatWasAskedFor() throws Exception {
        var stand = local();
        stand.platform().shift(stand.target(), stand.deployed(), 20, LocalStand.KEY);
        var answers = new HashMap<String, Integer>();
        for (int i = 0; i < 4_000; i++) {
            answers.merge(running.getFirst().ask(), 1, Integer::sum);
        }
        assertThat(answers.keySet()).containsExactlyInAnyOrder(TargetUnderTest.OLD, TargetUnderTest.NEW);
        assertThat(answers.getOrDefault(TargetUnderTest.NEW, 0)).isBetween(800 - 127, 800 + 127);
    }

    @Test
    void noRequestFailsWhileTheTrafficGoesThereAndBack() throws Exception {
        var stand = local();
        var rollout = stand.deployed();
        var stop = new AtomicBoolean();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        var user = Thread.ofVirtual().start(() -> askUntil(stop, answers));
        for (int percent : new int[] {1, 50, 100}) {
            stand.platform().shift(stand.target(), rollout, percent, LocalStand.KEY);
        }
        stand.platform().takeBack(stand.target(), rollout, LocalStand.KEY);
        stop.set(true);
        user.join();
        assertThat(answers.keySet()).containsExactlyInAnyOrder(TargetUnderTest.OLD, TargetUnderTest.NEW);
        assertThat(stand.versionsOfNew()).isZero();
    }

    private void askUntil(AtomicBoolean stop, Map<String, Integer> answers) {
        while (!stop.get()) {
            try {
                answers.merge(running.getFirst().ask(), 1, Integer::sum);
            } catch (Exception e) {
                answers.merge(e.toString(), 1, Integer::sum);
            }
        }
    }

    @Test
    void theCommandForAHumanGoesBack() throws Exception {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 50, LocalStand.KEY);
        var command = View.of(rollout.baseline()).at("command").text();
        try (var shell = ChildProcess.start(new ProcessBuilder("sh", "-c", command))) {
            assertThat(shell.end()).as(shell.output()).isZero();
        }
        assertThat(stand.shareOfNew()).isZero();
        int inARow = 0;
        for (int i = 0; i < 5_000 && inARow < 50; i++) {
            inARow = running.getFirst().ask().equals(TargetUnderTest.OLD) ? inARow + 1 : 0;
        }
        assertThat(inARow).isEqualTo(50);
        assertThat(stand.platform().exposure(stand.target(), rollout).settled()).isTrue();
    }

    @Test
    void nginxSaysWhatItWouldNotTake() throws Exception {
        var stand = local();
        var text = Files.readString(stand.file());
        Files.writeString(stand.file(), text.replace("upstream ", "upstraem "));
        var nginx = RealNginx.of(folder.resolve("stand-0")).orElseThrow();
        assertThat(nginx.refuses()).get().asString().contains("unknown directive \"upstraem\"");
        Files.writeString(stand.file(), text);
        assertThat(nginx.refuses()).isEmpty();
    }

    private static Rollout promoting(LocalStand stand, String digest) throws Exception {
        var blank = new Rollout(stand.image(), digest, "", Json.obj(), stand.settings());
        var found = stand.platform().preflight(stand.target(), blank);
        assertThat(found.problems()).isEmpty();
        assertThat(found.baselineDown()).contains("has ended");
        return new Rollout(blank.image(), digest, "", found.baseline(), blank.settings());
    }

    private void answersAre(String answer) throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(running.getFirst().ask()).isEqualTo(answer);
        }
    }

    /** Case a of {@code dead-version-blocks-the-fix}. */
    @Test
    void aFixReplacesAVersionThatDied() throws Exception {
        var stand = local();
        stand.crash(TargetUnderTest.OLD);
        answersAre("status 502");
        var rollout = promoting(stand, TargetUnderTest.NEW);
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        stand.settle();
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        answersAre(TargetUnderTest.NEW);
        stand.platform().retire(stand.target(), rollout, LocalStand.KEY);
        answersAre(TargetUnderTest.NEW);
    }

    /** Case b. */
    @Test
    void aVersionThatDiedIsPromotedAgain() throws Exception {
        var stand = local();
        stand.crash(TargetUnderTest.OLD);
        var rollout = promoting(stand, TargetUnderTest.OLD);
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        stand.another().awaitReady(stand.target(), rollout);
        answersAre(TargetUnderTest.OLD);
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        answersAre(TargetUnderTest.OLD);
        assertThat(stand.platform().exposure(stand.target(), rollout).percent()).isEqualTo(100);
    }

    /** Case d. */
    @Test
    void aVersionGoesOnWhenItsBaselineDies() throws Exception {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 25, LocalStand.KEY);
        stand.crash(TargetUnderTest.OLD);
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.versionDown()).isEmpty();
        assertThat(seen.baselineDown()).contains("has ended");
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        answersAre(TargetUnderTest.NEW);
        stand.platform().retire(stand.target(), rollout, LocalStand.KEY);
        answersAre(TargetUnderTest.NEW);
    }

    /** {@code mv} and {@code nginx -s reopen} while users ask: each of their requests is counted once. */
    @Test
    void theLogIsReadAcrossARotation() throws Exception {
        var stand = local();
        var log = folder.resolve("stand-0/shop.log");
        var reopen = RealNginx.of(folder.resolve("stand-0")).orElseThrow().command("-q", "-s", "reopen");
        for (int rotation = 1; rotation <= 3; rotation++) {
            answersAre(TargetUnderTest.OLD);
            Files.move(log, folder.resolve("stand-0/shop.log." + rotation));
            answersAre(TargetUnderTest.OLD);
            assertThat(new ProcessBuilder(reopen).start().waitFor()).isZero();
            while (!Files.exists(log)) {
                LocalStand.pause(Duration.ofMillis(10));
            }
        }
        answersAre(TargetUnderTest.OLD);
        var lines = new AccessLog(log).between(Instant.EPOCH, Instant.MAX);
        assertThat(lines).hasSize(350).allMatch(line -> line.status() == 200);
        assertThat(stand.shareOfNew()).isZero();
    }
}

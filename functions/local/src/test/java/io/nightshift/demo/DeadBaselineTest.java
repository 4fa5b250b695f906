package io.nightshift.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.demo.LocalShopHost;
import io.nightshift.promotion.nginx.VersionProcesses;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.PeerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What serves dies before a promotion and in the middle of one: the good version gets all traffic, and is not blamed. */
final class DeadBaselineTest {

    @TempDir
    private Path folder;

    private final int port = ChildProcess.freePort();

    @Test
    void theFixReplacesWhatDiedAndTheCanaryGoesOnWhenItsBaselineDies() throws Exception {
        var missing = ShopDemo.missing();
        missing.forEach(name -> PeerProcess.missing(name, "apt-get install brings it"));
        assumeTrue(missing.isEmpty(), "peer missing: " + String.join(", ", missing));
        try (var floor = new ShopSite(folder, "http://127.0.0.1:" + port + "/signals");
                var service = service(floor);
                var users = new ShopUsers(floor.url(), Duration.ofMillis(100), Clock.systemUTC())) {
            users.come(20);
            crash(floor.first());
            var fix = floor.push("v2", ShopBehaviour.GOOD);
            assertPromoted(floor, service, fix);

            var next = floor.push("v3", ShopBehaviour.GOOD);
            ProgramWait.until("25 % are given", () -> floor.share(next) == 25);
            crash(fix);
            assertPromoted(floor, service, next);
            assertThat(users.seen(ShopUsers.version(next)).failed()).isZero();
        }
    }

    private ShopHost service(ShopSite floor) throws IOException {
        var spot = new ShopHost.Spot(folder, floor.host(), floor.platform(), port, EngineLimits.DEFAULT.lease());
        return new LocalShopHost(spot, Clock.systemUTC(), message -> {});
    }

    private void crash(String digest) throws Exception {
        var process = new VersionProcesses(folder.resolve("versions"))
                .find(ShopUsers.version(digest))
                .flatMap(VersionProcesses.Version::process)
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void assertPromoted(ShopSite floor, ShopHost service, String digest) throws IOException {
        var runs = new DemoRuns(service.ledger());
        ProgramWait.until("the promotion is over", () -> runs.finished(digest).isPresent());
        Run run = runs.finished(digest).orElseThrow();
        assertThat(run.outcome()).as(run.reason()).contains(Outcome.RESOLVED);
        assertThat(floor.share(digest)).isEqualTo(100);
        assertThat(service.digests().quarantined(floor.image(), digest)).isEmpty();
    }
}

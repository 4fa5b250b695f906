package io.nightshift.local.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightshift.core.engine.Limits;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.local.nginx.Versions;
import io.nightshift.sandbox.wire.Peer;
import io.nightshift.sandbox.wire.Program;
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

    private final int port = Program.freePort();

    @Test
    void theFixReplacesWhatDiedAndTheCanaryGoesOnWhenItsBaselineDies() throws Exception {
        var missing = ShopDemo.missing();
        missing.forEach(name -> Peer.missing(name, "apt-get install brings it"));
        assumeTrue(missing.isEmpty(), "peer missing: " + String.join(", ", missing));
        try (var floor = new Floor(folder, "http://127.0.0.1:" + port + "/signals");
                var desk = desk(floor);
                var users = new Users(floor.url(), Duration.ofMillis(100), Clock.systemUTC())) {
            users.come(20);
            crash(floor.first());
            var fix = floor.push("v2", Behaviour.GOOD);
            assertPromoted(floor, desk, fix);

            var next = floor.push("v3", Behaviour.GOOD);
            Patience.until("25 % are given", () -> floor.share(next) == 25);
            crash(fix);
            assertPromoted(floor, desk, next);
            assertThat(users.seen(Users.version(next)).failed()).isZero();
        }
    }

    private Desk desk(Floor floor) throws IOException {
        var spot = new Desk.Spot(folder, floor.host(), floor.platform(), port, Limits.DEFAULT.lease());
        return new Desk(spot, Clock.systemUTC(), message -> {});
    }

    private void crash(String digest) throws Exception {
        var process = new Versions(folder.resolve("versions"))
                .find(Users.version(digest))
                .flatMap(Versions.Version::process)
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void assertPromoted(Floor floor, Desk desk, String digest) throws IOException {
        var runs = new Runs(desk.ledger());
        Patience.until("the promotion is over", () -> runs.finished(digest).isPresent());
        Run run = runs.finished(digest).orElseThrow();
        assertThat(run.outcome()).as(run.reason()).contains(Outcome.RESOLVED);
        assertThat(floor.share(digest)).isEqualTo(100);
        assertThat(desk.book().quarantined(floor.image(), digest)).isEmpty();
    }
}

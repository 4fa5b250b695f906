package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatform;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real files and processes, with an nginx that only reads its file: what does not need its traffic. */
final class FileUpstreamTest extends PlatformSuite {

    @TempDir
    private Path folder;

    private final List<LocalStand> stands = new ArrayList<>();
    private FileNginx nginx = new FileNginx(Path.of(""));

    @AfterEach
    void stop() {
        stands.forEach(LocalStand::close);
    }

    @Override
    protected TargetUnderTest stand() {
        return local();
    }

    private LocalStand local() {
        var own = folder.resolve("stand-" + stands.size());
        nginx = new FileNginx(own.resolve("upstreams/shop.conf"));
        var stand = new LocalStand(own, nginx);
        stands.add(stand);
        try {
            stand.begin();
        } catch (CallFailed e) {
            throw new AssertionError(e);
        }
        nginx.take();
        return stand;
    }

    @Test
    void anEngineThatComesAfterADeadOneFindsTheProcessAndStartsNoSecond() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        var before = new VersionProcesses(folder.resolve("stand-0/versions"))
                .find(UpstreamFile.version("shop", TargetUnderTest.NEW));
        var next = stand.another();
        next.deploy(stand.target(), rollout, LocalStand.KEY);
        assertThat(next.deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
        assertThat(new VersionProcesses(folder.resolve("stand-0/versions"))
                        .find(UpstreamFile.version("shop", TargetUnderTest.NEW)))
                .isEqualTo(before)
                .get()
                .matches(VersionProcesses.Version::isAlive);
    }

    @Test
    void aFileThatNginxWasNotToldOfIsNotSettledAndARepetitionTellsIt() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        var older = nginx.running(0);
        stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY);
        assertThat(nginx.running(0)).isNotEqualTo(older);
        // The engine died between the file and the reload.
        var unaware = new FileNginx(stand.file());
        var next = new NginxUpstream(folder.resolve("stand-0"), unaware, LocalStand::pause);
        assertThat(next.exposure(stand.target(), rollout).settled()).isFalse();
        next.shift(stand.target(), rollout, 10, LocalStand.KEY);
        assertThat(next.exposure(stand.target(), rollout).settled()).isTrue();
        assertThat(unaware.reloads()).isEqualTo(1);
    }

    @Test
    void aFileThatNginxRefusesIsPutBackAsItWas() throws Exception {
        var stand = local();
        var rollout = stand.deployed();
        var before = Files.readString(stand.file());
        nginx.refuse(true);
        assertThatThrownBy(() -> stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("NginxRefused")
                .hasMessageContaining("upstraem");
        assertThat(stand.file()).hasContent(before);
        assertThat(nginx.reloads()).isZero();
    }

    @Test
    void aVersionWhoseProcessDiedMayBeDeployedAgainAndGetsNoTraffic() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.crash(TargetUnderTest.NEW);
        assertThat(stand.platform().deployed(stand.target(), rollout))
                .isInstanceOfSatisfying(
                        Readiness.Broken.class,
                        broken -> assertThat(broken.cause()).isEqualTo(Cause.START));
        assertThatThrownBy(() -> stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY))
                .hasMessageContaining("NotRunning");
        assertThat(stand.shareOfNew()).isZero();
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        stand.settle();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
    }

    @Test
    void anImageThatCouldNotBeFetchedIsToldByTheExitStatus() throws CallFailed {
        var stand = local();
        var rollout = with(
                stand.rollout(), Json.obj().with("command", Json.strings(List.of("sh", "-c", "exit 75", "{port}"))));
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        var readiness = stand.platform().deployed(stand.target(), rollout);
        while (readiness instanceof Readiness.OnItsWay) {
            readiness = stand.platform().deployed(stand.target(), rollout);
        }
        assertThat(readiness)
                .isInstanceOfSatisfying(
                        Readiness.Broken.class,
                        broken -> assertThat(broken.cause()).isEqualTo(Cause.IMAGE));
    }

    private static Rollout with(Rollout rollout, Json.Obj settings) {
        return new Rollout(rollout.image(), rollout.digest(), "", rollout.baseline(), settings);
    }

    @Test
    void aBaselineThatDiedBetweenTwoStepsIsStartedAgainByTheNextOne() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY);
        assertThat(stand.platform().exposure(stand.target(), rollout).baselineDown())
                .isEmpty();
        stand.crash(TargetUnderTest.OLD);
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.baselineDown()).contains("has ended", "sha256-0000");
        assertThat(seen.versionDown()).isEmpty();
        var done = stand.platform().shift(stand.target(), rollout, 50, LocalStand.KEY);
        assertThat(done.text()).contains("\"restarted\":\"shop.sha256-0000");
        assertThat(stand.runs(TargetUnderTest.OLD)).isTrue();
        assertThat(stand.platform().exposure(stand.target(), rollout).baselineDown())
                .isEmpty();
        assertThat(stand.shareOfNew()).isEqualTo(50);
    }

    @Test
    void aBaselineThatCannotBeStartedDoesNotStopTheVersion() throws Exception {
        var stand = local();
        var broken = folder.resolve("broken");
        var rollout = with(stand.deployed(), stand.settingsUnless(broken));
        stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY);
        stand.crash(TargetUnderTest.OLD);
        Files.createFile(broken);
        var done = stand.platform().shift(stand.target(), rollout, 50, LocalStand.KEY);
        assertThat(done.text()).contains("\"baselineDown\":");
        assertThat(stand.shareOfNew()).isEqualTo(50);
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        assertThat(stand.shareOfNew()).isEqualTo(100);
        assertThat(stand.runs(TargetUnderTest.OLD)).isFalse();
        assertThat(stand.platform().exposure(stand.target(), rollout).baselineDown())
                .as("it has no share")
                .isEmpty();
        stand.platform().retire(stand.target(), rollout, LocalStand.KEY);
    }

    @Test
    void nothingIsRetiredWhileWhatServesIsDead() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        stand.crash(TargetUnderTest.NEW);
        assertThat(stand.platform().exposure(stand.target(), rollout).versionDown())
                .contains("has ended", "sha256-aaaa");
        assertThatThrownBy(() -> stand.platform().retire(stand.target(), rollout, LocalStand.KEY))
                .hasMessageContaining(TargetPlatform.NOT_SERVING)
                .hasMessageContaining("has ended");
        assertThat(stand.runs(TargetUnderTest.OLD)).isTrue();
    }

    @Test
    void goingBackStartsADeadBaselineAndEndsTheVersionForGood() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 50, LocalStand.KEY);
        stand.crash(TargetUnderTest.OLD);
        stand.platform().takeBack(stand.target(), rollout, LocalStand.KEY);
        assertThat(stand.shareOfNew()).isZero();
        assertThat(stand.runs(TargetUnderTest.OLD)).isTrue();
        assertThat(stand.runs(TargetUnderTest.NEW)).isFalse();
        assertThat(stand.versionsOfNew()).isZero();
    }

    /** As with half a line that somebody saved in nginx.conf. */
    @Test
    void aWayBackThatNginxRefusedIsDoneWhenItIsRepeated() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 25, LocalStand.KEY);
        nginx.refuse(true);
        assertThatThrownBy(() -> stand.platform().takeBack(stand.target(), rollout, LocalStand.KEY))
                .hasMessageContaining("NginxRefused");
        assertThat(stand.shareOfNew()).isEqualTo(25);
        nginx.refuse(false);
        stand.platform().takeBack(stand.target(), rollout, LocalStand.KEY);
        assertThat(stand.shareOfNew()).isZero();
        assertThat(stand.versionsOfNew()).isZero();
        assertThat(stand.runs(TargetUnderTest.NEW)).isFalse();
    }

    @Test
    void whatWasDeployedAndHasNoShareIsToldAsIdle() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        assertThat(stand.platform().exposure(stand.target(), rollout).idle()).contains("sha256-aaaa");
        stand.platform().shift(stand.target(), rollout, 10, LocalStand.KEY);
        assertThat(stand.platform().exposure(stand.target(), rollout).idle()).isEmpty();
    }

    @Test
    void aVersionThatServesAndDiedIsDeployedAgainWhereItWas() throws CallFailed {
        var stand = local();
        stand.crash(TargetUnderTest.OLD);
        var again = new Rollout(stand.image(), TargetUnderTest.OLD, "", Json.obj(), stand.settings());
        var found = stand.platform().preflight(stand.target(), again);
        assertThat(found.problems()).isEmpty();
        assertThat(found.percent()).isEqualTo(100);
        assertThat(found.baselineDown()).contains("has ended");
        var rollout = new Rollout(stand.image(), TargetUnderTest.OLD, "", found.baseline(), stand.settings());
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        stand.another().awaitReady(stand.target(), rollout);
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.percent()).isEqualTo(100);
        assertThat(seen.versionDown()).isEmpty();
        assertThat(seen.idle()).isEmpty();
        stand.platform().retire(stand.target(), rollout, LocalStand.KEY);
        assertThat(stand.runs(TargetUnderTest.OLD)).isTrue();
    }

    /** After a reboot, when what was known of processes is gone or another program has the port. */
    @Test
    void aVersionWhosePortIsTakenGetsAnotherOneInTheFile() throws Exception {
        var stand = local();
        stand.crash(TargetUnderTest.OLD);
        var file = UpstreamFile.read("shop", Files.readString(stand.file())).orElseThrow();
        int port = Optional.ofNullable(file.servers().get(UpstreamFile.version("shop", TargetUnderTest.OLD)))
                .orElseThrow();
        var again = new Rollout(stand.image(), TargetUnderTest.OLD, "", Json.obj(), stand.settings());
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            stand.another().restart(stand.target(), again);
            stand.another().awaitReady(stand.target(), again);
            var moved =
                    UpstreamFile.read("shop", Files.readString(stand.file())).orElseThrow();
            assertThat(moved.servers().values()).doesNotContain(taken.getLocalPort());
            assertThat(moved.shares()).isEqualTo(file.shares());
        }
        assertThat(stand.platform().preflight(stand.target(), again).baselineDown())
                .isEmpty();
    }

    @Test
    void goingBackStartsTheOlderVersionAgainWhereItDoesNotRunAnyMore() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        stand.platform().retire(stand.target(), rollout, LocalStand.KEY);
        stand.platform().takeBack(stand.target(), rollout, LocalStand.KEY);
        assertThat(stand.shareOfNew()).isZero();
        assertThat(new VersionProcesses(folder.resolve("stand-0/versions"))
                        .find(UpstreamFile.version("shop", TargetUnderTest.NEW)))
                .isEmpty();
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .isEmpty();
    }

    @Test
    void theOlderVersionIsNotRetiredWhileItHasAShare() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 50, LocalStand.KEY);
        assertThatThrownBy(() -> stand.platform().retire(stand.target(), rollout, LocalStand.KEY))
                .hasMessageContaining("NotAll");
    }

    @Test
    void sharesThatWereLeftOverAreFoundBeforeTheFirstPercentMoves() throws CallFailed {
        var stand = local();
        var rollout = stand.deployed();
        stand.platform().shift(stand.target(), rollout, 30, LocalStand.KEY);
        var found = stand.platform().preflight(stand.target(), rollout);
        assertThat(found.problems()).extracting(Preflight.Finding::code).containsExactly("WeightsLeftOver");
        assertThat(found.percent()).isEqualTo(30);
    }

    @Test
    void aDeadBaselineIsToldAndBlocksNothing() throws CallFailed {
        var stand = local();
        var rollout = stand.rollout();
        stand.crash(TargetUnderTest.OLD);
        var found = stand.platform().preflight(stand.target(), rollout);
        assertThat(found.problems()).isEmpty();
        assertThat(found.baselineDown()).contains("has ended", "sha256-0000");
        stand.platform().deploy(stand.target(), rollout, LocalStand.KEY);
        stand.settle();
        stand.platform().shift(stand.target(), rollout, 100, LocalStand.KEY);
        assertThat(stand.shareOfNew()).isEqualTo(100);
    }

    /** A process that lives is not killed for it; four checks in a row failed. */
    @Test
    @Timeout(120)
    void aVersionThatRunsAndDoesNotAnswerIsToldAsDown() throws CallFailed {
        var stand = local();
        var rollout = with(stand.rollout(), stand.settings().with("health", "/healthz"));
        assertThat(stand.platform().preflight(stand.target(), rollout).baselineDown())
                .isEmpty();
        signal("STOP", TargetUnderTest.OLD);
        try {
            // The kernel stops the threads of a process one by one: the first check may still get an answer.
            var down = "";
            while (down.isEmpty()) {
                down = stand.platform().preflight(stand.target(), rollout).baselineDown();
            }
            assertThat(down).contains("runs", "/healthz", "did not answer 200");
        } finally {
            signal("CONT", TargetUnderTest.OLD);
        }
        assertThat(stand.another().serving(stand.target(), stand.settings()))
                .containsExactly(new NginxUpstream.ServingVersion(TargetUnderTest.OLD, ""));
    }

    private void signal(String name, String digest) {
        try {
            var process = new VersionProcesses(folder.resolve("stand-0/versions"))
                    .find(UpstreamFile.version("shop", digest))
                    .flatMap(VersionProcesses.Version::process)
                    .orElseThrow();
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCommandWithoutAPortIsRefusedByItsField() throws CallFailed {
        var stand = local();
        var rollout = stand.rollout();
        var without = new Rollout(
                rollout.image(),
                rollout.digest(),
                "",
                rollout.baseline(),
                Json.obj().with("command", "run {digest}"));
        assertThatThrownBy(() -> stand.platform().deploy(stand.target(), without, LocalStand.KEY))
                .hasMessageContaining("command has no {port}");
    }
}

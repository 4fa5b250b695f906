package io.nightshift.local.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sandbox.PlatformSuite;
import io.nightshift.promotion.sandbox.Stand;
import io.nightshift.promotion.target.Preflight;
import io.nightshift.promotion.target.Readiness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files and processes, with an nginx that only reads its file: what does not need its traffic. */
final class FileUpstreamTest extends PlatformSuite {

    private static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 1);

    @TempDir
    private Path folder;

    private final List<LocalStand> stands = new ArrayList<>();
    private FileNginx nginx = new FileNginx(Path.of(""));

    @AfterEach
    void stop() {
        stands.forEach(LocalStand::close);
    }

    @Override
    protected Stand stand() {
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

    private static Rollout rollout(LocalStand stand) throws CallFailed {
        var blank = new Rollout(stand.image(), Stand.NEW, "", Json.obj(), stand.settings());
        var baseline = stand.platform().preflight(stand.target(), blank).baseline();
        return new Rollout(blank.image(), blank.digest(), "", baseline, blank.settings());
    }

    private static Rollout deployed(LocalStand stand) throws CallFailed {
        var rollout = rollout(stand);
        stand.platform().deploy(stand.target(), rollout, KEY);
        stand.settle();
        return rollout;
    }

    @Test
    void anEngineThatComesAfterADeadOneFindsTheProcessAndStartsNoSecond() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        var before = new Versions(folder.resolve("stand-0/versions")).find(UpstreamFile.version("shop", Stand.NEW));
        var next = stand.another();
        next.deploy(stand.target(), rollout, KEY);
        assertThat(next.deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
        assertThat(new Versions(folder.resolve("stand-0/versions")).find(UpstreamFile.version("shop", Stand.NEW)))
                .isEqualTo(before)
                .get()
                .matches(Versions.Version::isAlive);
    }

    @Test
    void aFileThatNginxWasNotToldOfIsNotSettledAndARepetitionTellsIt() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        var older = nginx.running(0);
        stand.platform().shift(stand.target(), rollout, 10, KEY);
        assertThat(nginx.running(0)).isNotEqualTo(older);
        // The engine died between the file and the reload.
        var unaware = new FileNginx(stand.file());
        var next = new NginxUpstream(folder.resolve("stand-0"), unaware, LocalStand::pause);
        assertThat(next.exposure(stand.target(), rollout).settled()).isFalse();
        next.shift(stand.target(), rollout, 10, KEY);
        assertThat(next.exposure(stand.target(), rollout).settled()).isTrue();
        assertThat(unaware.reloads()).isEqualTo(1);
    }

    @Test
    void aFileThatNginxRefusesIsPutBackAsItWas() throws Exception {
        var stand = local();
        var rollout = deployed(stand);
        var before = Files.readString(stand.file());
        nginx.refuse();
        assertThatThrownBy(() -> stand.platform().shift(stand.target(), rollout, 10, KEY))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("NginxRefused")
                .hasMessageContaining("upstraem");
        assertThat(stand.file()).hasContent(before);
        assertThat(nginx.reloads()).isZero();
    }

    @Test
    void aVersionWhoseProcessDiedIsBrokenAndGetsNoTraffic() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        var versions = new Versions(folder.resolve("stand-0/versions"));
        var process = versions.find(UpstreamFile.version("shop", Stand.NEW))
                .flatMap(Versions.Version::process)
                .orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isInstanceOf(Readiness.Broken.class);
        assertThatThrownBy(() -> stand.platform().shift(stand.target(), rollout, 10, KEY))
                .hasMessageContaining("NotRunning");
        assertThat(stand.shareOfNew()).isZero();
    }

    @Test
    void goingBackStartsTheOlderVersionAgainWhereItDoesNotRunAnyMore() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 100, KEY);
        stand.platform().retire(stand.target(), rollout, KEY);
        stand.platform().takeBack(stand.target(), rollout, KEY);
        assertThat(stand.shareOfNew()).isZero();
        assertThat(new Versions(folder.resolve("stand-0/versions")).find(UpstreamFile.version("shop", Stand.NEW)))
                .isEmpty();
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .isEmpty();
    }

    @Test
    void theOlderVersionIsNotRetiredWhileItHasAShare() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 50, KEY);
        assertThatThrownBy(() -> stand.platform().retire(stand.target(), rollout, KEY))
                .hasMessageContaining("NotAll");
    }

    @Test
    void sharesThatWereLeftOverAreFoundBeforeTheFirstPercentMoves() throws CallFailed {
        var stand = local();
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 30, KEY);
        var found = stand.platform().preflight(stand.target(), rollout);
        assertThat(found.problems()).extracting(Preflight.Finding::code).containsExactly("WeightsLeftOver");
        assertThat(found.percent()).isEqualTo(30);
    }

    @Test
    void aBaselineThatDoesNotAnswerIsFoundToo() throws CallFailed {
        var stand = local();
        var rollout = rollout(stand);
        new Versions(folder.resolve("stand-0/versions")).stop(UpstreamFile.version("shop", Stand.OLD));
        assertThat(stand.platform().preflight(stand.target(), rollout).problems())
                .extracting(Preflight.Finding::code)
                .containsExactly("Unhealthy");
    }

    @Test
    void aCommandWithoutAPortIsRefusedByItsField() throws CallFailed {
        var stand = local();
        var rollout = rollout(stand);
        var without = new Rollout(
                rollout.image(),
                rollout.digest(),
                "",
                rollout.baseline(),
                Json.obj().with("command", "run {digest}"));
        assertThatThrownBy(() -> stand.platform().deploy(stand.target(), without, KEY))
                .hasMessageContaining("command has no {port}");
    }
}

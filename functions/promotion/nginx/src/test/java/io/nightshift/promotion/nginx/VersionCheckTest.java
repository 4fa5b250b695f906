package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionCheckTest {

    @TempDir
    private Path folder;

    private LocalStand stand;

    @BeforeEach
    void begin() throws Exception {
        var nginx = new FileNginx(folder.resolve("upstreams/shop.conf"));
        stand = new LocalStand(folder, nginx);
        stand.begin();
        nginx.take();
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private Query query(String digest, Json.Obj check) {
        var rollout = new Rollout(stand.image(), digest, "", Json.obj(), stand.settings()).toJson();
        return new Query(
                PromotionQueries.CHECK,
                stand.target(),
                rollout.with("check", Json.obj().with("http", check)));
    }

    private Observed check(String digest, Json.Obj check) {
        return new VersionCheck(folder).observe(query(digest, check));
    }

    private static Json.Obj url(String path) {
        return Json.obj().with("url", "http://127.0.0.1:{port}" + path);
    }

    @Test
    void aVersionThatAnswersAsExpectedIsWell() {
        assertThat(check(TargetUnderTest.OLD, url("/buy").with("expect", 200).with("contains", "sha256:000")))
                .isInstanceOfSatisfying(
                        Observed.Seen.class, seen -> assertThat(seen.health()).isEqualTo(Health.WELL));
    }

    @Test
    void whatItAnswersInsteadIsTheReason() {
        assertUnwell(check(TargetUnderTest.OLD, url("/buy").with("expect", 204)), "status 200; expected 204");
        assertUnwell(check(TargetUnderTest.OLD, url("/buy").with("contains", "sold")), "does not contain");
    }

    private static void assertUnwell(Observed observed, String reason) {
        assertThat(observed).isInstanceOfSatisfying(Observed.Seen.class, seen -> {
            assertThat(seen.health()).isEqualTo(Health.UNWELL);
            assertThat(seen.details().text()).contains(reason);
        });
    }

    @Test
    void aVersionThatDoesNotRunIsUnwell() {
        assertUnwell(check(TargetUnderTest.NEW, url("/buy")), "does not run");
    }

    @Test
    void aUrlOfAnotherHostIsNotItsBusiness() {
        var other = query(TargetUnderTest.OLD, Json.obj().with("url", "http://shop.example/healthz"));
        assertThat(new VersionCheck(folder).observes(other)).isFalse();
        assertThat(new VersionCheck(folder).observes(query(TargetUnderTest.OLD, url("/"))))
                .isTrue();
    }
}

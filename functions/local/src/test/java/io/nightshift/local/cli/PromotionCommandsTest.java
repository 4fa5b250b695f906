package io.nightshift.local.cli;

import static io.nightshift.local.cli.ShopWeb.DIGEST;
import static io.nightshift.local.cli.ShopWeb.IMAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask for promotions, tell of them and steer them. */
final class PromotionCommandsTest {

    private static final String OTHER = "sha256:" + "0123abcd".repeat(8);

    @TempDir
    private Path folder;

    private AppDown app;
    private ShopWeb shop;

    @BeforeEach
    void start() {
        app = new AppDown(folder);
        shop = new ShopWeb(app.ledger(), app.policy());
    }

    @AfterEach
    void end() {
        app.close();
    }

    private String outcome(String run) throws JsonException {
        return app.typed("show", run, "--json").json().at("outcome").textOr("");
    }

    @Test
    void promoteAsksForARunOfTheServiceAndResolvesTheTagAtOnce() throws Exception {
        var typed = app.typed("promote", "shop-web", IMAGE + ":main", "--by", "bob", "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().at("answer").text()).isEqualTo("STARTED");
        var run = typed.json().at("run").text();
        assertThat(run).startsWith("promotion-");
        var shown = app.typed("show", run);
        assertThat(shown.out()).contains("request shop-web").contains("could not look");
        var listed = app.typed("promotions", "--json").json().at(0);
        assertThat(listed.at("tag").text()).isEqualTo("main");
        assertThat(listed.at("phase").text()).as("the registry is asked again").isEqualTo("resolving");
    }

    @Test
    void aSecondAskForTheServiceJoinsTheOneThatIsOpen() throws Exception {
        var run = shop.waits();
        var second =
                app.typed("promote", "shop-web", IMAGE + "@" + OTHER, "--json").json();
        assertThat(second.at("answer").text()).isEqualTo("JOINED");
        assertThat(second.at("run").text()).isEqualTo(run);
        assertThat(app.typed("promotions", "--json").json().items()).hasSize(1);
        assertThat(outcome(run)).as("it waits for its approval still").isEmpty();
    }

    @Test
    void promoteRefusesWhatThePolicyDoesNotKnow() {
        var unknown = app.typed("promote", "shop-wep", IMAGE + ":v1");
        assertThat(unknown.exit()).isEqualTo(ExitCode.NO);
        assertThat(unknown.err()).contains("the policy has no service shop-wep; did you mean `shop-web`?");
        var other = app.typed("promote", "shop-web", "registry.example/evil/web:v1");
        assertThat(other.exit()).isEqualTo(ExitCode.NO);
        assertThat(other.err()).contains("the image of shop-web is " + IMAGE);
        for (var image : new String[] {"web", IMAGE + ":", IMAGE + "@sha256:12", IMAGE + ":a b", "\u001b[31m/x:y"}) {
            var typed = app.typed("promote", "shop-web", image);
            assertThat(typed.exit()).as(image).isEqualTo(ExitCode.USAGE);
            assertThat(typed.err()).contains("HOST/PATH:TAG").doesNotContain("\u001b");
        }
    }

    @Test
    void promotionsTellVersionStageShareAndPhase() throws Exception {
        var run = shop.waits();
        app.asks("cart");

        var listed = app.typed("promotions", "--json").json();
        assertThat(listed.items()).as("no other runs").hasSize(1);
        var one = listed.at(0);
        assertThat(one.at("run").text()).isEqualTo(run);
        assertThat(one.at("service").text()).isEqualTo("shop-web");
        assertThat(one.at("digest").text()).isEqualTo(DIGEST);
        assertThat(one.at("stage").text()).isEqualTo("prod");
        assertThat(one.at("phase").text()).isEqualTo("asking");
        assertThat(one.at("shares").object().members())
                .as("nothing was touched")
                .isEmpty();
        assertThat(app.typed("promotions").out())
                .contains(
                        run, "shop-web", "v1.4.2 sha256:9f86d0819f86", "prod", "asking", "waits for 0 of 1 approvals");
        assertThat(one.at("waitsFor").text()).startsWith("0 of 1 approvals (");
        assertThat(one.at("waitsUntil").text()).isNotEmpty();
        assertThat(app.typed("promotions", "--service", "other", "--json")
                        .json()
                        .items())
                .isEmpty();
        assertThat(app.typed("promotions", "--limit", "0").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anApprovalOpensTheStage() throws Exception {
        var run = shop.waits();
        var approved = app.typed("approve", run, "--plan", app.plan(run));
        assertThat(approved.exit()).as(approved.err()).isZero();
        assertThat(app.typed("show", run).out()).contains("approved by alice");
    }

    @Test
    void aRollbackEndsTheOpenPromotionOfAService() throws Exception {
        var run = shop.waits();
        assertThat(app.typed("rollback", "shop-web").exit())
                .as("without a reason")
                .isEqualTo(ExitCode.USAGE);
        var typed = app.typed("rollback", "shop-web", "--reason", "customers see errors");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(outcome(run)).isEqualTo("ROLLED_BACK");
        assertThat(app.typed("promotions").out()).contains("rolled back by alice: customers see errors");
        var again = app.typed("rollback", "shop-web", "--reason", "again");
        assertThat(again.exit()).isEqualTo(ExitCode.NO);
        assertThat(again.err()).contains("no promotion of shop-web is open");
        assertThat(app.typed("rollback", run, "--reason", "again").out()).contains("the run is finished");
    }

    @Test
    void aPromotionIsPausedResumedAndAbortedByItsRun() throws Exception {
        var run = shop.waits();
        var paused = app.typed("pause", run, "--reason", "let us look first");
        assertThat(paused.exit()).isZero();
        assertThat(paused.out())
                .isEqualTo("shop-web v1.4.2 is held before any traffic in prod: alice: let us look first\n");
        assertThat(app.typed("pause", run, "--reason", "once more").out())
                .startsWith("shop-web v1.4.2 was held already, since 20")
                .endsWith(", before any traffic in prod: alice: let us look first\n");
        assertThat(app.typed("promotions").out()).contains("let us look first");
        var resumed = app.typed("resume", run, "--json");
        assertThat(resumed.exit()).isZero();
        assertThat(resumed.json().at("answer").text()).isEqualTo("MOVED");
        assertThat(resumed.json().at("did").text())
                .startsWith("shop-web v1.4.2 goes on before any traffic in prod, asking: waits for 0 of 1 approvals");
        assertThat(app.typed("promotions", "--json").json().at(0).at("held").text())
                .isEmpty();
        var again = app.typed("resume", run, "--go-on");
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("goes on", "nothing had held it");
        assertThat(app.typed("abort", run, "--reason", "not today").out())
                .isEqualTo("shop-web v1.4.2 is over, and nothing had been changed: aborted by alice: not today\n");
        assertThat(outcome(run)).isEqualTo("ABORTED");
        assertThat(app.typed("pause", run).exit()).as("it is over").isEqualTo(ExitCode.NO);
    }

    @Test
    void whatIsMissedIsShownForEachServiceAndNotBegun() throws Exception {
        shop.waits();
        var shown = app.typed("promotions", "--missed", "--json");
        assertThat(shown.exit()).as(shown.err()).isZero();
        var stock = shown.json().at(0);
        assertThat(stock.at("service").text()).isEqualTo("shop-web");
        assertThat(stock.at("standing").text()).isEqualTo("UNSEEN");
        assertThat(stock.at("because").text()).contains("cannot be reached");
        assertThat(app.typed("promotions", "--missed").out()).contains("shop-web", "unseen");
        assertThat(app.typed("promotions", "--missed", "--service", "other", "--json")
                        .json()
                        .items())
                .isEmpty();
        assertThat(app.typed("promotions", "--json").json().items()).hasSize(1);
    }

    @Test
    void onlyAPromotionIsPausedByItself() {
        var remediation = app.asks("cart");
        var typed = app.typed("pause", remediation);
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("is no promotion", "--rule app-down");
        assertThat(app.typed("pause", remediation, "--all").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("resume", "--all", "--go-on").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aDigestIsReleasedByItsNameOrByItsService() {
        shop.waits();
        assertThat(app.typed("release", "shop-web", "--reason", "x").err())
                .contains("no digest of shop-web is in quarantine");
        shop.quarantine(DIGEST);
        assertThat(app.typed("release", "shop-web").exit())
                .as("without a reason")
                .isEqualTo(ExitCode.USAGE);
        var released = app.typed("release", "shop-web", "--reason", "the database was at fault");
        assertThat(released.exit()).isZero();
        assertThat(released.out()).contains(DIGEST, "is released");
        assertThat(shop.isQuarantined(DIGEST)).isFalse();

        shop.quarantine(OTHER);
        assertThat(app.typed("release", IMAGE + "@" + OTHER, "--reason", "x", "--json")
                        .exit())
                .isZero();
        assertThat(shop.isQuarantined(OTHER)).isFalse();
        var again = app.typed("release", IMAGE + "@" + OTHER, "--reason", "x");
        assertThat(again.exit()).isEqualTo(ExitCode.NO);
        assertThat(again.out()).contains("is not in quarantine");
    }

    @Test
    void whatWasReleasedIsInTheLogAndTheLogIsNoRun() throws Exception {
        shop.quarantine(OTHER);
        app.typed("release", IMAGE + "@" + OTHER, "--reason", "a false alarm");
        assertThat(app.typed("runs", "--json").json().items()).isEmpty();
        var book = app.typed("promotions", "--digests", "--json").json();
        assertThat(book.items()).hasSize(2);
        assertThat(book.at(0).at("what").text()).as("the latest first").isEqualTo("released");
        assertThat(book.at(0).at("entry", "digest").text()).isEqualTo(OTHER);
        assertThat(book.at(1).at("what").text()).isEqualTo("quarantined");
        assertThat(app.typed("promotions", "--book").out())
                .contains("released", IMAGE, "sha256:0123abcd0123", "a false alarm", "alarm web-5xx fires");
        assertThat(app.typed("promotions", "--book", "--limit", "1").out()).doesNotContain("quarantined");
        assertThat(app.typed("promotions", "--book", "--missed").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(app.typed("audit", "verify", "--json").json().at("whole").bool())
                .isTrue();
    }
}

package io.nightshift.promotion.sandbox;

import static io.nightshift.promotion.sandbox.OneService.EAST;
import static io.nightshift.promotion.sandbox.OneService.OLD;
import static io.nightshift.promotion.sandbox.OneService.STAGING;
import static io.nightshift.promotion.sandbox.OneService.WEST;
import static io.nightshift.promotion.sandbox.OneService.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.promotion.action.Rollout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ways back that do not work at once, and what earlier ones left. */
class RollbackTest {

    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final Duration STAGING_DONE = Duration.ofMinutes(7);
    private static final Duration ALL = Duration.ofHours(2);
    private static final Problem BROKEN = Problem.permanent("BadConfig", "nginx: unknown directive \"bogus\"");
    private static final String BAD = digest(13);

    private final OneService shop = new OneService();

    private void jammedWayBack() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.platform.jam(WEST, BROKEN);
        shop.errors.put(BAD, 0.2);
        shop.pass(SHORT);
    }

    private List<Integer> shares(String digest) {
        return List.of(shop.share(STAGING, digest), shop.share(EAST, digest), shop.share(WEST, digest));
    }

    private long pages(String title) {
        return shop.told.stream()
                .filter(message -> message.title().startsWith(title))
                .filter(message -> message.urgency() == Urgency.PAGE)
                .count();
    }

    @Test
    void itIsTriedAgainUntilItWorksAndTheOthersDoNotWait() throws JsonException {
        jammedWayBack();
        assertThat(shares(BAD)).containsExactly(0, 0, 10);
        assertThat(shop.run().status()).isEqualTo(Status.WAITING);
        assertThat(shop.digests.quarantined(OneService.IMAGE, BAD)).isPresent();
        assertThat(pages("Could not be taken back: ")).isEqualTo(1);
        assertThat(View.of(shop.run().state()).at("facts", "waitsFor").text()).contains("bogus");
        shop.platform.mend(WEST);
        shop.pass(Duration.ofMinutes(1));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(shares(OLD)).containsExactly(100, 100, 100);
        assertThat(shop.platform.holds(WEST, BAD)).isFalse();
        assertThat(pages("Could not be taken back: ")).isEqualTo(1);
    }

    @Test
    void aRollbackTriesItAtOnce() {
        jammedWayBack();
        shop.pass(ALL);
        shop.platform.mend(WEST);
        shop.engine.command(shop.run().id(), "rollback", "alice", "now");
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void peopleAreRemindedRarelyAndItIsTriedAtLeastEveryTenMinutes() {
        jammedWayBack();
        shop.pass(Duration.ofHours(9));
        assertThat(pages("Could not be taken back: ")).isEqualTo(1);
        assertThat(pages("Still not back: ")).isEqualTo(2);
        shop.platform.mend(WEST);
        shop.pass(Duration.ofMinutes(10));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void whatPassesWithinSecondsWakesNobody() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.platform.jam(WEST, Problem.transientFault("Throttling", "slow down"));
        shop.engine.command(shop.run().id(), "rollback", "alice", "slow checkout");
        shop.platform.mend(WEST);
        shop.pass(Duration.ofMinutes(1));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(pages("Could not be taken back: ")).isZero();
    }

    @Test
    void aNewerPushWaitsUntilItIsBack() {
        jammedWayBack();
        shop.push(digest(14), "v14");
        shop.pass(SHORT);
        assertThat(shop.runs()).hasSize(1);
        shop.platform.mend(WEST);
        shop.pass(ALL);
        assertThat(shop.runs()).hasSize(2);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void whatAHumanTookBackMeanwhileIsDone() {
        jammedWayBack();
        shop.platform.setByHand(WEST, OLD);
        shop.pass(SHORT);
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    /** As an earlier version of Nightshift ended it. */
    private void leftOver() {
        for (var target : List.of(STAGING, EAST, WEST)) {
            var baseline = Json.obj().with("version", OLD).with("digest", OLD);
            var rollout = new Rollout(OneService.IMAGE, BAD, "", baseline, Json.obj());
            var key = new IdempotencyKey("earlier", 1);
            try {
                shop.platform.deploy(target, rollout, key);
                shop.platform.shift(target, rollout, target.equals(STAGING) ? 100 : 10, key);
            } catch (CallFailed e) {
                throw new IllegalStateException(e);
            }
        }
        shop.digests.quarantine(OneService.IMAGE, BAD, "checkout is slow");
        assertThat(shares(BAD)).containsExactly(100, 10, 10);
    }

    private void forbiddenWayBack() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.mode = Mode.DRY_RUN;
        shop.engine.command(shop.run().id(), "rollback", "alice", "checkout is slow");
    }

    @Test
    void aPolicyThatForbidsTheWayBackDoesNotEndIt() {
        forbiddenWayBack();
        shop.pass(ALL);
        assertThat(shop.run().outcome()).isEmpty();
        assertThat(shares(BAD)).containsExactly(100, 10, 10);
        assertThat(pages("Could not be taken back: ")).isEqualTo(3);
        shop.mode = Mode.ACT;
        shop.engine.command(shop.run().id(), "rollback", "alice", "now");
        shop.pass(SHORT);
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(shares(OLD)).containsExactly(100, 100, 100);
        assertThat(shop.digests.quarantined(OneService.IMAGE, BAD)).isPresent();
    }

    @Test
    void whereThePolicyForbidsItAHumanEndsItByHand() {
        forbiddenWayBack();
        List.of(STAGING, EAST, WEST).forEach(target -> shop.platform.setByHand(target, OLD));
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.ESCALATED);
        assertThat(shop.run().reason()).contains("the policy forbids what is left", "not in quarantine");
    }

    @Test
    void theNextPushTakesTheShareOfADigestInQuarantineBackFirst() throws JsonException {
        leftOver();
        shop.push(digest(14), "v14");
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(shares(digest(14))).containsExactly(100, 100, 100);
        assertThat(shop.story()).anyMatch(line -> line.startsWith("taken back: what was left over on"));
    }

    @Test
    void aShareOfADigestThatIsNotInQuarantineIsStillRefused() {
        leftOver();
        shop.digests.release(OneService.IMAGE, BAD, "alice", "it was fine");
        shop.push(digest(14), "v14");
        shop.pass(Duration.ofMinutes(12));
        assertThat(shop.run().reason()).contains("WeightsLeftOver");
        assertThat(shop.told.getLast().urgency()).isEqualTo(Urgency.PAGE);
    }

    @Test
    void aRollbackOfWhatIsOverTakesEverythingBackAtOnce() {
        leftOver();
        shop.goBackTo(OLD);
        shop.pass(Duration.ofMinutes(3));
        assertThat(shares(OLD)).containsExactly(100, 100, 100);
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }
}

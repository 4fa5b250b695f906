package io.nightshift.promotion.sandbox;

import static io.nightshift.promotion.sandbox.OneService.EAST;
import static io.nightshift.promotion.sandbox.OneService.OLD;
import static io.nightshift.promotion.sandbox.OneService.STAGING;
import static io.nightshift.promotion.sandbox.OneService.WEST;
import static io.nightshift.promotion.sandbox.OneService.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionTest {

    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final Duration STAGING_DONE = Duration.ofMinutes(7);
    private static final Duration ALL = Duration.ofHours(2);
    private static final String GOOD = digest(7);
    private static final String BAD = digest(13);

    private final OneService shop = new OneService();

    private static List<Integer> shares(OneService shop, String digest) {
        return List.of(shop.share(STAGING, digest), shop.share(EAST, digest), shop.share(WEST, digest));
    }

    private static void ended(OneService shop, Outcome how, String... inReason) {
        assertThat(shop.run().outcome()).contains(how);
        assertThat(List.of(inReason))
                .allSatisfy(part -> assertThat(shop.run().reason()).contains(part));
        assertThat(Audit.verify(shop.ledger, shop.run().id()).whole()).isTrue();
    }

    @Test
    void aGoodVersionGetsAllTrafficStepByStepAndIsProvenAfterItsGuardTime() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 10);
        shop.pass(Duration.ofMinutes(5));
        assertThat(shares(shop, GOOD)).containsExactly(100, 50, 50);
        shop.pass(Duration.ofMinutes(10));
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 100);
        assertThat(shop.phase()).isEqualTo("GUARDING");
        assertThat(shop.digests.proven("shop-web", OneService.IMAGE)).isEmpty();
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED, "proven");
        assertThat(shop.digests.proven("shop-web", OneService.IMAGE)).containsExactly(GOOD);
    }

    @Test
    void theSameDigestTwiceIsOnePromotion() {
        shop.push(GOOD, "v7");
        shop.pass(SHORT);
        shop.push(GOOD, "latest");
        shop.pass(ALL);
        assertThat(shop.runs()).hasSize(1);
        shop.push(GOOD, "again");
        assertThat(shop.runs()).hasSize(2);
        ended(shop, Outcome.NOT_NEEDED, "every target has it already");
    }

    @Test
    void aTagIsResolvedOnceAndOnlyTheDigestTravelsOn() {
        shop.tags.put("stable", GOOD);
        shop.ask("stable");
        shop.tags.put("stable", BAD);
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 100);
    }

    @Test
    void aDeletedTagIsRefusedByName() {
        shop.ask("gone");
        ended(shop, Outcome.ESCALATED, "the tag is not there (deleted?)");
        assertThat(shop.entries()).contains("observed", "finished");
        assertThat(shares(shop, GOOD)).containsExactly(0, 0, 0);
    }

    @Test
    void aScanThatNeverFinishesClosesItsGate() {
        shop.gate = new Observed.Seen(Health.UNKNOWN, Json.obj().with("reason", "the scan runs"));
        shop.push(GOOD, "v7");
        shop.pass(Duration.ofMinutes(9));
        assertThat(shop.run().status()).isEqualTo(Status.WAITING);
        shop.pass(Duration.ofMinutes(3));
        ended(shop, Outcome.ESCALATED, "gate scan of stage staging", "the scan runs", "waited 10 min");
        assertThat(shares(shop, GOOD)).containsExactly(0, 0, 0);
    }

    @Test
    void aVulnerableVersionIsStoppedAtTheGate() {
        shop.gate = new Observed.Seen(Health.UNWELL, Json.obj().with("reason", "2 critical, at most 0"));
        shop.push(BAD, "v13");
        ended(shop, Outcome.ESCALATED, "2 critical, at most 0");
    }

    @Test
    void whatAWayBackHadToLeaveRunningIsRemovedOnceTheTrafficIsBack() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        assertThat(shop.platform.holds(EAST, BAD)).isTrue();
        shop.errors.put(BAD, 0.2);
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK);
        assertThat(List.of(STAGING, EAST, WEST))
                .noneMatch(target -> shop.platform.holds(target, BAD))
                .allMatch(target -> shop.share(target, OLD) == 100);
        assertThat(shop.run().state().text()).contains("is back, and nothing is left of the version");
    }

    @Test
    void aVersionThatFailsGoesBackEverywhereAndIntoQuarantine() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.errors.put(BAD, 0.2);
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "errors is 0.2000, more than 0.05");
        assertThat(shares(shop, BAD)).containsExactly(0, 0, 0);
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
        assertThat(shop.told.getLast().urgency()).isEqualTo(Message.Urgency.PAGE);
        shop.push(BAD, "v13-again");
        ended(shop, Outcome.ESCALATED, "in quarantine", "errors is 0.2000", "nightshift release shop-web");
        assertThat(shop.digests.release(OneService.IMAGE, BAD, "alice", "the metric was wrong"))
                .isTrue();
        shop.errors.clear();
        shop.push(BAD, "v13-once-more");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aVersionThatNeverBecomesReadyGoesBackBeforeAnyTraffic() {
        shop.broken.add(BAD);
        shop.push(BAD, "v13");
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "did not become ready", "it crashes at once");
        assertThat(shop.digests.quarantined(OneService.IMAGE, BAD)).isPresent();
    }

    @Test
    void aVersionThatEndedAtItsStartIsDeployedAgain() throws JsonException {
        shop.platform.failStarts(GOOD, 2, new Readiness.Broken("the process ended", Cause.START));
        shop.push(GOOD, "v7");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
        assertThat(shop.story())
                .filteredOn(line -> line.contains("deployed again"))
                .hasSize(1);
    }

    @Test
    void aVersionThatEndsAtEachStartIsBad() {
        shop.platform.failStarts(BAD, 1000, new Readiness.Broken("the process ended", Cause.START));
        shop.push(BAD, "v13");
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "did not become ready", "the process ended");
        assertThat(shop.digests.quarantined(OneService.IMAGE, BAD)).isPresent();
    }

    @Test
    void anImageThatCannotBeFetchedIsTriedUntilSettleIsOverAndIsNotBad() {
        shop.platform.failStarts(GOOD, 1000, new Readiness.Broken("ImagePullBackOff", Cause.IMAGE));
        shop.push(GOOD, "v7");
        shop.pass(Duration.ofMinutes(9));
        assertThat(shop.phase()).isEqualTo("SETTLING");
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "ImagePullBackOff");
        assertThat(shop.digests.quarantined(OneService.IMAGE, GOOD)).isEmpty();
    }

    @Test
    void whatCouldNotBeFetchedUsesUpNoStart() {
        shop.platform.failStarts(GOOD, 1000, new Readiness.Broken("ImagePullBackOff", Cause.IMAGE));
        shop.push(GOOD, "v7");
        shop.pass(SHORT);
        shop.platform.failStarts(GOOD, 2, new Readiness.Broken("the process ended", Cause.START));
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void anAlarmInTheGuardTimeTakesItBack() {
        shop.push(BAD, "v13");
        shop.pass(Duration.ofMinutes(40));
        assertThat(shop.phase()).isEqualTo("GUARDING");
        shop.alarm = true;
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "alarm shop-down fires");
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
    }

    @Test
    void withoutNumbersABakeIsExtendedAndThenAHumanIsAskedAndMayGoOn() throws JsonException {
        shop.measured = false;
        shop.push(GOOD, "v7");
        shop.pass(Duration.ofMinutes(10));
        assertThat(shop.story()).anyMatch(line -> line.contains("the bake is extended: ") && line.contains("no value"));
        shop.pass(Duration.ofMinutes(10));
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.told.getLast().title()).startsWith("Held: ");
        assertThat(shares(shop, GOOD)).containsExactly(100, 0, 0);
        shop.engine.command(shop.run().id(), "go-on", "alice", "nobody uses staging at night");
        shop.measured = true;
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    private static OneService with(String newer) {
        return new OneService(ignored -> OneService.description(newer, Optional.empty()));
    }

    @Test
    void aNewerPushSupersedesAndNothingOfTheOlderOneIsLeft() {
        shop.push(BAD, "v1");
        shop.pass(STAGING_DONE);
        shop.push(GOOD, "v2");
        shop.pass(ALL);
        assertThat(shop.runs().getFirst().outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(shop.runs().getFirst().reason()).contains("superseded by");
        ended(shop, Outcome.RESOLVED);
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 100);
        assertThat(shop.digests.quarantined(OneService.IMAGE, BAD)).isEmpty();
    }

    @Test
    void aNewerPushThatQueuesBeginsWhenTheOlderOneHasAllTraffic() {
        var queue = with("queue");
        queue.push(digest(1), "v1");
        queue.pass(STAGING_DONE);
        queue.push(digest(2), "v2");
        queue.push(GOOD, "v3");
        queue.pass(Duration.ofMinutes(6));
        assertThat(queue.runs()).hasSize(1);
        queue.pass(ALL);
        assertThat(queue.runs()).hasSize(2);
        assertThat(queue.runs().getFirst().reason()).contains("not proven", "v3");
        ended(queue, Outcome.RESOLVED);
        assertThat(shares(queue, GOOD)).containsExactly(100, 100, 100);
    }

    @Test
    void aNewerPushThatLetsTheOlderOneFinishBeginsWhenThatIsProven() {
        var patient = with("finish-first");
        patient.push(digest(1), "v1");
        patient.pass(STAGING_DONE);
        patient.push(GOOD, "v2");
        patient.pass(Duration.ofHours(4));
        assertThat(patient.runs())
                .extracting(run -> run.outcome().orElseThrow())
                .containsExactly(Outcome.RESOLVED, Outcome.RESOLVED);
        assertThat(patient.digests.proven("shop-web", OneService.IMAGE)).containsExactly(GOOD, digest(1));
    }

    @Test
    void theNewerPushIsNotLostWhenTheWorkerDiesBeforeItBegins() {
        shop.push(BAD, "v1");
        shop.pass(STAGING_DONE);
        shop.whenTold = () -> {
            shop.whenTold = () -> {};
            throw new World.WorkerDied();
        };
        try {
            shop.push(GOOD, "v2");
        } catch (World.WorkerDied e) {
            assertThat(shop.runs()).hasSize(1);
        }
        shop.pass(Duration.ofMinutes(5));
        shop.sweep();
        shop.pass(ALL);
        assertThat(shop.runs()).hasSize(2);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aPushThatIsOlderThanWhatIsPromotedIsLeftAlone() throws JsonException {
        shop.pass(Duration.ofHours(1));
        shop.push(GOOD, "v2");
        shop.pass(SHORT);
        shop.pushLate(BAD, "v1", Duration.ofHours(1));
        shop.pass(ALL);
        assertThat(shop.runs()).hasSize(1);
        assertThat(shop.story()).anyMatch(line -> line.startsWith("older than what is promoted"));
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void whatSomebodyElseShiftedIsNoticedAndRespected() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(EAST, 30);
        shop.pass(SHORT);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.told.getLast().lines().getFirst()).contains("somebody changed", "it has 30 %, we gave it 10");
        shop.pass(Duration.ofHours(3));
        assertThat(shop.share(EAST, GOOD)).isEqualTo(30);
        shop.platform.shiftByHand(EAST, 10);
        shop.engine.command(shop.run().id(), "resume", "alice", "I have put it back");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    /** Seed 9100259 of the simulation: the second hand gave by chance what the run had given. */
    @Test
    void aResumeGoesOnAfterSomebodyShiftedTwice() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(WEST, 38);
        shop.pass(SHORT);
        shop.platform.shiftByHand(WEST, 10);
        shop.pass(Duration.ofHours(2));
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 10);
        shop.engine.command(shop.run().id(), "resume", "alice", "go on");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aResumeGivesEveryTargetTheShareOfTheStepAgainAndBakesItAnew() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(WEST, 38);
        shop.pass(Duration.ofHours(2));
        assertThat(shop.phase()).isEqualTo("HELD");
        shop.engine.command(shop.run().id(), "resume", "alice", "I saw it");
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 10);
        shop.pass(SHORT);
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 10);
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aShareThatIsChangedAfterTheResumeHoldsThePromotionAgain() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(WEST, 38);
        shop.pass(SHORT);
        shop.engine.command(shop.run().id(), "resume", "alice", "I saw it");
        shop.platform.shiftByHand(EAST, 20);
        shop.pass(ALL);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.share(EAST, GOOD)).isEqualTo(20);
    }

    @Test
    void aResumeIsAYesToTheSharesOfThatTimeAndToNoOthers() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(WEST, 38);
        shop.pass(SHORT);
        shop.switches.pause("all", "bob", "a drill");
        shop.engine.command(shop.run().id(), "resume", "alice", "I saw it");
        shop.pass(SHORT);
        shop.platform.shiftByHand(WEST, 97);
        shop.switches.resume("all", "bob", "over");
        shop.pass(SHORT);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.share(WEST, GOOD)).isEqualTo(97);
        shop.engine.command(shop.run().id(), "resume", "alice", "this one, too");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aResumeChecksWhatServesBeforeItBelievesAnAlarm() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.shiftByHand(WEST, 38);
        shop.pass(SHORT);
        shop.platform.crash(EAST, OLD);
        shop.alarm = true;
        shop.engine.command(shop.run().id(), "resume", "alice", "I saw it");
        shop.pass(SHORT);
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 10);
        assertThat(shop.digests.quarantined(OneService.IMAGE, GOOD)).isEmpty();
    }

    @Test
    void aDeadBaselineThatSomebodyGaveTrafficIsWhatTheAlarmFiresFor() {
        shop.platform.crash(EAST, OLD);
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 10);
        shop.platform.shiftByHand(EAST, 40);
        shop.pass(SHORT);
        shop.alarm = true;
        shop.engine.command(shop.run().id(), "resume", "alice", "I saw it");
        shop.pass(SHORT);
        assertThat(shares(shop, GOOD)).containsExactly(100, 100, 10);
    }

    @Test
    void aPausedPromotionKeepsItsSharesAndGoesOnWhenItIsResumed() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        shop.engine.command(shop.run().id(), "pause", "alice", "a look at the logs");
        shop.pass(ALL);
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 10);
        shop.engine.command(shop.run().id(), "resume", "alice", "all is well");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aWaveThatWaitsForAGuardrailInItsMiddleRepeatsNoAct() {
        var rises = new ArrayList<String>();
        shop.whenItRises = (target, digest, percent) -> {
            rises.add(target.name() + " " + percent);
            if (target.equals(EAST) && percent == 10) {
                shop.switches.pause("resource/" + WEST.label(), "bob", "a migration");
            }
        };
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        assertThat(shares(shop, GOOD)).containsExactly(100, 10, 0);
        shop.switches.resume("resource/" + WEST.label(), "bob", "over");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
        assertThat(rises).doesNotHaveDuplicates();
    }

    @Test
    void aPauseWhileAStageOpensHoldsAfterTheApproval() {
        var asking = asking();
        asking.switches.pause("all", "bob", "a drill");
        asking.push(GOOD, "v7");
        asking.pass(SHORT);
        assertThat(asking.phase()).isEqualTo("OPENING");
        asking.switches.resume("all", "bob", "over");
        asking.pass(STAGING_DONE);
        var run = asking.run();
        assertThat(asking.phase()).isEqualTo("ASKING");
        asking.engine.command(run.id(), "pause", "alice", "a look");
        approve(asking, asking.run(), "alice");
        approve(asking, asking.run(), "bob");
        assertThat(asking.phase()).isEqualTo("HELD");
        asking.engine.command(run.id(), "resume", "alice", "go");
        asking.pass(ALL);
        ended(asking, Outcome.RESOLVED);
    }

    @Test
    void aPausedPromotionThatFailsGoesBackAllTheSame() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.engine.command(shop.run().id(), "pause", "alice", "a look at the logs");
        shop.errors.put(BAD, 0.2);
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK);
    }

    @Test
    void oneAbortTakesBackEveryWaveAndStage() {
        shop.push(GOOD, "v7");
        shop.pass(Duration.ofMinutes(13));
        assertThat(shares(shop, GOOD)).containsExactly(100, 50, 50);
        shop.engine.abort(shop.run().id(), "alice", "wrong day");
        ended(shop, Outcome.ABORTED, "wrong day");
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
        assertThat(shop.digests.quarantined(OneService.IMAGE, GOOD)).isEmpty();
    }

    @Test
    void aRollbackByAHumanQuarantines() {
        shop.push(GOOD, "v7");
        shop.pass(STAGING_DONE);
        assertThat(shop.engine
                        .command(shop.run().id(), "rollback", "alice", "checkout is slow")
                        .kind())
                .isEqualTo(EngineResult.Kind.MOVED);
        ended(shop, Outcome.ROLLED_BACK, "checkout is slow");
        assertThat(shop.digests.quarantined(OneService.IMAGE, GOOD)).isPresent();
    }

    @Test
    void aWayBackThatASwitchHoldsBackPagesWithTheCommandAndGoesOnAfterwards() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.switches.pause("all", "bob", "a drill");
        shop.alarm = true;
        shop.pass(SHORT);
        assertThat(shop.told)
                .filteredOn(message -> message.title().startsWith("The rollback waits: "))
                .singleElement()
                .satisfies(
                        message -> assertThat(message.lines()).contains("By hand: put " + OLD + " on shop/web-west"));
        shop.switches.resume("all", "bob", "it is over");
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "alarm shop-down fires");
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
    }

    /** Seed 121 of the simulation: a switch held up the verification job for longer than it may take. */
    @Test
    void aSwitchUsesUpNoTimeThatAVersionHasToBecomeReady() {
        shop.platform.failStarts(GOOD, 1, new Readiness.Broken("it ended at its start", Readiness.Cause.START));
        shop.push(GOOD, "v7");
        shop.switches.pause("all", "bob", "a drill");
        shop.pass(Duration.ofMinutes(15));
        shop.switches.resume("all", "bob", "it is over");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aShareThatHadToWaitIsNotRaisedOnWhatWasSeenBefore() throws JsonException {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.switches.pause("all", "bob", "a drill");
        shop.pass(Duration.ofMinutes(10));
        assertThat(shop.phase()).isEqualTo("HELD");
        shop.errors.put(BAD, 0.2);
        shop.switches.resume("all", "bob", "it is over");
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "errors is 0.2000");
        assertThat(shop.story()).noneMatch(line -> line.startsWith("50 %"));
    }

    @Test
    void whatAWorkerPlannedBeforeTheQuarantineIsNotRepeatedAfterIt() {
        shop.push(GOOD, "v1");
        shop.whenItRises = (target, digest, percent) -> {
            if (target.equals(OneService.EAST)) {
                shop.whenItRises = (any, one, more) -> {};
                throw new World.WorkerDied();
            }
        };
        assertThatThrownBy(() -> shop.pass(STAGING_DONE)).isInstanceOf(World.WorkerDied.class);
        shop.digests.quarantine(OneService.IMAGE, GOOD, "another service went back from it");
        var risen = new ArrayList<Integer>();
        shop.whenItRises = (target, digest, percent) -> risen.add(percent);
        shop.pass(Duration.ofMinutes(5));
        shop.sweep();
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "in quarantine", "another service went back from it");
        assertThat(risen).isEmpty();
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
    }

    @Test
    void whatCannotBeTakenBackIsPagedWithItsCommandAndStopsNothingElse() {
        shop.push(BAD, "v13");
        shop.pass(STAGING_DONE);
        shop.mode = Mode.DRY_RUN;
        shop.engine.command(shop.run().id(), "rollback", "alice", "checkout is slow");
        assertThat(shop.run().outcome()).isEmpty();
        assertThat(shop.told)
                .filteredOn(message -> message.title().startsWith("Could not be taken back: "))
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.lines().getLast()).startsWith("By hand: put " + OLD));
    }

    @Test
    void aDryRunTellsEveryStepAndChangesNothing() throws JsonException {
        shop.mode = Mode.DRY_RUN;
        shop.push(GOOD, "v7");
        ended(shop, Outcome.NOT_NEEDED, "dry run");
        assertThat(shop.story()).anyMatch(line -> line.contains("web-east") && line.contains("10 % for 5 min"));
        assertThat(shares(shop, OLD)).containsExactly(100, 100, 100);
        assertThat(shop.run().acts()).isZero();
    }

    private static OneService asking() {
        var approval = Json.obj()
                .with("approvers", Json.arr(Json.of("alice"), Json.of("bob")))
                .with("needed", 2)
                .with("withinSeconds", 3600);
        return new OneService(ignored -> OneService.description("supersede", Optional.of(approval)));
    }

    private static void approve(OneService shop, Run run, String by) {
        shop.engine.approve(run.id(), run.approval().orElseThrow().planHash(), by);
    }

    @Test
    void aStageThatAsksBeginsWhenEnoughPeopleAgree() {
        var asking = asking();
        asking.push(GOOD, "v7");
        asking.pass(STAGING_DONE);
        assertThat(asking.phase()).isEqualTo("ASKING");
        approve(asking, asking.run(), "alice");
        approve(asking, asking.run(), "alice");
        assertThat(asking.phase()).isEqualTo("ASKING");
        approve(asking, asking.run(), "bob");
        asking.pass(ALL);
        ended(asking, Outcome.RESOLVED);
    }

    @Test
    void aStageAsksTodaysApproversAndNoOthers() {
        var asking = asking();
        asking.push(GOOD, "v7");
        asking.pass(STAGING_DONE);
        approve(asking, asking.run(), "alice");
        asking.approvers = List.of("dave", "erin");
        approve(asking, asking.run(), "bob");
        assertThat(asking.phase()).isEqualTo("ASKING");
        assertThat(asking.run().approval().orElseThrow().given()).isEmpty();
        approve(asking, asking.run(), "dave");
        approve(asking, asking.run(), "erin");
        asking.pass(ALL);
        ended(asking, Outcome.RESOLVED);
    }

    @Test
    void aConsentOfPeopleWhoAreRemovedBeforeTheStageIsTouchedGoesToAHuman() {
        var asking = asking();
        asking.push(GOOD, "v7");
        asking.pass(STAGING_DONE);
        asking.unsure.add("preflight");
        approve(asking, asking.run(), "alice");
        approve(asking, asking.run(), "bob");
        asking.approvers = List.of("dave", "erin");
        asking.unsure.clear();
        asking.pass(Duration.ofMinutes(10));
        assertThat(asking.phase()).isEqualTo("HELD");
        assertThat(asking.told.getLast().lines().toString()).contains("2 of dave, erin must approve");
        assertThat(shares(asking, GOOD)).containsExactly(100, 0, 0);

        asking.engine.abort(asking.run().id(), "alice", "not ours any more");
        asking.pass(ALL);
        assertThat(shares(asking, OLD)).containsExactly(100, 100, 100);
    }

    @Test
    void anApprovalThatExpiresCountsAsRejected() {
        var asking = asking();
        asking.push(GOOD, "v7");
        asking.pass(ALL);
        ended(asking, Outcome.ESCALATED, "stage prod", "the approval expired");
        assertThat(shares(asking, GOOD)).containsExactly(100, 0, 0);
    }
}

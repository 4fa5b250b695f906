package io.nightshift.promotion.sandbox;

import static io.nightshift.promotion.sandbox.OneService.EAST;
import static io.nightshift.promotion.sandbox.OneService.OLD;
import static io.nightshift.promotion.sandbox.OneService.STAGING;
import static io.nightshift.promotion.sandbox.OneService.WEST;
import static io.nightshift.promotion.sandbox.OneService.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Versions that die while they serve: the new one at each phase, and the one before it. */
class NotServingTest {

    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final Duration STAGING_DONE = Duration.ofMinutes(7);
    private static final Duration GUARDING = Duration.ofMinutes(40);
    private static final Duration ALL = Duration.ofHours(2);
    private static final String NEW = digest(7);

    private final OneService shop = new OneService(NotServingTest::unwatched);

    /** No metric and no alarm. */
    private static Json.Obj unwatched(Json.Obj plan) {
        var stages = new ArrayList<Json>();
        if (plan.get("stages") instanceof Json.Arr(var items)) {
            items.forEach(stage ->
                    stages.add(((Json.Obj) stage).with("analysis", Plans.analysis(Json.arr(), Json.arr()))));
        }
        return plan.with("stages", Json.arr(stages));
    }

    private static void ended(OneService shop, Outcome how, String... inReason) {
        assertThat(shop.run().outcome()).contains(how);
        assertThat(List.of(inReason))
                .allSatisfy(part -> assertThat(shop.run().reason()).contains(part));
    }

    private boolean inQuarantine(String digest) {
        return shop.digests.quarantined(OneService.IMAGE, digest).isPresent();
    }

    @Test
    void aVersionThatDiesInItsBakeGoesBackWithoutAnyMetric() {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.crash(EAST, NEW);
        shop.pass(Duration.ofMinutes(2));
        ended(shop, Outcome.ROLLED_BACK, "web-east does not serve");
        assertThat(inQuarantine(NEW)).isTrue();
        assertThat(shop.share(EAST, OLD)).isEqualTo(100);
    }

    @Test
    void aVersionThatDiesWhileItIsPausedGoesBack() {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.engine.command(shop.run().id(), "pause", "alice", "a look");
        shop.platform.crash(WEST, NEW);
        shop.pass(Duration.ofMinutes(2));
        ended(shop, Outcome.ROLLED_BACK, "web-west does not serve");
    }

    @Test
    void aVersionThatDiesOnGuardIsNotProven() {
        shop.push(NEW, "v7");
        shop.pass(GUARDING);
        assertThat(shop.phase()).isEqualTo("GUARDING");
        shop.platform.crash(STAGING, NEW);
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "web-staging does not serve");
        assertThat(shop.share(WEST, OLD)).isEqualTo(100);
        assertThat(shop.digests.proven("shop-web", OneService.IMAGE)).isEmpty();
    }

    @Test
    void aVersionThatIsFoundDeadWhenTheOldOneIsRetiredGoesBackAsFarAsPossible() {
        var hasty = new OneService(plan ->
                unwatched(plan).with("guard", Json.obj().with("seconds", 0).with("everySeconds", 60)));
        hasty.push(NEW, "v7");
        while (!hasty.phase().equals("BAKING") || hasty.share(WEST, NEW) < 100) {
            hasty.pass(Duration.ofSeconds(10));
        }
        // The last look of the bake has seen it alive.
        hasty.pass(Duration.ofMinutes(4).plusSeconds(50));
        hasty.switches.pause("all", "bob", "a drill");
        hasty.pass(SHORT);
        assertThat(hasty.phase()).isEqualTo("RETIRING");
        hasty.platform.crash(WEST, NEW);
        hasty.switches.resume("all", "bob", "over");
        hasty.pass(SHORT);
        ended(hasty, Outcome.ESCALATED, "web-west does not serve");
        assertThat(hasty.share(WEST, OLD)).isEqualTo(100);
        assertThat(hasty.digests.proven("shop-web", OneService.IMAGE)).isEmpty();
        assertThat(hasty.told.getLast().urgency()).isEqualTo(Urgency.PAGE);
    }

    @Test
    void aRestartThatTakesASecondIsNoFailure() {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.crash(EAST, NEW);
        while (!shop.run().state().text().contains("web-east version")) {
            shop.pass(Duration.ofSeconds(1));
        }
        shop.platform.start(EAST, NEW);
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void aDeadBaselineLetsItsFixThroughWithAllTrafficAtOnce() throws JsonException {
        shop.platform.crash(EAST, OLD);
        shop.push(NEW, "v7");
        assertThat(shop.told)
                .filteredOn(message -> message.title().startsWith("Does not serve: k8s:deployment/shop/web-east")
                        || message.title().contains("web-east"))
                .allSatisfy(message -> assertThat(message.urgency()).isEqualTo(Urgency.PAGE));
        shop.pass(STAGING_DONE);
        assertThat(List.of(shop.share(EAST, NEW), shop.share(WEST, NEW))).containsExactly(100, 10);
        assertThat(shop.story())
                .filteredOn(line -> line.contains("gets all of it at once"))
                .hasSize(1);
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void withAllBaselinesDeadTheStepsBetweenAreLeftOut() {
        shop.platform.crash(EAST, OLD);
        shop.platform.crash(WEST, OLD);
        shop.push(NEW, "v7");
        shop.pass(Duration.ofMinutes(12));
        assertThat(shop.phase()).isEqualTo("GUARDING");
    }

    @Test
    void aBadFixOfADeadBaselineGoesBackToItAndItIsStartedAgain() {
        var watched = new OneService();
        watched.platform.crash(EAST, OLD);
        watched.push(NEW, "v7");
        watched.pass(STAGING_DONE);
        watched.errors.put(NEW, 0.2);
        watched.pass(SHORT);
        ended(watched, Outcome.ROLLED_BACK, "errors is 0.2000");
        assertThat(watched.digests.quarantined(OneService.IMAGE, NEW)).isPresent();
        watched.push(digest(8), "v8");
        watched.pass(STAGING_DONE);
        assertThat(watched.share(EAST, digest(8))).isEqualTo(10);
    }

    @Test
    void theVersionThatServesAndDiedIsStartedAgainWhenItIsAskedFor() throws JsonException {
        shop.platform.crash(EAST, OLD);
        shop.push(OLD, "v0");
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
        assertThat(shop.story()).anyMatch(line -> line.contains("it is started again"));
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        assertThat(shop.share(EAST, NEW)).isEqualTo(10);
    }

    @Test
    void aBaselineThatDiesInTheBakeIsNotTheVersionsFault() throws JsonException {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.crash(EAST, OLD);
        shop.pass(Duration.ofMinutes(2));
        assertThat(List.of(shop.share(EAST, NEW), shop.share(WEST, NEW))).containsExactly(100, 10);
        assertThat(shop.story()).anyMatch(line -> line.contains("gets all of it at once"));
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void anAlarmThatFiresForADeadBaselineDoesNotTakeTheVersionBack() {
        var alarmed = new OneService();
        alarmed.push(NEW, "v7");
        alarmed.pass(STAGING_DONE);
        alarmed.platform.crash(EAST, OLD);
        alarmed.alarm = true;
        alarmed.pass(Duration.ofMinutes(2));
        assertThat(alarmed.share(EAST, NEW)).isEqualTo(100);
        alarmed.alarm = false;
        alarmed.pass(Duration.ofMinutes(3));
        alarmed.alarm = true;
        alarmed.pass(SHORT);
        ended(alarmed, Outcome.ROLLED_BACK, "alarm shop-down fires");
    }

    /** East, then west. */
    private static OneService oneAfterTheOther() {
        return new OneService(plan -> {
            var waves = OneService.description(
                    "supersede", Optional.empty(), 300, 3600, List.of(List.of(EAST), List.of(WEST)));
            return plan.with("stages", Objects.requireNonNull(waves.get("stages")));
        });
    }

    @Test
    void anAlarmThatFiresForATargetOfALaterWaveDoesNotTakeTheVersionBack() throws JsonException {
        var alarmed = oneAfterTheOther();
        alarmed.push(NEW, "v7");
        alarmed.pass(STAGING_DONE);
        alarmed.platform.crash(WEST, OLD);
        alarmed.alarm = true;
        alarmed.pass(Duration.ofMinutes(8));
        assertThat(alarmed.share(EAST, NEW)).isEqualTo(50);
        assertThat(alarmed.told)
                .filteredOn(message -> message.title().startsWith("Does not serve: k8s:deployment/shop/web-west"))
                .hasSize(1);
        assertThat(alarmed.story()).anyMatch(line -> line.contains("alarm shop-down fires while"));
        alarmed.alarm = false;
        alarmed.pass(ALL);
        ended(alarmed, Outcome.RESOLVED);
        assertThat(alarmed.share(WEST, NEW)).isEqualTo(100);
    }

    @Test
    void aTargetWhoseDeploymentWasRefusedIsNotTouched() {
        var alarmed = oneAfterTheOther();
        alarmed.push(NEW, "v7");
        alarmed.pass(Duration.ofMinutes(20));
        assertThat(alarmed.share(EAST, NEW)).isEqualTo(100);
        alarmed.switches.pause("all", "bob", "a drill");
        alarmed.pass(Duration.ofMinutes(5));
        assertThat(alarmed.platform.holds(WEST, NEW)).isFalse();
        alarmed.platform.crash(WEST, OLD);
        alarmed.alarm = true;
        alarmed.pass(SHORT);
        assertThat(alarmed.share(EAST, NEW)).isEqualTo(100);
        assertThat(alarmed.phase()).isEqualTo("HELD");
        alarmed.switches.resume("all", "bob", "over");
        alarmed.alarm = false;
        alarmed.pass(ALL);
        ended(alarmed, Outcome.RESOLVED);
        assertThat(alarmed.share(WEST, NEW)).isEqualTo(100);
    }

    @Test
    void aBaselineThatServesAgainBeforeTheFirstShareIsBroughtOverStepByStep() throws JsonException {
        var shop = oneAfterTheOther();
        shop.push(NEW, "v7");
        shop.pass(Duration.ofMinutes(18));
        shop.platform.crash(WEST, OLD);
        shop.switches.pause("all", "bob", "a drill");
        shop.pass(Duration.ofMinutes(6));
        assertThat(shop.story()).anyMatch(line -> line.contains("web-west does not serve"));
        shop.platform.start(WEST, OLD);
        shop.switches.resume("all", "bob", "over");
        shop.pass(SHORT);
        assertThat(shop.story()).anyMatch(line -> line.contains("web-west serves again"));
        assertThat(shop.share(WEST, NEW)).isEqualTo(10);
        shop.pass(ALL);
        ended(shop, Outcome.RESOLVED);
    }

    @Test
    void anAlarmForATargetOfALaterStageIsNotTheVersionsFaultEither() {
        var alarmed = new OneService();
        alarmed.push(NEW, "v7");
        alarmed.pass(Duration.ofMinutes(2));
        assertThat(alarmed.phase()).isEqualTo("BAKING");
        alarmed.platform.crash(WEST, OLD);
        alarmed.alarm = true;
        alarmed.pass(STAGING_DONE);
        alarmed.alarm = false;
        alarmed.pass(ALL);
        ended(alarmed, Outcome.RESOLVED);
    }

    @Test
    void anAlarmCountsWhereTheUntouchedServeOrCannotBeLookedAtAndAgainOnceItWasQuiet() {
        var alarmed = oneAfterTheOther();
        alarmed.push(NEW, "v7");
        alarmed.pass(STAGING_DONE);
        alarmed.platform.crash(WEST, OLD);
        alarmed.alarm = true;
        alarmed.pass(Duration.ofMinutes(2));
        alarmed.platform.start(WEST, OLD);
        alarmed.alarm = false;
        alarmed.pass(Duration.ofMinutes(2));
        alarmed.blind.add("preflight");
        alarmed.alarm = true;
        alarmed.pass(SHORT);
        ended(alarmed, Outcome.ROLLED_BACK, "alarm shop-down fires");
        assertThat(alarmed.digests.quarantined(OneService.IMAGE, NEW)).isPresent();
    }

    @Test
    void aBaselineThatDiesWhileItIsPausedIsPagedAndNothingMovesBeforeTheResume() {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.engine.command(shop.run().id(), "pause", "alice", "a look");
        shop.platform.crash(EAST, OLD);
        shop.pass(SHORT);
        assertThat(shop.share(EAST, NEW)).isEqualTo(10);
        assertThat(shop.told.getLast().lines().getLast()).contains("nightshift resume");
        shop.engine.command(shop.run().id(), "resume", "alice", "go");
        shop.pass(SHORT);
        assertThat(shop.share(EAST, NEW)).isEqualTo(100);
    }

    @Test
    void ifBothDieNobodyIsBlamed() {
        shop.push(NEW, "v7");
        shop.pass(STAGING_DONE);
        shop.platform.crash(EAST, OLD);
        shop.platform.crash(EAST, NEW);
        shop.pass(SHORT);
        ended(shop, Outcome.ROLLED_BACK, "nor does its baseline");
        assertThat(inQuarantine(NEW)).isFalse();
    }

    @Test
    void aFailureFreezesWhereThePolicySaysSo() throws JsonException {
        var frozen = new OneService(plan -> plan.with("onFailure", "freeze"));
        frozen.push(NEW, "v7");
        frozen.pass(STAGING_DONE);
        frozen.errors.put(NEW, 0.2);
        frozen.pass(ALL);
        assertThat(frozen.phase()).isEqualTo("HELD");
        assertThat(frozen.share(EAST, NEW)).isEqualTo(10);
        assertThat(frozen.told.getLast().lines().getFirst()).contains("on-failure: freeze", "errors is 0.2000");
        assertThat(frozen.digests.quarantined(OneService.IMAGE, NEW)).isEmpty();
        assertThat(View.of(frozen.run().state()).at("held", "kind").text()).isEqualTo("FROZEN");
        frozen.push(digest(8), "v8");
        frozen.pass(SHORT);
        assertThat(frozen.share(EAST, NEW)).isEqualTo(10);
        frozen.errors.clear();
        frozen.engine.command(frozen.run().id(), "resume", "alice", "it is mended");
        frozen.pass(SHORT);
        assertThat(frozen.phase()).as("the bake begins anew").isEqualTo("BAKING");
        frozen.pass(Duration.ofHours(4));
        assertThat(frozen.runs().getFirst().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aFrozenPromotionLooksAgainBeforeTheShareThatItWaitedFor() {
        var frozen = new OneService(plan -> plan.with("onFailure", "freeze"));
        frozen.push(NEW, "v7");
        frozen.pass(STAGING_DONE);
        frozen.switches.pause("all", "bob", "a drill");
        frozen.pass(Duration.ofMinutes(5));
        frozen.errors.put(NEW, 0.2);
        frozen.pass(SHORT);
        frozen.switches.resume("all", "bob", "over");
        frozen.engine.command(frozen.run().id(), "resume", "alice", "it is mended");
        frozen.pass(SHORT);
        assertThat(frozen.phase()).isEqualTo("HELD");
        assertThat(frozen.share(EAST, NEW)).isEqualTo(10);
        frozen.errors.clear();
        frozen.engine.command(frozen.run().id(), "resume", "alice", "now it is");
        frozen.pass(ALL);
        assertThat(frozen.runs().getFirst().outcome()).contains(Outcome.RESOLVED);
    }

    /** Night 50616: the alarm of production fired for hours, and staging alone got the version. */
    @Test
    void anAlarmOfAStageThatHadTheVersionAlreadyIsNotWatchedOnGuard() {
        var alarmed = new OneService(NotServingTest::stagingWithoutAlarms);
        alarmed.platform.setByHand(EAST, NEW);
        alarmed.platform.setByHand(WEST, NEW);
        alarmed.alarm = true;
        alarmed.push(NEW, "v7");
        alarmed.pass(ALL);
        ended(alarmed, Outcome.RESOLVED);
        assertThat(alarmed.digests.quarantined(OneService.IMAGE, NEW)).isEmpty();
    }

    private static Json.Obj stagingWithoutAlarms(Json.Obj plan) {
        if (plan.get("stages") instanceof Json.Arr(var stages)
                && stages.getFirst() instanceof Json.Obj staging
                && staging.get("analysis") instanceof Json.Obj analysis) {
            var quiet = staging.with("analysis", analysis.with("alarms", Json.arr()));
            return plan.with("stages", Json.arr(List.of(quiet, stages.getLast())));
        }
        throw new IllegalStateException("the plan has no stages");
    }

    @Test
    void aFrozenPromotionGoesBackWhenAHumanSaysSo() {
        var frozen = new OneService(plan -> plan.with("onFailure", "freeze"));
        frozen.push(NEW, "v7");
        frozen.pass(STAGING_DONE);
        frozen.platform.crash(EAST, NEW);
        frozen.pass(SHORT);
        assertThat(frozen.phase()).isEqualTo("HELD");
        frozen.engine.command(frozen.run().id(), "rollback", "alice", "no");
        ended(frozen, Outcome.ROLLED_BACK);
        assertThat(frozen.digests.quarantined(OneService.IMAGE, NEW)).isPresent();
        assertThat(frozen.run().status()).isEqualTo(Status.FINISHED);
    }
}

package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The contract of every platform, on which promotions rely. */
public abstract class PlatformSuite {

    private static final int RETIREMENTS = 5;

    private int effects;

    /** A new one for each test. */
    protected abstract TargetUnderTest stand();

    private IdempotencyKey key() {
        return new IdempotencyKey("promotion-0123456789ab", ++effects);
    }

    /** The rollout before the preflight. */
    private static Rollout blank(TargetUnderTest stand) {
        return new Rollout(stand.image(), TargetUnderTest.NEW, "", Json.obj(), stand.settings());
    }

    private static Rollout ready(TargetUnderTest stand) throws CallFailed {
        var blank = blank(stand);
        var baseline = stand.platform().preflight(stand.target(), blank).baseline();
        return new Rollout(blank.image(), blank.digest(), "", baseline, blank.settings());
    }

    private Rollout deployed(TargetUnderTest stand) throws CallFailed, JsonException {
        var rollout = ready(stand);
        var details = stand.platform().deploy(stand.target(), rollout, key());
        stand.settle();
        return with(rollout, details);
    }

    private static Rollout with(Rollout rollout, Json.Obj details) throws JsonException {
        var version = View.of(details).at("version").textOr("");
        return new Rollout(rollout.image(), rollout.digest(), version, rollout.baseline(), rollout.settings());
    }

    @Test
    void aHealthyTargetIsReadyForAPromotionAndTellsTheWayBack() throws CallFailed, JsonException {
        var stand = stand();
        var found = stand.platform().preflight(stand.target(), blank(stand));
        assertThat(found.problems()).isEmpty();
        assertThat(found.percent()).isZero();
        var baseline = View.of(found.baseline());
        assertThat(baseline.at("digest").text()).isEqualTo(TargetUnderTest.OLD);
        assertThat(baseline.at("version").nonBlank()).isNotEmpty();
        assertThat(baseline.at("command").nonBlank()).isNotEmpty();
    }

    @Test
    void aDeployedVersionBecomesReadyAndHasNoTrafficYet() throws CallFailed, JsonException {
        var stand = stand();
        var rollout = deployed(stand);
        assertThat(rollout.version()).isNotEmpty();
        assertThat(stand.platform().deployed(stand.target(), rollout)).isEqualTo(new Readiness.Ready());
        assertThat(stand.shareOfNew()).isEqualTo(stand.splits() ? 0 : 100);
        assertThat(stand.platform().exposure(stand.target(), rollout).percent()).isEqualTo(stand.shareOfNew());
    }

    @Test
    void deployingTheSameDigestTwiceMakesOneVersion() throws CallFailed, JsonException {
        var stand = stand();
        var first = deployed(stand);
        var again = with(first, stand.platform().deploy(stand.target(), ready(first), key()));
        stand.settle();
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(stand.versionsOfNew()).isEqualTo(1);
    }

    private static Rollout ready(Rollout deployed) {
        return new Rollout(deployed.image(), deployed.digest(), "", deployed.baseline(), deployed.settings());
    }

    /** The shares among these that the platform can give. */
    private static List<Integer> shares(TargetUnderTest stand, Integer... shares) {
        return Stream.of(shares).filter(stand::gives).toList();
    }

    /** The first share among these that it can give; else 100. */
    private static int share(TargetUnderTest stand, Integer... shares) {
        return Stream.concat(shares(stand, shares).stream(), Stream.of(100))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aShiftGivesExactlyTheShareThatWasAskedFor() throws CallFailed, JsonException {
        for (int percent : shares(stand(), 1, 5, 50, 99, 100)) {
            givesExactly(percent, stand());
        }
    }

    private void givesExactly(int percent, TargetUnderTest stand) throws CallFailed, JsonException {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, percent, key());
        stand.settle();
        assertThat(stand.shareOfNew()).isEqualTo(percent);
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.percent()).isEqualTo(percent);
        assertThat(seen.settled()).isTrue();
        assertThat(seen.others()).isEmpty();
        assertThat(seen.versionDown() + seen.baselineDown()).isEmpty();
    }

    @Test
    void aShiftThatIsRepeatedChangesNothing() throws CallFailed, JsonException {
        var stand = stand();
        var rollout = deployed(stand);
        int percent = share(stand, 20, 10);
        stand.platform().shift(stand.target(), rollout, percent, key());
        stand.platform().shift(stand.target(), rollout, percent, key());
        stand.settle();
        assertThat(stand.shareOfNew()).isEqualTo(percent);
    }

    @Test
    void whatServesAndIsDownIsNoObstacleAndIsTold() throws CallFailed {
        var stand = stand();
        if (!stand.crash(TargetUnderTest.OLD)) {
            return;
        }
        var found = stand.platform().preflight(stand.target(), blank(stand));
        assertThat(found.baselineDown()).isNotEmpty();
        assertThat(found.problems()).isEmpty();
        assertThat(found.baseline().get("digest")).isEqualTo(Json.of(TargetUnderTest.OLD));
    }

    @Test
    void aVersionThatDiesIsToldAtEveryShare() throws CallFailed, JsonException {
        for (int percent : shares(stand(), 10, 100)) {
            var stand = stand();
            var rollout = shifted(stand, percent);
            if (!stand.crash(TargetUnderTest.NEW)) {
                return;
            }
            var seen = stand.platform().exposure(stand.target(), rollout);
            assertThat(seen.percent()).isEqualTo(percent);
            assertThat(seen.versionDown()).isNotEmpty();
        }
    }

    @Test
    void aBaselineThatDiesIsToldAsLongAsItHasAShare() throws CallFailed, JsonException {
        for (int percent : shares(stand(), 10, 100)) {
            var stand = stand();
            var rollout = shifted(stand, percent);
            if (!stand.crash(TargetUnderTest.OLD)) {
                return;
            }
            var seen = stand.platform().exposure(stand.target(), rollout);
            assertThat(seen.baselineDown().isEmpty()).isEqualTo(percent == 100);
        }
    }

    private Rollout shifted(TargetUnderTest stand, int percent) throws CallFailed, JsonException {
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, percent, key());
        stand.settle();
        return rollout;
    }

    @Test
    void itGoesBackBeforeAnythingWasDeployed() throws CallFailed {
        var stand = stand();
        goesBack(stand, ready(stand));
    }

    @Test
    void itGoesBackFromEveryShare() throws CallFailed, JsonException {
        for (int percent : shares(stand(), 0, 10, 100)) {
            goesBackFrom(percent, stand());
        }
    }

    private void goesBackFrom(int percent, TargetUnderTest stand) throws CallFailed, JsonException {
        var rollout = deployed(stand);
        if (percent > 0) {
            stand.platform().shift(stand.target(), rollout, percent, key());
            stand.settle();
        }
        goesBack(stand, rollout);
    }

    private void goesBack(TargetUnderTest stand, Rollout rollout) throws CallFailed {
        stand.platform().takeBack(stand.target(), rollout, key());
        stand.settle();
        stand.platform().takeBack(stand.target(), rollout, key());
        stand.settle();
        assertThat(stand.shareOfNew()).isZero();
        var seen = stand.platform().exposure(stand.target(), rollout);
        assertThat(seen.percent()).isZero();
        assertThat(seen.settled()).isTrue();
        assertThat(seen.idle()).isEmpty();
        assertThat(stand.platform().preflight(stand.target(), blank(stand)).problems())
                .as("the next promotion can begin")
                .isEmpty();
    }

    @Test
    void aNewPromotionCanBeginAfterTheBaselineWasRetired() throws CallFailed, JsonException {
        var stand = stand();
        var rollout = deployed(stand);
        stand.platform().shift(stand.target(), rollout, 100, key());
        stand.settle();
        retire(stand, rollout);
        assertThat(stand.shareOfNew()).isEqualTo(100);
        var found = stand.platform().preflight(stand.target(), blank(stand));
        assertThat(found.problems()).isEmpty();
        assertThat(found.percent()).isEqualTo(100);
        assertThat(View.of(found.baseline()).at("digest").text()).isEqualTo(TargetUnderTest.NEW);
    }

    /** Repeated, as the engine does, while the platform reports that it is in progress. */
    private void retire(TargetUnderTest stand, Rollout rollout) throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            try {
                stand.platform().retire(stand.target(), rollout, key());
                stand.settle();
                return;
            } catch (CallFailed e) {
                if (!e.problem().retryable() || attempt == RETIREMENTS) {
                    throw e;
                }
                stand.settle();
                assertThat(stand.shareOfNew()).isEqualTo(100);
            }
        }
    }

    @Test
    void nothingIsDeployedOverWhatSomebodyPutThereByHand() throws CallFailed {
        var stand = stand();
        var rollout = ready(stand);
        stand.changeByHand();
        assertThatThrownBy(() -> stand.platform().deploy(stand.target(), rollout, key()))
                .asInstanceOf(InstanceOfAssertFactories.type(CallFailed.class))
                .satisfies(PlatformSuite::toldAsChanged);
        assertThat(stand.versionsOfNew()).isZero();
    }

    @Test
    void noTrafficIsShiftedAwayFromWhatSomebodyPutThereByHand() throws CallFailed, JsonException {
        var stand = stand();
        var rollout = deployed(stand);
        stand.changeByHand();
        assertThat(stand.platform().exposure(stand.target(), rollout).others()).isNotEmpty();
        int percent = share(stand, 10);
        assertThatThrownBy(() -> stand.platform().shift(stand.target(), rollout, percent, key()))
                .asInstanceOf(InstanceOfAssertFactories.type(CallFailed.class))
                .satisfies(PlatformSuite::toldAsChanged);
        assertThat(stand.shareOfNew()).isZero();
    }

    private static void toldAsChanged(CallFailed failure) {
        assertThat(failure.problem().code()).isEqualTo(TargetPlatform.CHANGED);
        assertThat(failure.problem().mayHaveHappened()).isFalse();
        assertThat(failure.problem().retryable()).isFalse();
    }
}

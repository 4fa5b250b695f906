package io.nightshift.rotation.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.RotationProgress;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.StoreStep;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.SecretChars;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rotations from the request to the proof, and every way in which they stop. */
class RotationTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration HOUR = Duration.ofHours(1);

    private static RotationNight night(String strategy) {
        return new RotationNight("postgres", strategy);
    }

    private static Json.Obj windowAt(Json.Obj plan, String opens, String closes) {
        return plan.with(
                "closed",
                Json.obj()
                        .with("zone", "UTC")
                        .with("fromDay", "MONDAY")
                        .with("from", closes)
                        .with("toDay", "MONDAY")
                        .with("to", opens));
    }

    @Test
    void alternatingUsersChangeWithoutAGapAndTheOldOneIsRefusedInTheEnd() throws Exception {
        var night = night("alternating");
        var old = night.world.secrets.current(RotationNight.NAME).credential();
        night.rotate();
        assertThat(night.phase()).isEqualTo("PROVING");
        assertThat(night.system.knows(old)).isTrue();
        assertThat(night.currentLogsIn()).isTrue();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.system.knows(old)).isFalse();
        assertThat(night.world.secrets.current(RotationNight.NAME).credential().user())
                .isEqualTo("app_clone");
        night.rotate();
        night.pass(HOUR);
        assertThat(night.world.secrets.current(RotationNight.NAME).credential().user())
                .isEqualTo("app");
        assertThat(night.system.live()).isEqualTo(1);
    }

    @Test
    void oneUserAndTwoPasswordsDoTheSame() throws Exception {
        for (var strategy : new String[] {"single", "dual"}) {
            var night = night(strategy);
            var old = night.world.secrets.current(RotationNight.NAME).credential();
            night.rotate();
            night.pass(HOUR);
            assertThat(night.outcome()).contains(Outcome.RESOLVED);
            assertThat(night.system.knows(old)).isFalse();
            assertThat(night.currentLogsIn()).isTrue();
        }
    }

    @Test
    void consumersAreRestartedInOrderAndABrokenOneStopsNoOther() {
        var night = night("alternating");
        night.plan = RotationSandbox.plan(
                "postgres", "alternating", service("shop/web"), service("shop/broken"), service("shop/api"));
        night.rotate();
        assertThat(night.rolled).containsExactly("shop/web", "shop/api");
        assertThat(night.run().state().text()).contains("not restarted: ecs:service/shop/broken: it does not start");
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aConsumerThatDoesNotComeUpHoldsTheOthersAndTheOldCredentialAndPagesOnce() throws Exception {
        var night = night("alternating");
        night.plan = RotationSandbox.plan("postgres", "alternating", service("shop/crashing"), service("shop/api"));
        var old = night.world.secrets.current(RotationNight.NAME).credential();
        night.rotate();
        night.pass(HOUR);
        assertThat(night.rolled).containsExactly("shop/crashing");
        assertThat(night.outcome()).isEmpty();
        assertThat(night.system.knows(old)).isTrue();
        assertThat(night.messenger.deliveries())
                .filteredOn(one ->
                        one.message().lines().contains("ecs:service/shop/crashing was restarted and is not up again"))
                .hasSize(1);
    }

    /** Seeds 1000854 and 1003439 of the simulation: the version of a rotation that is over still has a value. */
    @Test
    void aRequestOfTheStoreThatArrivesAfterItsRotationBeginsNothing() {
        for (var strategy : new String[] {"single", "dual"}) {
            var night = night(strategy);
            var version = "0123456789abcdef0123456789abcdef";
            for (var step : StoreStep.values()) {
                night.step(step, version);
            }
            night.pass(HOUR);
            night.rotate();
            night.pass(HOUR);
            var current = night.world.secrets.currentVersion(RotationNight.NAME);

            night.ask(RotationRequest.step(StoreStep.CREATE, version));
            assertThat(night.run().reason())
                    .isEqualTo("the store no longer asks for version " + version + ": nothing is pending");
            night.pass(HOUR);
            night.ask(RotationRequest.leak(RotationRequest.CURRENT));
            night.pass(HOUR);
            assertThat(night.outcome()).contains(Outcome.RESOLVED);
            assertThat(night.world.secrets.currentVersion(RotationNight.NAME)).isNotEqualTo(version);
            assertThat(current).isNotEqualTo(version);
            assertThat(night.currentLogsIn()).isTrue();
        }
    }

    /** GitHub's alert names no secret: its value is compared. */
    @Test
    void aLeakThatGitHubFoundEndsTheCredentialItIsAboutAndNoOther() {
        for (var found : new String[] {
            "canary-0-" + RotationNight.NAME, "postgresql://app:canary-0-shop%2Fdb@db.internal:5432/shop"
        }) {
            var night = night("dual");
            night.system.sessions("app", 3);
            night.world.leaks(alert -> SecretChars.of(found));
            night.ask(RotationRequest.leak(RotationRequest.GITHUB + "shop/web/42"));
            assertThat(night.outcome()).contains(Outcome.RESOLVED);
            assertThat(night.system.sessions("app")).isZero();
            assertThat(night.run().state().text()).doesNotContain("canary");
        }
        var other = night("dual");
        other.world.leaks(alert -> SecretChars.of("canary-of-another"));
        other.ask(RotationRequest.leak(RotationRequest.GITHUB + "shop/web/42"));
        assertThat(other.outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(other.world.secrets.currentVersion(RotationNight.NAME)).isEqualTo("v0");
        var tokenless = night("dual");
        tokenless.ask(RotationRequest.leak(RotationRequest.GITHUB + "shop/web/42"));
        assertThat(tokenless.outcome()).contains(Outcome.ESCALATED);
        assertThat(tokenless.told()).contains("NIGHTSHIFT_GITHUB_TOKEN");
    }

    @Test
    void aLeakThatGitHubFoundDuringARotationIsForAHumanToCompare() {
        var night = night("dual");
        night.rotate();
        assertThat(night.phase()).isEqualTo("PROVING");
        night.ask(RotationRequest.leak(RotationRequest.GITHUB + "shop/web/42"));
        assertThat(night.phase()).isEqualTo("PROVING");
        assertThat(night.told()).contains("shop/web/42", "nightshift rotate shop/db --leaked");
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    private static Resource service(String name) {
        return new Resource(RotationSandbox.HOME, Kinds.ECS_SERVICE, name);
    }

    @Test
    void aRotationWaitsForItsWindowUnlessItIsUrgent() {
        var night = night("single");
        night.plan = windowAt(night.plan, "03:00", "05:00");
        night.rotate();
        assertThat(night.phase()).isEqualTo("PREFLIGHT");
        night.command("pause");
        assertThat(night.phase()).isEqualTo("HELD");
        night.command("resume");
        night.pass(Duration.ofHours(3));
        assertThat(night.outcome()).contains(Outcome.RESOLVED);

        var urgent = night("single");
        urgent.plan = windowAt(urgent.plan, "03:00", "05:00");
        urgent.rotate();
        urgent.ask(RotationRequest.plain(false, true));
        assertThat(urgent.phase()).isEqualTo("PROVING");
    }

    @Test
    void approversAreAskedOnceAndBeforeAnythingIsChanged() {
        var night = night("alternating");
        night.asks = true;
        night.rotate();
        assertThat(night.phase()).isEqualTo("ASKING");
        assertThat(night.world.secrets.pendingValue(RotationNight.NAME)).isEmpty();
        night.engine.approve(
                night.run().id(), night.run().approval().orElseThrow().planHash(), "alice");
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);

        var rejected = night("alternating");
        rejected.asks = true;
        rejected.rotate();
        rejected.engine.reject(
                rejected.run().id(), rejected.run().approval().orElseThrow().planHash(), "bob", "not now");
        assertThat(rejected.outcome()).contains(Outcome.ABORTED);
    }

    @Test
    void aDryRunChecksAndChangesNothing() {
        var night = night("alternating");
        night.ask(RotationRequest.plain(true, false));
        assertThat(night.outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.run().reason()).isEqualTo("dry run: every check passed; it would rotate");
        assertThat(night.world.secrets.currentVersion(RotationNight.NAME)).isEqualTo("v0");

        var mode = night("alternating");
        mode.mode = Mode.DRY_RUN;
        mode.rotate();
        assertThat(mode.outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(mode.run().reason()).isEqualTo("dry run: would create a pending version of shop/db");
    }

    @Test
    void theChecksNameTheFieldAndTheFixBeforeAnythingIsWritten() {
        var night = night("alternating");
        night.system.lacks(
                new Shortcoming("admin", "it may not alter the role", "grant app to admin with admin option"));
        night.rotate();
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.run().reason())
                .contains("admin: it may not alter the role; grant app to admin with admin option");
        assertThat(night.world.secrets.pendingValue(RotationNight.NAME)).isEmpty();
    }

    @Test
    void aPendingVersionOfSomebodyElseIsLeftAlone() {
        var night = night("alternating");
        night.world.secrets.begin(RotationNight.NAME, "somebody-elses");
        night.rotate();
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.run().reason()).contains("version somebody-elses is pending");
    }

    @Test
    void theStoreLeadsStepByStep() throws Exception {
        var night = night("alternating");
        for (var step : StoreStep.values()) {
            night.step(step, TOKEN);
            assertThat(RotationProgress.of(night.run(), step).notDone()).isEmpty();
            if (step != StoreStep.FINISH) {
                assertThat(RotationProgress.of(night.run(), StoreStep.FINISH).notDone())
                        .isPresent();
                assertThat(night.world.secrets.currentVersion(RotationNight.NAME))
                        .isEqualTo("v0");
            }
        }
        assertThat(night.world.secrets.currentVersion(RotationNight.NAME)).isEqualTo(TOKEN);
        night.pass(HOUR);
        night.step(StoreStep.CREATE, TOKEN);
        assertThat(night.outcome()).contains(Outcome.NOT_NEEDED);
    }

    @Test
    void aLaterStepAloneBeginsNothing() {
        var night = night("alternating");
        night.step(StoreStep.TEST, TOKEN);
        assertThat(night.ledger.runs(java.util.Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void onCallIsToldIfTheStoreDoesNotGoOnAndAHumanFinishesIt() {
        var night = night("alternating");
        night.step(StoreStep.CREATE, TOKEN);
        night.command("pause");
        night.command("resume");
        night.step(StoreStep.SET, TOKEN);
        night.pass(HOUR);
        assertThat(night.told()).contains("the store did not ask for testSecret", "nightshift rotate shop/db --now");
        night.ask(RotationRequest.plain(false, true));
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aRotationThatTheStoreAbandonsIsReverted() {
        for (var strategy : new String[] {"single", "alternating"}) {
            var night = night(strategy);
            night.step(StoreStep.CREATE, TOKEN);
            night.step(StoreStep.SET, TOKEN);
            assertThat(night.currentLogsIn()).isEqualTo(strategy.equals("alternating"));
            night.pass(strategy.equals("single") ? Duration.ofMinutes(20) : Duration.ofHours(3));
            assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
            assertThat(night.currentLogsIn()).isTrue();
        }
    }

    @Test
    void aSecondRotationIsNotBegunWhileOneIsUnderWay() throws Exception {
        var night = night("alternating");
        night.step(StoreStep.CREATE, TOKEN);
        night.ask(RotationRequest.step(StoreStep.CREATE, "fedcba9876543210fedcba9876543210"));
        assertThat(RotationProgress.of(night.run(), StoreStep.CREATE).version()).isEqualTo(TOKEN);
        assertThat(night.ledger.runs(java.util.Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void aPasswordThatTheSystemRefusesIsDiscardedAndTheOldOneStays() {
        for (var strategy : new String[] {"single", "alternating", "dual"}) {
            var night = night(strategy);
            night.system.refuses("the password is too simple");
            night.rotate();
            assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
            assertThat(night.run().reason()).contains("the password is too simple");
            assertThat(night.world.secrets.pendingValue(RotationNight.NAME)).isEmpty();
            assertThat(night.currentLogsIn()).isTrue();
        }
    }

    @Test
    void aChangeWithoutEffectIsFoundByTheTestAndReverted() {
        var night = night("alternating");
        night.system.ignoresChanges(true);
        night.rotate();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(night.run().reason()).contains("the pending credential is refused");
        assertThat(night.currentLogsIn()).isTrue();
    }

    @Test
    void aSystemThatStopsAnsweringIsWaitedForInTheMiddle() {
        var night = night("single");
        night.step(StoreStep.CREATE, TOKEN);
        night.step(StoreStep.SET, TOKEN);
        night.system.down("db.internal:5432 does not answer");
        night.step(StoreStep.TEST, TOKEN);
        night.pass(HOUR);
        assertThat(night.phase()).isEqualTo("TESTING");
        assertThat(night.told()).contains("db.internal:5432 does not answer");
        night.system.up();
        night.ask(RotationRequest.plain(false, true));
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aSwitchThatFailsIsReverted() {
        var night = night("single");
        night.failing.put(CredentialStep.SWITCH, Problem.permanent("Denied", "not allowed"));
        night.rotate();
        assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(night.currentLogsIn()).isTrue();
    }

    @Test
    void aSwitchWhoseReplyIsLostGoesForward() {
        var night = night("single");
        night.failing.put(CredentialStep.SWITCH, Problem.uncertain("Timeout", "no answer"));
        night.rotate();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.currentLogsIn()).isTrue();
    }

    @Test
    void aFreezeThatBeginsBetweenSetAndSwitchLeavesNobodyWithoutAPassword() {
        var night = night("single");
        night.step(StoreStep.CREATE, TOKEN);
        night.step(StoreStep.SET, TOKEN);
        night.step(StoreStep.TEST, TOKEN);
        night.freeze(HOUR);
        night.step(StoreStep.FINISH, TOKEN);
        assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(night.currentLogsIn()).isTrue();
    }

    @Test
    void whatCannotBeRevertedGoesToAHuman() {
        var night = night("single");
        night.failing.put(CredentialStep.SWITCH, Problem.permanent("Denied", "not allowed"));
        night.failing.put(CredentialStep.REVERT, Problem.permanent("Denied", "not allowed either"));
        night.rotate();
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.told()).contains("nightshift secrets check shop/db");
    }

    @Test
    void aVersionThatCannotBeCreatedIsTidiedUp() {
        var night = night("alternating");
        night.failing.put(CredentialStep.CREATE, Problem.permanent("Denied", "not allowed"));
        night.step(StoreStep.CREATE, TOKEN);
        assertThat(night.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(night.world.secrets.begin(RotationNight.NAME, "another")).isTrue();
    }

    @Test
    void theOldCredentialIsNotRetiredWhileItIsInUse() {
        var night = night("alternating");
        night.system.sessions("app", 3);
        night.rotate();
        night.pass(HOUR);
        assertThat(night.phase()).isEqualTo("PROVING");
        assertThat(night.told()).contains("the old credential is still in use: 3 sessions or uses");
        night.command("pause");
        night.command("resume");
        night.system.sessions("app", 0);
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aProofThatCannotBeReadRetiresNothing() {
        var night = night("alternating");
        night.rotate();
        night.system.down("no network");
        night.pass(HOUR);
        assertThat(night.phase()).isEqualTo("PROVING");
        night.abort();
        assertThat(night.outcome()).contains(Outcome.ABORTED);
        assertThat(night.told()).contains("the old credential still works");
    }

    @Test
    void aLeakEndsTheOldCredentialAndItsSessionsAtOnce() {
        var night = night("alternating");
        night.system.sessions("app", 3);
        night.ask(RotationRequest.leak(RotationRequest.CURRENT));
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.system.sessions("app")).isZero();
    }

    @Test
    void aLeakDuringTheProofEndsTheGrace() {
        var night = night("alternating");
        night.rotate();
        night.ask(RotationRequest.leak(RotationRequest.CURRENT));
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aLeakedKeyIsEndedBeforeThereIsANewOne() throws Exception {
        var night = new RotationNight("aws-access-key", "dual");
        var old = night.world.secrets.current(RotationNight.NAME).credential();
        night.failing.put(CredentialStep.CREATE, Problem.permanent("Denied", "not allowed"));
        night.ask(RotationRequest.leak("app"));
        assertThat(night.system.knows(old)).isFalse();

        var asking = new RotationNight("aws-access-key", "dual");
        asking.asks = true;
        asking.ask(RotationRequest.leak("app"));
        asking.engine.approve(
                asking.run().id(), asking.run().approval().orElseThrow().planHash(), "alice");
        assertThat(asking.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aLeakedKeyThatCannotBeEndedGoesToAHumanAndOneOfSomebodyElseIsNotTouched() {
        var night = new RotationNight("aws-access-key", "dual");
        night.failing.put(CredentialStep.CUT_OFF, Problem.permanent("Denied", "not allowed"));
        night.ask(RotationRequest.leak("app"));
        assertThat(night.outcome()).contains(Outcome.ESCALATED);

        var other = new RotationNight("aws-access-key", "dual");
        other.ask(RotationRequest.leak("AKIASOMEBODYELSE"));
        assertThat(other.outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(other.currentLogsIn()).isTrue();
    }

    @Test
    void anOldCredentialThatStillWorksGoesToAHuman() {
        var night = night("alternating");
        night.rotate();
        night.system.ignoresChanges(true);
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.run().reason()).contains("it is still accepted");

        var failing = night("alternating");
        failing.failing.put(CredentialStep.RETIRE, Problem.permanent("Denied", "not allowed"));
        failing.rotate();
        failing.pass(HOUR);
        assertThat(failing.outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void aFreezeHoldsEachPartThatCanWait() {
        var creating = night("alternating");
        creating.freeze(HOUR);
        creating.rotate();
        assertThat(creating.phase()).isEqualTo("CREATING");
        holdAndGoOn(creating);

        var rolling = night("alternating");
        rolling.plan =
                RotationSandbox.plan("postgres", "alternating", service("shop/before-sale"), service("shop/web"));
        rolling.rotate();
        assertThat(rolling.phase()).isEqualTo("ROLLING");
        holdAndGoOn(rolling);

        var retiring = night("alternating");
        retiring.rotate();
        retiring.freeze(HOUR);
        retiring.pass(Duration.ofMinutes(10));
        assertThat(retiring.phase()).isEqualTo("RETIRING");
        holdAndGoOn(retiring);
    }

    private static void holdAndGoOn(RotationNight night) {
        night.command("pause");
        assertThat(night.phase()).isEqualTo("HELD");
        night.command("resume");
        night.pass(Duration.ofHours(3));
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void stoppingItRevertsWhatWasBegunAndNothingElse() {
        var waiting = night("single");
        waiting.plan = windowAt(waiting.plan, "03:00", "05:00");
        waiting.rotate();
        waiting.command("pause");
        waiting.abort();
        assertThat(waiting.outcome()).contains(Outcome.ABORTED);

        var held = night("alternating");
        held.step(StoreStep.CREATE, TOKEN);
        held.command("pause");
        held.abort();
        assertThat(held.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(held.world.secrets.pendingValue(RotationNight.NAME)).isEmpty();

        var set = night("single");
        set.step(StoreStep.CREATE, TOKEN);
        set.step(StoreStep.SET, TOKEN);
        set.abort();
        assertThat(set.outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(set.currentLogsIn()).isTrue();

        var rolling = night("alternating");
        rolling.plan =
                RotationSandbox.plan("postgres", "alternating", service("shop/before-sale"), service("shop/web"));
        rolling.rotate();
        rolling.abort();
        assertThat(rolling.outcome()).contains(Outcome.ABORTED);
        assertThat(rolling.currentLogsIn()).isTrue();
    }
}

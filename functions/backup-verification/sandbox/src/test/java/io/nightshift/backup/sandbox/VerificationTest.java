package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.BackupRequest;
import io.nightshift.backup.BackupSpec;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.CanarySchedule;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.run.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Verifications from the request to the removal, and every way in which they end. */
class VerificationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Problem DENIED = Problem.permanent("Denied", "not allowed");

    private static BackupSpec with(
            Optional<String> key, List<String> copies, Optional<BackupSpec.Price> price, boolean answers) {
        var usual = BackupSandbox.spec();
        return new BackupSpec(
                usual.source(),
                usual.place(),
                usual.rpo(),
                usual.rto(),
                key,
                copies,
                usual.checks(),
                usual.smallest(),
                usual.expiry(),
                price,
                answers,
                Optional.empty(),
                "ops");
    }

    @Test
    void aGoodBackupIsRestoredCheckedRemovedAndMeasured() {
        var night = new BackupNight();
        night.verify();
        assertThat(night.phase()).isEqualTo("WAITING");
        assertThat(night.world.left())
                .containsExactly(RestoreOrder.nameOf(night.run().id()));
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.left()).isEmpty();
        var record = night.history().last().orElseThrow();
        assertThat(record.isGood()).isTrue();
        assertThat(record.firstQuery()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
        assertThat(record.rpo()).isEqualTo(Duration.ofHours(2));
        assertThat(night.store.baseline(BackupNight.NAME, "row-counts").counts("row-counts", "public.orders"))
                .containsExactly(1000L);
    }

    @Test
    void aDamagedBackupIsBrokenAndTheLastGoodOneIsNamed() {
        var night = new BackupNight();
        night.verify();
        night.pass(HOUR);
        night.backUp("b2", Duration.ZERO);
        night.world.damage("b2");
        night.verify();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.run().reason()).contains("broken", "public.orders is missing");
        assertThat(night.told()).contains("BROKEN", "b1", "Keep it");
        assertThat(night.world.left()).isEmpty();
        assertThat(night.history().lastGood().orElseThrow().backup()).isEqualTo("b1");
    }

    private static BackupNight verified() {
        var night = new BackupNight();
        night.verify();
        night.pass(HOUR);
        return night;
    }

    @Test
    void damageForATestIsFoundAndIsNoVerdictOnTheBackup() {
        var night = verified();
        night.ask(BackupRequest.ofCanary());
        night.pass(HOUR);
        assertThat(night.outcome()).as(night.run().reason()).contains(Outcome.RESOLVED);
        assertThat(night.run().reason()).contains("500 rows of public.orders were deleted");
        assertThat(night.told()).doesNotContain("BROKEN: backup", "VERIFIER");
        assertThat(night.history().last().orElseThrow().isGood()).isTrue();
        assertThat(night.history().lastCanary().orElseThrow().isFound()).isTrue();
        assertThat(night.store.baseline(BackupNight.NAME, "row-counts").counts("row-counts", "public.orders"))
                .containsExactly(1000L);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aVerifierThatFindsNoDamageIsReportedBroken() {
        var night = verified();
        night.world.blind = true;
        night.ask(BackupRequest.ofCanary());
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.told()).contains("THE VERIFIER IS BROKEN");
        assertThat(night.history().lastCanary().orElseThrow().isFound()).isFalse();
        assertThat(night.history().lastGood()).isPresent();
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void theChecksAreTestedOnceAMonthAfterAGoodVerification() {
        var night = new BackupNight();
        var schedule = new CanarySchedule(night.store, night.time);
        var databases = List.of(BackupSandbox.database(BackupNight.NAME));
        assertThat(schedule.due(databases)).isEmpty();
        night.ask(BackupRequest.ofCanary());
        assertThat(night.outcome()).contains(Outcome.NOT_NEEDED);
        night.verify();
        night.pass(HOUR);
        assertThat(schedule.due(databases)).hasSize(1);
        schedule.due(databases).forEach(night.engine::handle);
        night.pass(HOUR);
        assertThat(night.history().lastCanary()).isPresent();
        assertThat(schedule.due(databases)).isEmpty();
        night.pass(Duration.ofDays(31));
        assertThat(schedule.due(databases)).as("not at any hour").isEmpty();
        night.verify();
        night.pass(HOUR);
        assertThat(schedule.due(databases)).hasSize(1);
    }

    @Test
    void aTestThatCannotDamageAnythingFailsAndLeavesNothing() {
        var night = verified();
        night.failing.put(RestoreStep.DAMAGE, Problem.permanent("NoDatabase", "nothing to damage"));
        night.ask(BackupRequest.ofCanary());
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.FAILED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aVerifiedBackupIsNotVerifiedAgainUnlessSomebodyWantsIt() {
        var night = new BackupNight();
        night.verify();
        night.pass(HOUR);
        night.ask(BackupRequest.verify(false, false));
        assertThat(night.outcome()).contains(Outcome.NOT_NEEDED);
    }

    /** The newest one stays the newest: nobody is told of a failure. */
    @Test
    void backupsThatStoppedComingAreToldAlthoughTheLastOneIsVerified() {
        var night = new BackupNight();
        night.verify();
        night.pass(HOUR);
        night.pass(Duration.ofDays(3));
        night.ask(BackupRequest.verify(false, false));
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.run().reason()).contains("RPO broken");
    }

    @Test
    void aDryRunRestoresNothing() {
        var night = new BackupNight();
        night.ask(BackupRequest.verify(true, true));
        assertThat(night.run().reason()).contains("dry run: would restore b1");
        night.mode = Mode.DRY_RUN;
        night.verify();
        assertThat(night.outcome()).contains(Outcome.NOT_NEEDED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void promisesAreKeptOrNamed() {
        var night = new BackupNight();
        night.pass(Duration.ofDays(2));
        night.spec = with(Optional.of("key-1"), List.of("eu-west-1"), Optional.empty(), true);
        night.world.takes = Duration.ofMinutes(20);
        night.verify();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.progress().promises().toString())
                .contains("RPO broken", "wrong key", "no copy in eu-west-1", "RTO broken");
        assertThat(night.run().reason()).contains("the data is good");
    }

    @Test
    void withoutAUsableBackupNothingIsRestored() {
        var night = new BackupNight();
        night.world.forgetBackups(BackupNight.NAME);
        night.verify();
        assertThat(night.run().reason()).isEqualTo("there is no backup");
        night.world.backup(
                BackupNight.NAME,
                StoredBackup.available("b2", night.time.instant(), 1).in(StoredBackup.State.RUNNING, "copying"));
        night.verify();
        assertThat(night.run().reason()).contains("RUNNING: copying");
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void theCostIsKnownBeforeTheRestore() {
        var night = new BackupNight();
        var price = new BackupSpec.Price(BigDecimal.TWO, Optional.of(BigDecimal.ONE), Optional.empty());
        night.spec = with(Optional.empty(), List.of(), Optional.of(price), false);
        night.verify();
        assertThat(night.run().reason()).contains("would cost about 2", "allows 1");
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void approversAreAskedBeforeTheRestore() {
        var night = new BackupNight();
        night.asks = true;
        night.verify();
        assertThat(night.phase()).isEqualTo("ASKING");
        assertThat(night.world.left()).isEmpty();
        night.engine.approve(
                night.run().id(), night.run().approval().orElseThrow().planHash(), "alice");
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        night.verify();
        night.pass(Duration.ofHours(2));
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void aClusterNeedsASecondCall() {
        var night = new BackupNight();
        night.world.twoSteps = true;
        night.verify();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void whateverFailsIsRemoved() {
        for (var step : List.of(RestoreStep.RESTORE, RestoreStep.OPEN, RestoreStep.ANSWER)) {
            var night = new BackupNight();
            night.spec = with(Optional.empty(), List.of(), Optional.empty(), true);
            night.failing.put(step, Problem.uncertain("Timeout", "no reply"));
            night.verify();
            night.pass(HOUR);
            assertThat(night.outcome()).as(step.name()).isPresent();
            assertThat(night.world.left()).as(step.name()).isEmpty();
        }
        var night = new BackupNight();
        night.world.breaks = true;
        night.verify();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.FAILED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aPasswordThatNeverWorksEndsTheRun() {
        var night = new BackupNight();
        night.world.opens = HOUR;
        night.verify();
        night.pass(HOUR);
        assertThat(night.run().reason()).contains("nobody gets in");
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aNameOfSomebodyElseIsLeft() {
        var night = new BackupNight();
        night.asks = true;
        night.verify();
        night.world.foreign(RestoreOrder.nameOf(night.run().id()), Map.of());
        night.engine.approve(
                night.run().id(), night.run().approval().orElseThrow().planHash(), "bob");
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ESCALATED);
        assertThat(night.world.foreign()).hasSize(1);
        assertThat(night.world.violations()).isEmpty();
    }

    @Test
    void aStrangerThatTakesTheNameLaterIsLeftToo() {
        var night = new BackupNight();
        night.verify();
        night.world.foreign(RestoreOrder.nameOf(night.run().id()), Map.of(RestoreOrder.RUN_TAG, "backup-other"));
        night.pass(HOUR);
        assertThat(night.run().reason()).contains("is not ours and was left");
        assertThat(night.world.foreign()).hasSize(1);
    }

    @Test
    void aStoppedVerificationRemovesWhatItRestored() {
        var night = new BackupNight();
        night.verify();
        night.abort();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.ABORTED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aRemovalThatIsDeniedIsToldOnceAndTriedAgain() {
        var night = new BackupNight();
        night.failing.put(RestoreStep.REMOVE, DENIED);
        night.verify();
        night.pass(HOUR);
        assertThat(night.phase()).isEqualTo("REMOVING");
        assertThat(night.told()).containsOnlyOnce("it costs money until then");
        night.failing.clear();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void aRemovalThatTheProviderForgetsIsRequestedAgain() {
        var night = new BackupNight();
        night.failing.put(RestoreStep.REMOVE, Problem.uncertain("Timeout", "no reply"));
        night.world.removes = Duration.ofSeconds(1);
        night.verify();
        night.pass(Duration.ofMinutes(3));
        night.failing.clear();
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.left()).isEmpty();
    }

    @Test
    void whatIsListedTooLateIsFoundByTheSweepAndStrangersAreNot() {
        var night = new BackupNight();
        night.world.unlisted = Duration.ofMinutes(30);
        night.verify();
        night.pass(Duration.ofMinutes(20));
        assertThat(night.outcome()).contains(Outcome.FAILED);
        night.world.foreign("nightshift-backup-123", Map.of(RestoreOrder.RUN_TAG, "backup-123"));
        night.pass(HOUR);
        assertThat(night.world.left()).hasSize(1);
        assertThat(night.sweep()).containsExactly("nightshift-backup-123");
        night.pass(HOUR);
        assertThat(night.world.left()).isEmpty();
        assertThat(night.world.foreign()).containsExactly("nightshift-backup-123");
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aRemovalThatDoesNotHappenIsNoticed() {
        var night = new BackupNight();
        night.verify();
        night.pass(Duration.ofMinutes(1));
        night.world.ignoresRemovals = true;
        night.pass(HOUR);
        assertThat(night.world.left()).hasSize(1);
        night.world.ignoresRemovals = false;
        night.pass(HOUR);
        assertThat(night.outcome()).contains(Outcome.RESOLVED);
        assertThat(night.world.left()).isEmpty();
    }
}

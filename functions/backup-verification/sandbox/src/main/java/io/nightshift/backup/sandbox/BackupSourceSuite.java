package io.nightshift.backup.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.RestoreStatus;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.backup.runtime.BackupSource;
import io.nightshift.backup.runtime.RestoreAccess;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.backup.runtime.TaggedRestore;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * The contract of {@link BackupSource}. Every test has runs of its own, so the tests of a class may share one provider with at least
 * two backups, of which the newest can be restored.
 */
public abstract class BackupSourceSuite {

    private static final Instant EXPIRES = Instant.parse("2036-01-01T00:00:00Z");
    private static final int MOST_POLLS = 200;
    private static final Set<RestoreStatus.State> FINAL =
            EnumSet.of(RestoreStatus.State.READY, RestoreStatus.State.FAILED, RestoreStatus.State.NEXT_STEP);

    private static int runs;

    /** The same for all tests of a class. */
    protected abstract SourceUnderTest subject();

    private BackupSource source() {
        return subject().source();
    }

    private static RunId run() {
        return new RunId("backup-%012x".formatted(0x5000_0000L + runs++));
    }

    private RestoreOrder order() throws CallFailed {
        return RestoreOrder.of(run(), newest().id(), EXPIRES);
    }

    private StoredBackup newest() throws CallFailed {
        return source().find(subject().database()).stream()
                .filter(StoredBackup::isAvailable)
                .findFirst()
                .orElseThrow();
    }

    private static RestorePassword password(RestoreOrder order) {
        return RestorePassword.of(BackupSandbox.seed(), order.run());
    }

    private RestoreStatus status(RestoreOrder order) throws CallFailed {
        return source().status(subject().database(), order);
    }

    private RestoreStatus settled(RestoreOrder order, Set<RestoreStatus.State> states) throws CallFailed {
        for (int poll = 0; poll < MOST_POLLS; poll++) {
            var status = status(order);
            if (states.contains(status.state())) {
                return status;
            }
            subject().pass();
        }
        throw new AssertionError(order.name() + " is still " + status(order));
    }

    private RestoreOrder restored() throws CallFailed {
        var order = order();
        source().restore(subject().database(), order);
        while (settled(order, FINAL).state() == RestoreStatus.State.NEXT_STEP) {
            source().restore(subject().database(), order);
        }
        assertThat(status(order).state()).isEqualTo(RestoreStatus.State.READY);
        return order;
    }

    private void remove(RestoreOrder order) throws CallFailed {
        whenFree(() -> source().remove(subject().database(), order));
        settled(order, EnumSet.of(RestoreStatus.State.ABSENT));
    }

    /** A provider with one operation at a time refuses what comes meanwhile. */
    private void whenFree(Call call) throws CallFailed {
        for (int poll = 0; ; poll++) {
            try {
                call.make();
                return;
            } catch (CallFailed e) {
                if (!e.problem().retryable() || poll == MOST_POLLS) {
                    throw e;
                }
                subject().pass();
            }
        }
    }

    /** A call of a source. */
    @FunctionalInterface
    private interface Call {
        void make() throws CallFailed;
    }

    private static void fails(String code, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(CallFailed.class, failed -> {
            assertThat(failed.problem().code()).isEqualTo(code);
            assertThat(failed.problem().retryable()).isFalse();
        });
    }

    @Test
    void listsTheNewestBackupFirst() throws CallFailed {
        var found = source().find(subject().database());
        assertThat(found).hasSizeGreaterThan(1);
        assertThat(found)
                .isSortedAccordingTo(Comparator.comparing(StoredBackup::takenAt).reversed());
        assertThat(source().covers(subject().database())).isTrue();
    }

    @Test
    void aNameThatNothingHasIsAbsent() throws CallFailed {
        assertThat(status(order()).state()).isEqualTo(RestoreStatus.State.ABSENT);
    }

    @Test
    void restoresUnderTheNameOfTheRunWithItsTagAndRemovesIt() throws CallFailed {
        var order = restored();
        assertThat(status(order).isOf(order.run())).isTrue();
        assertThat(tagged(order)).hasSize(1);
        remove(order);
        assertThat(tagged(order)).isEmpty();
    }

    private List<TaggedRestore> tagged(RestoreOrder order) throws CallFailed {
        return source().tagged(subject().database()).stream()
                .filter(found ->
                        found.name().equals(order.name()) && found.run().equals(order.run()))
                .toList();
    }

    @Test
    void restoringTwiceMakesOne() throws CallFailed {
        var order = restored();
        source().restore(subject().database(), order);
        assertThat(settled(order, FINAL).state()).isEqualTo(RestoreStatus.State.READY);
        assertThat(tagged(order)).hasSize(1);
        remove(order);
    }

    @Test
    void removingTwiceOrNothingIsNoError() throws CallFailed {
        var order = restored();
        source().remove(subject().database(), order);
        source().remove(subject().database(), order);
        settled(order, EnumSet.of(RestoreStatus.State.ABSENT));
        source().remove(subject().database(), order);
        source().remove(subject().database(), order());
    }

    @Test
    void whatItMakesCanBeRemovedBeforeItIsReady() throws CallFailed {
        var order = order();
        source().restore(subject().database(), order);
        settled(order, EnumSet.complementOf(EnumSet.of(RestoreStatus.State.ABSENT)));
        remove(order);
    }

    @Test
    void aNameOfSomebodyElseIsLeftAlone() throws CallFailed {
        var order = order();
        subject().stranger(order.name(), Map.of());
        var before = status(order);
        fails(BackupSource.NAME_TAKEN, () -> source().restore(subject().database(), order));
        fails(BackupSource.NOT_OURS, () -> source().remove(subject().database(), order));
        assertThat(status(order)).isEqualTo(before);
        assertThat(before.isOf(order.run())).isFalse();
        subject().removeStranger(order.name());
    }

    @Test
    void aTagOfSomebodyElseIsListed() throws CallFailed {
        var order = order();
        subject()
                .stranger(order.name(), Map.of(RestoreOrder.RUN_TAG, order.run().value()));
        assertThat(tagged(order)).hasSize(1);
        subject().removeStranger(order.name());
    }

    @Test
    void anUnknownBackupIsNoReasonToTryAgain() {
        var order = RestoreOrder.of(run(), subject().unknownBackup(), EXPIRES);
        fails(BackupSource.NO_BACKUP, () -> source().restore(subject().database(), order));
    }

    @Test
    void opensTwiceAndSaysHowToGetIn() throws CallFailed {
        var order = restored();
        source().open(subject().database(), order, password(order));
        settled(order, FINAL);
        source().open(subject().database(), order, password(order));
        var access = source().login(subject().database(), order, password(order));
        for (int poll = 0; poll < MOST_POLLS && access instanceof RestoreAccess.NotYet; poll++) {
            subject().pass();
            access = source().login(subject().database(), order, password(order));
        }
        assertThat(access)
                .isInstanceOfAny(
                        RestoreAccess.Postgres.class, RestoreAccess.Counted.class, RestoreAccess.Damaged.class);
        assertThat(access.toString()).doesNotContain(password(order).text());
        source().answer(subject().database(), order, new BackupCheckReport(List.of()));
        remove(order);
    }
}

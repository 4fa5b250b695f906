package io.nightshift.rotation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.rotation.engine.contract.CrashPoint;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuedKeyEngineTest {

    private static final Duration IDLE = Duration.ofHours(24);
    private static final SystemEndpoint CLOUD = new SystemEndpoint("", 0, new TlsMode.VerifyPublic(), "");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T02:00:00Z"));
    private final KeyIssuerStandIn keys = new KeyIssuerStandIn(clock);
    private final CredentialEngine engine = new IssuedKeyEngine("aws-access-key", keys, IDLE, clock);
    private Credential old = new Credential("", "");

    @BeforeEach
    void makeTheFirstKey() throws CallFailed {
        old = keys.make();
    }

    private RotationTarget target(Optional<Credential> pending) {
        return new RotationTarget(CLOUD, Optional.empty(), RotationStrategy.DUAL, old, pending, Optional.empty());
    }

    private RotationTarget issued() throws CallFailed {
        return target(Optional.of(engine.set(target(Optional.empty()))));
    }

    private boolean accepted(Credential key) {
        return engine.login(CLOUD, key) instanceof LoginResult.Accepted;
    }

    @Test
    void issuesDistributesDeactivatesAndDeletes() throws CallFailed {
        assertThat(accepted(new Credential(old.user(), "canary-wrong"))).isFalse();
        assertThat(engine.check(target(Optional.empty())).problems()).isEmpty();
        var target = issued();
        assertThat(engine.set(target)).isEqualTo(target.pendingOne());
        assertThat(accepted(old) && accepted(target.pendingOne())).isTrue();
        engine.retire(target, OldSessions.KEEP);
        engine.retire(target, OldSessions.KEEP);
        assertThat(keys.all()).extracting(IssuedKey::active).containsExactly(false, true);
        clock.pass(IDLE.plusMinutes(1));
        engine.retire(target, OldSessions.KEEP);
        engine.retire(target, OldSessions.KEEP);
        assertThat(keys.all())
                .extracting(IssuedKey::id)
                .containsExactly(target.pendingOne().user());
        assertThat(accepted(target.pendingOne())).isTrue();
    }

    @Test
    void tellsWhenTheOldKeyWasLastUsed() {
        keys.use(old);
        assertThat(engine.check(target(Optional.empty())).usage().orElseThrow().latest())
                .contains(clock.instant());
    }

    @Test
    void leavesAKeyAloneThatSomebodyUses() throws CallFailed {
        var somebody = keys.make();
        clock.pass(IDLE.multipliedBy(9));
        keys.use(somebody);
        assertThat(engine.check(target(Optional.empty())).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("user", "all 2 places", somebody.user() + ", last used", "delete the one"));
        assertThatThrownBy(() -> engine.set(target(Optional.empty())))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().code()).isEqualTo("NoPlace"));
        assertThat(accepted(somebody)).isTrue();
    }

    /** Also the rest of an attempt whose reply was lost: its secret is known to nobody. */
    @Test
    void replacesAKeyThatWasIdle() throws CallFailed {
        var lost = keys.make();
        assertThatThrownBy(() -> engine.set(target(Optional.empty()))).hasMessageContaining(lost.user() + ", made ");
        clock.pass(IDLE.plusMinutes(1));
        var target = issued();
        assertThat(keys.all())
                .extracting(IssuedKey::id)
                .containsExactly(old.user(), target.pendingOne().user());
    }

    @Test
    void aKeyThatIsGoneOrInactiveStopsTheRotation() throws CallFailed {
        keys.change(old, old.user(), IssuedKeys.Change.DEACTIVATE);
        assertThat(engine.check(target(Optional.empty())).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("is inactive"));
        keys.change(old, old.user(), IssuedKeys.Change.DELETE);
        assertThat(engine.check(target(Optional.empty())).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("user"));
        assertThatThrownBy(() -> engine.set(target(Optional.of(old)))).isInstanceOf(CallFailed.class);
    }

    @Test
    void deactivatesALeakedKeyFirst() throws CallFailed {
        assertThatThrownBy(() -> engine.retire(target(Optional.empty()), OldSessions.KEEP))
                .isInstanceOf(CallFailed.class);
        engine.retire(target(Optional.empty()), OldSessions.END);
        assertThat(accepted(old)).isFalse();
        assertThat(accepted(issued().pendingOne())).isTrue();
    }

    @Test
    void neverEndsTheLastKeyThatWorks() throws CallFailed {
        var target = issued();
        keys.change(old, target.pendingOne().user(), IssuedKeys.Change.DEACTIVATE);
        assertThatThrownBy(() -> engine.retire(target, OldSessions.KEEP)).hasMessageContaining("the old one stays");
        engine.set(target);
        engine.retire(target, OldSessions.KEEP);
        assertThat(accepted(target.pendingOne())).isTrue();
    }

    /** After each crash: the old key works, and time alone makes the next attempt complete. */
    @Test
    void completesAfterACrashAnywhere() throws CallFailed {
        boolean crashed = true;
        for (int place = 0; crashed; place++) {
            crashed = crashes(place);
            assertThat(accepted(old)).isTrue();
            clock.pass(IDLE.plusMinutes(1));
            var target = issued();
            engine.retire(target, OldSessions.KEEP);
            assertThat(accepted(old)).isFalse();
            old = target.pendingOne();
            assertThat(accepted(old)).isTrue();
            assertThat(keys.all()).hasSize(2);
        }
    }

    private boolean crashes(int place) throws CallFailed {
        keys.crashAt(new CrashPoint(place));
        try {
            engine.set(target(Optional.empty()));
            return false;
        } catch (CrashPoint.Crash e) {
            return true;
        } finally {
            keys.crashNoMore();
        }
    }

    @Test
    void anOpaqueValueHasNothingToSet() {
        var opaque = new OpaqueEngine();
        var target = target(Optional.of(new Credential("", "canary-new")));
        assertThat(opaque.description().testable()).isFalse();
        assertThat(opaque.set(target)).isEqualTo(target.pendingOne());
        assertThat(opaque.check(target).problems()).isEmpty();
        assertThat(opaque.retire(target, OldSessions.END)).isZero();
    }
}

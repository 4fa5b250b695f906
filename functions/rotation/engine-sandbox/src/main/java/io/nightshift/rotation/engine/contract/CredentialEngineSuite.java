package io.nightshift.rotation.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Timeouts;
import io.nightshift.rotation.engine.CheckReport.Shortcoming;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.OldSessions;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.RotationTarget;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import io.nightshift.rotation.engine.load.LoginCounts;
import io.nightshift.rotation.engine.load.RotationRounds;
import io.nightshift.sandbox.wire.PeerProcess;
import io.nightshift.sandbox.wire.StallingServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@link CredentialEngine}, on a running system. */
public abstract class CredentialEngineSuite {

    private static final Timeouts TIMEOUTS = Timeouts.of(Duration.ofSeconds(60));
    private static final Timeouts SHORT = Timeouts.of(Duration.ofSeconds(1));

    /** How long a function of the cloud may take for one step. */
    private static final Duration FUNCTION = Duration.ofSeconds(60);

    /** The same for all tests of a class. */
    protected abstract SystemUnderTest system();

    protected final CredentialEngine engine() {
        return system().engine(TIMEOUTS);
    }

    private Set<RotationStrategy> strategies() {
        return engine().description().strategies();
    }

    /** Whether the old credential works beside the new one. */
    private static boolean overlaps(RotationTarget target) {
        return target.strategy() != RotationStrategy.SINGLE;
    }

    private interface Check {
        void of(RotationTarget target) throws Exception;
    }

    /** One test for each strategy, each with a user of its own. */
    private Stream<DynamicTest> each(Check check) {
        return strategies().stream()
                .map(strategy -> DynamicTest.dynamicTest(strategy.name(), () -> check.of(system().target(strategy))));
    }

    protected final LoginResult login(RotationTarget target, Credential credential) {
        return engine().login(target.endpoint(), credential);
    }

    private void assertLogins(RotationTarget target, boolean old, boolean pending) {
        assertThat(login(target, target.old()) instanceof LoginResult.Accepted)
                .as("old")
                .isEqualTo(old);
        assertThat(login(target, target.pending().orElseThrow()) instanceof LoginResult.Accepted)
                .as("pending")
                .isEqualTo(pending);
    }

    /** The same rotation of other credentials. */
    private static RotationTarget with(RotationTarget target, Credential old, Optional<Credential> pending) {
        return new RotationTarget(
                target.endpoint(), target.application(), target.strategy(), old, pending, target.admin());
    }

    /** The rotation that follows. */
    private RotationTarget next(RotationTarget target) {
        var from = with(target, target.pending().orElseThrow(), Optional.empty());
        return withPending(from);
    }

    private static RotationTarget at(RotationTarget target, SystemEndpoint endpoint) {
        return new RotationTarget(
                endpoint, target.application(), target.strategy(), target.old(), target.pending(), target.admin());
    }

    /** Without this, no other test would prove anything. */
    @TestFactory
    Object refusesAWrongPasswordAndLetsTheOldOneIn() {
        return each(target -> {
            var wrong = new Credential(target.old().user(), "canary-wrong");
            assertThat(login(target, wrong)).isInstanceOf(LoginResult.Refused.class);
            assertThat(login(target, target.pending().orElseThrow())).isInstanceOf(LoginResult.Refused.class);
            assertThat(login(target, target.old())).isInstanceOf(LoginResult.Accepted.class);
            assertThat(login(target, new Credential("canary_nobody", "canary-wrong")))
                    .isInstanceOf(LoginResult.Refused.class);
        });
    }

    @TestFactory
    Object findsNothingWrongWithASoundTarget() {
        return each(target -> {
            var report = engine().check(target);
            assertThat(report.problems()).isEmpty();
            assertThat(report.usage()).isPresent();
            assertLogins(target, true, false);
        });
    }

    @TestFactory
    Object setsThePendingCredentialTwice() {
        return each(target -> {
            assertThat(engine().set(target)).isEqualTo(target.pending().orElseThrow());
            assertLogins(target, overlaps(target), true);
            engine().set(target);
            assertLogins(target, overlaps(target), true);
            assertThat(engine().check(target).problems()).isEmpty();
        });
    }

    /** After a refused pending value, a fresh one is made; the first one is no third way in. */
    @TestFactory
    Object replacesAPendingCredential() {
        return each(target -> {
            engine().set(target);
            var second = with(target, target.old(), Optional.of(system().pending(target)));
            if (target.strategy() == RotationStrategy.SINGLE && target.admin().isEmpty()) {
                return;
            }
            engine().set(second);
            assertLogins(second, overlaps(target), true);
            assertThat(login(target, target.pending().orElseThrow())).isInstanceOf(LoginResult.Refused.class);
        });
    }

    @TestFactory
    Object retiresTheOldCredentialTwice() {
        return each(target -> {
            engine().set(target);
            engine().retire(target, OldSessions.KEEP);
            assertLogins(target, false, true);
            engine().retire(target, OldSessions.KEEP);
            assertLogins(target, false, true);
        });
    }

    @TestFactory
    Object rotatesAgainAndAgain() {
        return each(first -> {
            var target = first;
            for (int i = 0; i < 4; i++) {
                assertThat(engine().check(target).problems()).isEmpty();
                engine().set(target);
                assertLogins(target, overlaps(target), true);
                engine().retire(target, OldSessions.KEEP);
                assertLogins(target, false, true);
                target = next(target);
            }
        });
    }

    /** A late repetition must not end what is in use by now. */
    @TestFactory
    Object retiresNothingThatHasANewPassword() {
        return each(target -> {
            engine().set(target);
            engine().retire(target, OldSessions.KEEP);
            var second = next(target);
            engine().set(second);
            if (overlaps(target)) {
                engine().retire(target, OldSessions.KEEP);
            }
            assertThat(login(second, second.pending().orElseThrow())).isInstanceOf(LoginResult.Accepted.class);
        });
    }

    @TestFactory
    Object retiresNothingBeforeThePendingCredentialWorks() {
        return each(target -> {
            assertThatThrownBy(() -> engine().retire(target, OldSessions.KEEP)).isInstanceOf(CallFailed.class);
            assertThatThrownBy(() -> engine().retire(target, OldSessions.END)).isInstanceOf(CallFailed.class);
            var none = with(target, target.old(), Optional.empty());
            assertThatThrownBy(() -> engine().retire(none, OldSessions.KEEP)).isInstanceOf(CallFailed.class);
            assertLogins(target, true, false);
        });
    }

    /** A leak: the credential ends at once, and its sessions with it. */
    @TestFactory
    Object endsALeakedCredentialWithItsSessions() {
        return each(target -> {
            try (var session = system().open(target.endpoint(), target.old())) {
                assertThat(session.alive()).isTrue();
                engine().retire(with(target, target.old(), Optional.empty()), OldSessions.END);
                assertThat(login(target, target.old())).isInstanceOf(LoginResult.Refused.class);
                assertThat(session.alive()).isFalse();
            }
            engine().set(target);
            assertLogins(target, false, true);
        });
    }

    /** A changed password leaves open sessions alone: they are counted, and end only if that is asked for. */
    @TestFactory
    Object countsTheSessionsOfTheOldCredential() {
        return each(target -> {
            try (var session = system().open(target.endpoint(), target.old())) {
                engine().set(target);
                assertThat(session.alive()).isTrue();
                var usage = engine().check(target).usage().orElseThrow();
                assertThat(usage.sessions()).isPositive();
                engine().retire(target, OldSessions.KEEP);
                assertThat(session.alive()).isTrue();
                assertThat(engine().retire(target, OldSessions.END)).isPositive();
                assertThat(session.alive()).isFalse();
            }
        });
    }

    private RotationTarget withPending(RotationTarget target) {
        return with(target, target.old(), Optional.of(system().pending(target)));
    }

    /** Clients that log in without pause notice the rotations of a single user only. */
    @TestFactory
    Object shutsNobodyOutWhileItRotates() {
        return each(target -> {
            var counts = new RotationRounds(engine(), 5, this::withPending).rotate(target, 4);
            assertThat(counts.logins()).isGreaterThan(20);
            if (overlaps(target)) {
                assertThat(counts).isEqualTo(new LoginCounts(counts.logins(), 0, Duration.ZERO));
            } else {
                assertThat(counts.longestWindow()).isLessThan(FUNCTION);
            }
        });
    }

    private interface Verb {
        void call(CredentialEngine engine, RotationTarget target) throws CallFailed;
    }

    private static void set(CredentialEngine engine, RotationTarget target) throws CallFailed {
        engine.set(target);
    }

    private static void retire(CredentialEngine engine, RotationTarget target) throws CallFailed {
        engine.retire(target, OldSessions.KEEP);
    }

    /** Calls the verb on a new target for each place where it can crash, until it gets by. */
    private DynamicTest crashing(RotationStrategy strategy, Verb prepare, Verb verb, Check afterwards) {
        return DynamicTest.dynamicTest(strategy.name(), () -> {
            int places = 0;
            for (boolean crashed = true; crashed; places++) {
                var target = system().target(strategy);
                prepare.call(engine(), target);
                crashed = crashes(verb, system().crashing(new CrashPoint(places)), target);
                afterwards.of(target);
            }
            assertThat(places).as("places of a crash").isGreaterThan(2);
        });
    }

    private static boolean crashes(Verb verb, CredentialEngine engine, RotationTarget target) throws CallFailed {
        try {
            verb.call(engine, target);
            return false;
        } catch (CrashPoint.Crash e) {
            return true;
        }
    }

    private boolean accepted(RotationTarget target, Credential credential) {
        return login(target, credential) instanceof LoginResult.Accepted;
    }

    @TestFactory
    Object completesASetThatCrashedAnywhere() {
        return strategies().stream()
                .map(strategy -> crashing(strategy, (engine, target) -> {}, CredentialEngineSuite::set, target -> {
                    boolean old = accepted(target, target.old());
                    assertThat(old || accepted(target, target.pending().orElseThrow()))
                            .isTrue();
                    assertThat(old || !overlaps(target)).isTrue();
                    engine().set(target);
                    assertLogins(target, overlaps(target), true);
                }));
    }

    @TestFactory
    Object completesARetirementThatCrashedAnywhere() {
        return strategies().stream()
                .filter(strategy -> strategy != RotationStrategy.SINGLE)
                .map(strategy ->
                        crashing(strategy, CredentialEngineSuite::set, CredentialEngineSuite::retire, target -> {
                            assertThat(accepted(target, target.pending().orElseThrow()))
                                    .isTrue();
                            engine().retire(target, OldSessions.KEEP);
                            assertLogins(target, false, true);
                        }));
    }

    /** The verbs fail in words, within the time of a function, and say whether a retry helps. */
    private void assertUnreachable(CredentialEngine engine, RotationTarget target, String field) {
        long began = System.nanoTime();
        assertThat(engine.login(target.endpoint(), target.old()))
                .isInstanceOfSatisfying(
                        LoginResult.Unreachable.class,
                        result -> assertThat(result.reason())
                                .contains(target.endpoint().address()));
        assertThatThrownBy(() -> engine.set(target))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().retryable()).isTrue());
        assertThatThrownBy(() -> engine.retire(target, OldSessions.END)).isInstanceOf(CallFailed.class);
        assertThat(engine.check(target).problems())
                .extracting(Shortcoming::field)
                .containsExactly(field);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(FUNCTION);
    }

    private RotationTarget anyTarget() {
        return system().target(strategies().iterator().next());
    }

    @Test
    void givesUpOnAHostThatDoesNotAnswer() {
        try (var silent = new StallingServer(StallingServer.Stall.NO_ANSWER)) {
            var target = anyTarget();
            var endpoint =
                    system().endpoint(target, silent.port(), target.endpoint().tls());
            assertUnreachable(system().engine(SHORT), at(target, endpoint), "host");
        }
    }

    @Test
    void saysThatNothingListens() {
        var target = anyTarget();
        var endpoint = system().endpoint(
                        target, PeerProcess.freePort(), target.endpoint().tls());
        assertUnreachable(engine(), at(target, endpoint), "host");
    }

    @Test
    void saysThatTheHostNameIsUnknown() {
        var target = anyTarget();
        var endpoint = new SystemEndpoint(
                "canary.invalid", 1, target.endpoint().tls(), target.endpoint().database());
        assertUnreachable(engine(), at(target, endpoint), "host");
    }

    @Test
    void trustsTheRightAuthorityAndHostOnly(@TempDir Path folder) {
        var target = anyTarget();
        var stranger = ServerCertificate.create(folder, "stranger").certificate();
        var right = (TlsMode.VerifyFull) target.endpoint().tls();
        assertThat(login(target, target.old())).isInstanceOf(LoginResult.Accepted.class);
        int port = target.endpoint().port();
        var byAddress =
                new SystemEndpoint("127.0.0.1", port, right, target.endpoint().database());
        assertUnreachable(engine(), at(target, byAddress), "tls");
        var wrong = system().endpoint(target, port, new TlsMode.VerifyFull(stranger));
        assertUnreachable(engine(), at(target, wrong), "tls");
        assertUnreachable(engine(), at(target, system().endpoint(target, port, new TlsMode.VerifyPublic())), "tls");
        var missing = new TlsMode.VerifyFull(folder.resolve("no-such-file.crt"));
        assertUnreachable(engine(), at(target, system().endpoint(target, port, missing)), "tls");
        var unverified = at(target, system().endpoint(target, port, new TlsMode.Unverified()));
        assertThat(login(unverified, target.old())).isInstanceOf(LoginResult.Accepted.class);
    }

    /** A system without TLS gets no password in plaintext. */
    @Test
    void neverFallsBackToPlaintext() {
        var target = anyTarget();
        for (var tls : List.of(target.endpoint().tls(), new TlsMode.Unverified())) {
            var encrypted = system().endpoint(target, system().portWithoutTls(), tls);
            if (system().saysThatItHasNoTls()) {
                assertUnreachable(engine(), at(target, encrypted), "tls");
            } else {
                assertUnreachable(system().engine(SHORT), at(target, encrypted), "host");
            }
        }
    }

    @TestFactory
    Object changesNothingWithoutPrivileges() {
        return each(target -> {
            var powerless = system().powerless(target);
            assertThat(engine().check(powerless).problems())
                    .extracting(Shortcoming::field)
                    .contains("admin");
            assertThatThrownBy(() -> engine().set(powerless))
                    .isInstanceOfSatisfying(
                            CallFailed.class,
                            failed -> assertThat(failed.problem().retryable()).isFalse());
            assertLogins(target, true, false);
        });
    }

    @TestFactory
    Object namesAnAdministratorThatIsRefused() {
        return each(target -> {
            var admin = new Credential(target.admin().orElseThrow().user(), "canary-wrong");
            var refused = new RotationTarget(
                    target.endpoint(),
                    target.application(),
                    target.strategy(),
                    target.old(),
                    target.pending(),
                    Optional.of(admin));
            assertThat(engine().check(refused).problems())
                    .extracting(Shortcoming::field)
                    .containsExactly("admin");
            assertThatThrownBy(() -> engine().set(refused)).isInstanceOf(CallFailed.class);
            assertLogins(target, true, false);
        });
    }

    @TestFactory
    Object namesAUserThatDoesNotExist() {
        return each(target -> {
            var unknown = with(
                    target,
                    new Credential("canary_nobody", "canary-old"),
                    Optional.of(
                            system().pending(with(target, new Credential("canary_nobody", "x"), Optional.empty()))));
            assertThat(engine().check(unknown).problems())
                    .extracting(Shortcoming::field)
                    .contains("user");
            assertThatThrownBy(() -> engine().set(unknown)).isInstanceOf(CallFailed.class);
            assertThat(login(unknown, unknown.pending().orElseThrow())).isInstanceOf(LoginResult.Refused.class);
        });
    }

    @Test
    void namesAStrategyThatItDoesNotHave() {
        var target = anyTarget();
        var others = EnumSet.allOf(RotationStrategy.class);
        others.removeAll(strategies());
        for (var strategy : others) {
            var other = new RotationTarget(
                    target.endpoint(), target.application(), strategy, target.old(), target.pending(), target.admin());
            assertThat(engine().check(other).problems())
                    .extracting(Shortcoming::field)
                    .contains("strategy");
            assertThatThrownBy(() -> engine().set(other)).isInstanceOf(CallFailed.class);
        }
        assertLogins(target, true, false);
    }

    /** No text that leaves an engine holds a password. */
    @TestFactory
    Object showsNoSecret() {
        return each(target -> {
            var texts = new StringBuilder(target.toString());
            var bad = system().powerless(target);
            texts.append(engine().check(bad))
                    .append(login(target, new Credential(target.old().user(), "canary-wrong")));
            try {
                engine().set(bad);
            } catch (CallFailed e) {
                texts.append(e).append(e.problem());
            }
            texts.append(engine().set(target));
            for (var secret : List.of(
                    target.old(), target.pending().orElseThrow(), target.admin().orElseThrow())) {
                assertThat(texts).doesNotContain(secret.secret().text());
            }
            assertThat(texts).doesNotContain("canary-wrong");
        });
    }
}

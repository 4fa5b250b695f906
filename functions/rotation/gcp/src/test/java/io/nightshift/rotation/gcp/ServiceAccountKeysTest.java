package io.nightshift.rotation.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.OldSessions;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.RotationTarget;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Keys of a service account over the wire: made, used, disabled and deleted. */
class ServiceAccountKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
    private static final SystemEndpoint GOOGLE = new SystemEndpoint("", 0, new TlsMode.VerifyPublic(), "");

    private final ServiceAccountStandIn google = new ServiceAccountStandIn();
    private final ManualClock clock = new ManualClock(NOW);
    private final CredentialEngine engine = engine("shop-prod");
    private final SecretValue first =
            SecretValue.of(google.make(NOW.minus(Duration.ofDays(90))).text());

    private CredentialEngine engine(String project) {
        return GcpRotation.engines(
                        new GcpScope(Set.of(project)),
                        new GcpClients(
                                Optional.empty(),
                                Optional.of(google.wire.endpoint()),
                                Optional.of(google.wire.endpoint()),
                                FastRetries.POLICY),
                        clock)
                .getFirst();
    }

    @AfterEach
    void close() {
        google.close();
    }

    private static RotationTarget target(Credential old, Optional<Credential> pending) {
        return new RotationTarget(GOOGLE, Optional.empty(), RotationStrategy.DUAL, old, pending, Optional.empty());
    }

    private boolean accepted(Credential key) {
        return engine.login(GOOGLE, key) instanceof LoginResult.Accepted;
    }

    @Test
    void aKeyIsMadeAndTheOldOneDisabledAndAtLastDeleted() throws Exception {
        var old = first.credential();
        assertThat(accepted(new Credential(old.user(), "canary-wrong"))).isFalse();
        assertThat(accepted(old)).isTrue();
        assertThat(engine.check(target(old, Optional.empty())).problems()).isEmpty();

        var pending = engine.set(target(old, Optional.empty()));
        var next = first.with(pending);
        assertThat(next.credential()).isEqualTo(pending);
        assertThat(next.member("client_email")).isEqualTo(ServiceAccountStandIn.ACCOUNT);
        assertThat(next.member("private_key_id")).doesNotContain("/");
        assertThat(accepted(pending) && accepted(old)).isTrue();

        var target = target(old, Optional.of(pending));
        google.use(first.member("private_key_id"), NOW);
        assertThat(engine.check(target).usage().orElseThrow().latest()).contains(NOW);
        engine.retire(target, OldSessions.KEEP);
        engine.retire(target, OldSessions.KEEP);
        assertThat(google.enabled()).containsExactly(false, true);
        assertThat(accepted(old)).isFalse();
        engine.set(target(pending, Optional.of(old)));
        assertThat(accepted(old)).as("the way back").isTrue();
        engine.retire(target, OldSessions.KEEP);
        clock.pass(Duration.ofDays(4));
        engine.retire(target, OldSessions.KEEP);
        assertThat(google.enabled()).containsExactly(true);
        assertThat(accepted(pending)).isTrue();
    }

    @Test
    void whenAllTenPlacesAreTakenTheOneThatNobodyUsesGoes() throws Exception {
        for (int i = 0; i < 9; i++) {
            var id = SecretValue.of(google.make(NOW.minus(Duration.ofDays(9))).text())
                    .member("private_key_id");
            google.use(id, i == 4 ? NOW.minus(Duration.ofDays(8)) : NOW);
        }
        assertThat(accepted(engine.set(target(first.credential(), Optional.empty()))))
                .isTrue();
        assertThat(google.enabled()).hasSize(10);
        assertThatThrownBy(() -> engine.set(target(first.credential(), Optional.empty())))
                .hasMessageContaining("all 10 places for keys are taken");
    }

    @Test
    void aKeyOfAnotherProjectOrNoKeyAtAllIsRefusedInWords() {
        assertThat(engine("other-project")
                        .check(target(credential(), Optional.empty()))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("in no project of this host"));
        assertThat(engine.check(target(new Credential("a/../b", "x"), Optional.empty()))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("no key of a service account"));
        assertThatThrownBy(() -> SecretValue.of("{\"private_key_id\":\"1\",\"private_key\":\"canary\"}")
                        .credential())
                .hasMessageContaining("client_email")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aMissingPermissionIsNamed() {
        google.wire.script(
                request -> request.path().endsWith("activities:query"),
                RestError.newer(
                        403,
                        "PERMISSION_DENIED",
                        "Permission 'policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query' denied"));
        assertThat(engine.check(target(credential(), Optional.empty())).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("admin");
                    assertThat(problem.message()).contains("status 403");
                });
    }

    private Credential credential() {
        try {
            return first.credential();
        } catch (CallFailed e) {
            throw new AssertionError(e);
        }
    }
}

package io.nightshift.rotation.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationActor;
import io.nightshift.rotation.runtime.RotationObserver;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.rotation.sandbox.InMemoryCredentials;
import io.nightshift.rotation.sandbox.RotationSandbox;
import io.nightshift.rotation.sandbox.contract.VersionedSecretsSuite;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.world.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets of Secret Manager over the wire. */
class SecretManagerVersionsTest extends VersionedSecretsSuite {

    private static final Resource SECRET = new Resource(Origin.gcp("shop-prod", ""), Kinds.GCP_SECRET, "db");

    private final SecretManagerStandIn google = new SecretManagerStandIn();
    private final VersionedSecrets secrets = SecretManagerVersions.of(
            new GcpScope(Set.of("shop-prod")),
            new GcpClients(
                    Optional.empty(),
                    Optional.of(google.wire.endpoint()),
                    Optional.of(google.wire.endpoint()),
                    FastRetries.POLICY));

    @BeforeEach
    void place() {
        google.create("db", value("canary-0").text());
        google.create("db-pending");
    }

    @AfterEach
    void close() {
        google.close();
    }

    @Override
    protected VersionedSecrets secrets() {
        return secrets;
    }

    @Override
    protected Resource secret() {
        return SECRET;
    }

    @Override
    protected Resource missing() {
        return new Resource(SECRET.origin(), Kinds.GCP_SECRET, "none");
    }

    @Override
    protected boolean losesReplies(int times) {
        google.loseReplies(times);
        return true;
    }

    @Test
    void theOldVersionIsDisabledAndSoIsThePendingValue() throws Exception {
        secrets.store(SECRET, ID, value("canary-1"));
        assertThat(secrets.publish(SECRET, ID, "1")).isEqualTo("2");
        secrets.retire(SECRET, "1");
        assertThat(google.enabled("db")).containsExactly(false, true);
        assertThat(google.enabled("db-pending")).containsExactly(false);
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        google.create("lone");
        var lone = new Resource(SECRET.origin(), Kinds.GCP_SECRET, "lone");
        assertThat(secrets.describe(lone).problems())
                .anyMatch(problem -> problem.contains("there is no secret lone-pending"))
                .anyMatch(problem -> problem.contains("no version is enabled"));
        var elsewhere = new Resource(Origin.gcp("other", ""), Kinds.GCP_SECRET, "db");
        assertThatThrownBy(() -> secrets.describe(elsewhere)).hasMessageContaining("no project of this host");
    }

    @Test
    void aRotationGoesFromTheOldVersionToANewOne() throws Exception {
        var system = new InMemoryCredentials("mysql", () -> {});
        system.user(new Credential("app", "canary-0"));
        var systems = new CredentialSystems(List.of(secrets), List.of(system));
        var time = new VirtualTime(Instant.parse("2026-11-23T01:00:00Z"));
        var ledger = new InMemoryLedger();
        var rules =
                RotationSandbox.rules(Map.of("db", RotationSandbox.plan("mysql", "dual")), Mode.ACT, false, List.of());
        var engine = new Engine(Ports.of(ledger, time, rules, time)
                .function(Rotations.MODULE)
                .adapters(Adapters.NONE.with(
                        new RotationActor(systems, new SplittableRandom(1)),
                        new RotationObserver(systems, Map.of(), LeakedSecrets.NONE)))
                .build());
        time.wakeBy(engine::wake);
        var header = new Signal.Header(new SignalId("1"), "test", time.instant(), SECRET, Map.of());
        var run = engine.handle(new Signal.Request(
                        header, "", RotationRequest.plain(false, false).toJson(), "alice"))
                .getFirst()
                .run()
                .orElseThrow();
        time.runUntil(time.instant().plus(Duration.ofHours(1)));
        assertThat(ledger.run(run).orElseThrow().outcome()).contains(Outcome.RESOLVED);
        assertThat(google.enabled("db")).containsExactly(false, true);
        assertThat(system.knows(secrets.read(SECRET, "2").orElseThrow().credential()))
                .isTrue();
        assertThat(system.knows(new Credential("app", "canary-0"))).isFalse();
    }
}

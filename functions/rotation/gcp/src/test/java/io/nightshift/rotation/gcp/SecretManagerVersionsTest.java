package io.nightshift.rotation.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
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
import io.nightshift.rotation.runtime.RotationActor;
import io.nightshift.rotation.runtime.RotationObserver;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.sandbox.InMemoryCredentials;
import io.nightshift.rotation.sandbox.RotationRules;
import io.nightshift.rotation.sandbox.RotationSandbox;
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
class SecretManagerVersionsTest {

    private static final Resource SECRET = new Resource(Origin.gcp("shop", ""), Kinds.GCP_SECRET, "db");
    private static final SecretValue FIRST = value("canary-0");
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private final SecretManagerStandIn google = new SecretManagerStandIn();
    private final SecretManagerVersions secrets = new SecretManagerVersions(
            new GcpScope(Set.of("shop")),
            new GcpClients(
                    Optional.empty(),
                    Optional.of(google.wire.endpoint()),
                    Optional.of(google.wire.endpoint()),
                    FastRetries.POLICY));

    private static SecretValue value(String password) {
        return SecretValue.of(Json.obj()
                .with("host", "db.internal")
                .with("username", "app")
                .with("password", password)
                .text());
    }

    @BeforeEach
    void place() throws Exception {
        google.create("db");
        google.create("db-pending");
        secrets.store(SECRET, "first", FIRST);
        assertThatThrownBy(() -> secrets.publish(SECRET, "first", "7")).isInstanceOf(CallFailed.class);
        assertThat(secrets.publish(SECRET, "first", "")).isEqualTo("1");
        secrets.discard(SECRET, "first");
    }

    @AfterEach
    void close() {
        google.close();
    }

    @Test
    void aPendingValueIsNotPublishedBeforeItIsAsked() throws Exception {
        assertThat(secrets.store(SECRET, ID, value("canary-1"))).isEqualTo(ID);
        assertThat(secrets.store(SECRET, ID, value("canary-2"))).isEqualTo(ID);
        assertThat(secrets.read(SECRET, ID).orElseThrow().text()).contains("canary-1");
        assertThat(secrets.describe(SECRET).current()).isEqualTo("1");
        assertThat(secrets.describe(SECRET).pending()).isEqualTo(ID);
        assertThat(secrets.publish(SECRET, ID, "1")).isEqualTo("2");
        assertThat(secrets.publish(SECRET, ID, "1")).isEqualTo("2");
        secrets.retire(SECRET, "1");
        assertThat(google.enabled("db")).containsExactly(false, true);
        assertThat(secrets.describe(SECRET).pending()).isEmpty();
    }

    @Test
    void aLostReplyAddsNoSecondVersion() throws Exception {
        google.loseReplies(1);
        assertThatThrownBy(() -> secrets.store(SECRET, ID, value("canary-1"))).isInstanceOf(CallFailed.class);
        secrets.store(SECRET, ID, value("canary-2"));
        google.loseReplies(1);
        assertThatThrownBy(() -> secrets.publish(SECRET, ID, "1"))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        e -> assertThat(e.problem().mayHaveHappened()).isTrue());
        assertThat(secrets.publish(SECRET, ID, "1")).isEqualTo("2");
        assertThat(google.enabled("db")).hasSize(2);
        assertThat(secrets.read(SECRET, "2").orElseThrow().text()).contains("canary-1");
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
        var rules = new RotationRules(Map.of("db", RotationSandbox.plan("mysql", "dual")), Mode.ACT, false, List.of());
        var engine = new Engine(Ports.of(ledger, time, rules, time)
                .function(Rotations.MODULE)
                .adapters(Adapters.NONE.with(
                        new RotationActor(systems, new SplittableRandom(1)), new RotationObserver(systems)))
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

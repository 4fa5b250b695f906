package io.nightshift.backup.entry.gcp;

import static io.nightshift.sandbox.gcp.PubSubDelivery.eventarc;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.CloudSqlStandIn;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.gcp.PubSubDelivery;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The function as Cloud Run runs it: Google's java-function-invoker in a JVM of its own, Spring's catalog, real clients. */
class BackupFunctionTest {

    private static final String PROJECT = "shop-prod";
    private static final String TOPIC = "projects/shop-prod/topics/nightshift-dead-letters";
    private static final String SEED = "canary-seed-of-restore-passwords-0123456789";
    private static final URI NOBODY = URI.create("http://127.0.0.1:9");
    private static final Json DUE = Json.obj().with("nightshift", Json.obj().with("due", "orders"));
    private static final Json SWEEP = Json.obj().with("nightshift", Json.obj().with("sweep", true));

    private static final String POLICY = """
            version: 1
            rules: []
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            backups:
              orders:
                source: {kind: cloud-sql, instance: orders}
                schedule: {cron: "0 4 * * *", time-zone: UTC}
                rpo: 3650d
                restore: {network: projects/shop-prod/global/networks/restores, tier: db-custom-2-7680}
            """;

    private final PubSubStandIn pubSub = new PubSubStandIn(TOPIC);
    private final CloudSqlStandIn sql = new CloudSqlStandIn(PROJECT);
    private final WireServer wire = WireServer.before(
            request -> PubSubStandIn.publishes(request) ? pubSub.answer(request) : sql.answer(request));

    @AfterEach
    void close() {
        wire.close();
    }

    private Map<String, String> variables(URI firestore) {
        return new TreeMap<>(Map.of(
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY,
                "NIGHTSHIFT_PROJECT",
                PROJECT,
                "NIGHTSHIFT_FIRESTORE_PREFIX",
                "backup-",
                "NIGHTSHIFT_DEAD_LETTER_TOPIC",
                TOPIC,
                "NIGHTSHIFT_RESTORE_SECRET",
                SEED,
                "NIGHTSHIFT_GCP_ENDPOINT",
                wire.endpoint().toString(),
                "NIGHTSHIFT_GCP_GRPC_ENDPOINT",
                firestore.toString(),
                "NIGHTSHIFT_FIRESTORE_ENDPOINT",
                firestore.toString()));
    }

    private static FunctionProcess process(Map<String, String> variables) {
        return FunctionProcess.start(BackupFunction.class, Signature.HTTP, variables, Duration.ZERO);
    }

    private FunctionProcess start(URI firestore) {
        var function = process(variables(firestore));
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void springNeitherLogsNorChangesAnEvent() {
        var rubbish = "{\"headers\":{\"canary-header\":\"canary\"},\"httpMethod\":\"canary\"}";
        try (var function = start(NOBODY)) {
            assertThat(function.ask("GET", "health", Map.of(), new byte[0]).statusCode())
                    .isEqualTo(200);
            assertThat(function.ask("PUT", "", Map.of(), bytes("x")).statusCode())
                    .isEqualTo(405);
            assertThat(function.post(
                            eventarc(), PubSubDelivery.of(bytes(rubbish)).bytes()))
                    .as(function.output())
                    .isEqualTo(204);
            assertThat(pubSub.letters()).hasSize(1);
            assertThat(function.post(DUE)).isEqualTo(503);
            assertThat(function.output()).doesNotContain("canary", "Started", ":: Spring Boot ::");
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWhole() {
        var variables = variables(NOBODY);
        variables.remove("NIGHTSHIFT_PROJECT");
        variables.remove("NIGHTSHIFT_RESTORE_SECRET");
        variables.put("NIGHTSHIFT_DEAD_LETTER_TOPIK", "canary");
        try (var function = process(variables)) {
            assertThat(function.serves()).isFalse();
            assertThat(function.output())
                    .contains("NIGHTSHIFT_PROJECT is missing", "NIGHTSHIFT_RESTORE_SECRET is missing", "did you mean")
                    .doesNotContain("canary");
        }
    }

    @Test
    void aScheduleStartsAVerificationThatSweepsCarryOnAndThatLeavesNothing() {
        var firestore = GoogleEmulator.firestore();
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        sql.backup("1", "orders", "SUCCESSFUL", "2026-11-30T03:05:00Z");
        try (var there = firestore.orElseThrow();
                var ledger = ledger(there.endpoint());
                var function = start(there.endpoint())) {
            assertThat(function.post(DUE)).as(function.output()).isEqualTo(204);
            assertThat(sql.changes()).hasSize(1);
            until(ledger, function, "UPDATE_USER");
            var name = sql.changes().getFirst().substring("CREATE ".length());
            sql.alter(name, instance -> instance.with("state", "SUSPENDED"));
            until(ledger, function, "DELETE");
            end(ledger, function);
            assertThat(run(ledger).outcome()).as(function.output()).contains(Outcome.ESCALATED);
            var password = RestorePassword.of(bytes(SEED), run(ledger).id()).text();
            assertThat(function.output()).doesNotContain("canary", password);
            assertThat(ledger.entries(run(ledger).id(), Optional.empty(), 1000).toString())
                    .doesNotContain("canary", password);
        }
    }

    private static FirestoreLedger ledger(URI firestore) {
        return FirestoreLedger.open(
                new GcpClients(Optional.empty(), Optional.empty(), Optional.of(firestore), FastRetries.POLICY),
                new FirestoreLedger.Settings(PROJECT, "(default)", "backup-", Optional.empty()),
                () -> "test-token");
    }

    private static Run run(Ledger ledger) {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .filter(run -> run.key().playbook().equals(BackupPlaybook.NAME))
                .findFirst()
                .orElseThrow();
    }

    private void until(Ledger ledger, FunctionProcess function, String change) {
        for (int turn = 0; sql.changes().stream().noneMatch(done -> done.startsWith(change + " ")); turn++) {
            assertThat(turn).as(function.output() + run(ledger)).isLessThan(2000);
            sql.settle();
            assertThat(function.post(SWEEP)).isEqualTo(204);
        }
    }

    private void end(Ledger ledger, FunctionProcess function) {
        for (int turn = 0; run(ledger).status() != Status.FINISHED; turn++) {
            assertThat(turn).as(function.output() + run(ledger)).isLessThan(2000);
            sql.settle();
            assertThat(function.post(SWEEP)).isEqualTo(204);
        }
    }
}

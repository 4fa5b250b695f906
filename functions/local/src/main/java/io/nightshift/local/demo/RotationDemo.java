package io.nightshift.local.demo;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Timeouts;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.action.RollConsumer;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.PostgresEngine;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import io.nightshift.rotation.engine.load.LoginCounts;
import io.nightshift.rotation.engine.load.LoginLoad;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationActor;
import io.nightshift.rotation.runtime.RotationObserver;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.sandbox.InMemorySecrets;
import io.nightshift.rotation.sandbox.RotationSandbox;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.TestHost;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rotations of a real PostgreSQL by the real engine while clients log in without pause. The store of secrets is in memory; the
 * waits between a switch and the end of the old credential pass at once, after every client has read the secret anew.
 */
public final class RotationDemo implements AutoCloseable {

    private static final int CLIENTS = 50;
    private static final String NAME = "shop/db";
    private static final Duration WAITS = Duration.ofHours(2);
    private static final Credential ADMIN = new Credential("rotator", "rotator-of-the-demo");
    private static final Resource CLIENT =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Kinds.ECS_SERVICE, "shop/clients");

    private final EmbeddedPostgres server;
    private final PostgresEngine engine = new PostgresEngine(Timeouts.of(Duration.ofSeconds(60)));

    /** @param folder for the server's data */
    public RotationDemo(Path folder) throws IOException, SQLException {
        var data = folder.resolve("data");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "200")
                .start();
        sql("create role rotator login createrole password '" + ADMIN.secret().text() + "'");
        Files.writeString(data.resolve("pg_hba.conf"), "host all postgres all trust\nhost all all all scram-sha-256\n");
        sql("select pg_reload_conf()");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private SystemEndpoint endpoint() {
        return new SystemEndpoint("localhost", server.getPort(), new TlsMode.Plaintext(), "postgres");
    }

    /**
     * @param rotations that were proved: the old login is refused
     * @param counts what the clients experienced
     */
    public record Rotated(String strategy, int rotations, LoginCounts counts) {}

    /** Rotates so many times; the server refuses a wrong password before. */
    public Rotated rotate(String strategy, int times) throws SQLException, CallFailed {
        var first = new Credential("app_" + strategy, "the-first-password");
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://localhost:" + server.getPort() + "/postgres",
                        ADMIN.user(),
                        ADMIN.secret().text());
                var statement = connection.createStatement()) {
            statement.execute("create role " + first.user() + " login password 'the-first-password'");
        }
        if (engine.login(endpoint(), new Credential(first.user(), "wrong"))
                instanceof io.nightshift.rotation.engine.LoginResult.Accepted) {
            throw new IllegalStateException("the server accepts a wrong password: nothing would be proved");
        }
        var secrets = new InMemorySecrets(() -> {});
        secrets.place(NAME, "v0", value(first));
        secrets.place("shop/admin", "v0", value(ADMIN));
        try (var load = new LoginLoad(CLIENTS, () -> credential(secrets), one -> engine.login(endpoint(), one))) {
            load.awaitFreshReads();
            int proved = new Rounds(secrets, load, strategy).rotate(times);
            load.awaitFreshReads();
            return new Rotated(strategy, proved, load.counts());
        }
    }

    private SecretValue value(Credential credential) {
        return SecretValue.of(Json.obj()
                .with("host", "localhost")
                .with("port", server.getPort())
                .with("dbname", "postgres")
                .with("username", credential.user())
                .with("password", credential.secret().text())
                .text());
    }

    private static Credential credential(InMemorySecrets secrets) {
        try {
            return secrets.current(NAME).credential();
        } catch (CallFailed e) {
            throw new IllegalStateException(e);
        }
    }

    /** One run of the real function for each rotation. */
    private final class Rounds {
        private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));
        private final InMemoryLedger ledger = new InMemoryLedger();
        private final Engine runs;

        Rounds(InMemorySecrets secrets, LoginLoad load, String strategy) {
            var systems = new CredentialSystems(List.of(secrets), List.of(engine));
            var plan = RotationSandbox.plan("postgres", strategy, CLIENT).with("admin", "shop/admin");
            var rules = RotationSandbox.rules(Map.of(NAME, plan), Mode.ACT, false, List.of());
            runs = new Engine(Ports.of(ledger, (run, name, at) -> {}, rules, new TestHost(clock))
                    .function(Rotations.MODULE)
                    .adapters(Adapters.NONE
                            .with(
                                    new RotationActor(systems, new SecureRandom()),
                                    new RotationObserver(systems, RotationSandbox.CONSUMERS, LeakedSecrets.NONE))
                            .and(List.of(new FreshReads(load)), List.of()))
                    .build());
        }

        int rotate(int times) {
            int proved = 0;
            for (int i = 0; i < times; i++) {
                var header = new Signal.Header(
                        new SignalId("demo " + i), "demo", clock.instant(), RotationSandbox.secret(NAME), Map.of());
                var request = RotationRequest.plain(false, true).toJson();
                var run = runs.handle(new Signal.Request(header, "", request, "the demo"))
                        .getFirst()
                        .run()
                        .orElseThrow();
                proved += ends(run).filter(Outcome.RESOLVED::equals).isPresent() ? 1 : 0;
            }
            return proved;
        }

        private Optional<Outcome> ends(RunId run) {
            for (int wakes = 0; wakes < 10; wakes++) {
                var outcome = ledger.run(run).flatMap(Run::outcome);
                if (outcome.isPresent()) {
                    return outcome;
                }
                clock.pass(WAITS);
                runs.wake(run);
            }
            return Optional.empty();
        }
    }

    /** The clients are the consumers: rolled, once each has read the secret anew. */
    private record FreshReads(LoginLoad load) implements Actor {
        @Override
        public boolean performs(Action action) {
            return action instanceof RollConsumer;
        }

        @Override
        public LiveState before(Action action) {
            return new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
        }

        @Override
        public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
            load.awaitFreshReads();
            return new Performed.Done(Json.obj());
        }

        @Override
        public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
            return Probed.UNKNOWN;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package io.nightshift.remediation.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Timeouts;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.DatabaseConnection;
import io.nightshift.remediation.action.TerminateIdleSessions;
import io.nightshift.sandbox.wire.StallingProxy;
import io.nightshift.sandbox.wire.StallingServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On a real PostgreSQL. */
class DatabaseActorTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);
    private static final Resource ORDERS =
            new Resource(Origin.aws("111122223333", "eu-central-1"), Resource.Kinds.RDS_INSTANCE, "orders");

    private static EmbeddedPostgres postgres;

    private final List<Connection> sessions = new ArrayList<>();
    private final DatabaseActor actor = actor();

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        try (var admin = postgres.getPostgresDatabase().getConnection();
                var statement = admin.createStatement()) {
            statement.execute("create role app login password 'canary-app'");
            statement.execute(
                    "create role shift login password 'canary-password' in role pg_signal_backend, pg_read_all_stats");
            statement.execute("create role nobody login password 'canary-password'");
            statement.execute("create role blind login password 'canary-password' in role pg_signal_backend");
            statement.execute("create role standby login replication password 'canary-app'");
            statement.execute("create database other");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @AfterEach
    void hangUp() throws SQLException {
        for (var session : sessions) {
            session.close();
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private static DatabaseActor actor() {
        return new DatabaseActor(
                List.of(
                        connection("shop", "shift"),
                        connection("powerless", "nobody"),
                        connection("half-blind", "blind"),
                        connection("gone", "canary-no-such-role")),
                DatabaseActor.Surroundings.NONE);
    }

    private static DatabaseConnection connection(String name, String user) {
        return new DatabaseConnection(name, url("postgres"), user, () -> "canary-password");
    }

    /** A session of that user that has begun a transaction and does nothing more. */
    private Connection idle(String user, String database) throws SQLException {
        var session = user.equals("postgres")
                ? postgres.getPostgresDatabase().getConnection()
                : DriverManager.getConnection(url(database), user, "canary-app");
        session.setAutoCommit(false);
        try (var statement = session.createStatement()) {
            statement.execute("select 'canary-statement'");
        }
        sessions.add(session);
        return session;
    }

    private static boolean alive(Connection session) {
        try (var statement = session.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }

    private static TerminateIdleSessions action(String database, Duration idleFor, int atMost) {
        return new TerminateIdleSessions(ORDERS, database, idleFor, atMost);
    }

    private static View done(Performed performed) {
        return switch (performed) {
            case Performed.Done(var details) -> View.of(details);
            case Performed.NotDone(var problem) -> throw new AssertionError("not done: " + problem);
        };
    }

    private static Problem problem(Performed performed) {
        return switch (performed) {
            case Performed.NotDone(var problem) -> {
                assertThat(problem.message()).doesNotContain("canary", "localhost");
                yield problem;
            }
            case Performed.Done done -> throw new AssertionError("done: " + done);
        };
    }

    private static DatabaseActor actorThroughPort(int port) {
        var url = "jdbc:postgresql://localhost:" + port + "/postgres?sslmode=disable";
        return new DatabaseActor(
                List.of(new DatabaseConnection("shop", url, "shift", () -> "canary-password")),
                DatabaseActor.Surroundings.NONE,
                new Timeouts(Duration.ofSeconds(2), Duration.ofMillis(500)));
    }

    @Test
    void aDatabaseThatNeverAnswersIsGivenUp() {
        try (var stalling = new StallingServer(StallingServer.Stall.NO_ANSWER)) {
            var silent = actorThroughPort(stalling.port());

            var problem = problem(silent.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));

            assertThat(problem.code()).startsWith("08");
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(silent.before(action("shop", Duration.ZERO, 20))).isInstanceOf(LiveState.Unreadable.class);
        }
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() {
        try (var proxy = new StallingProxy(postgres.getPort())) {
            proxy.stall();
            var slow = actorThroughPort(proxy.port());

            var problem = problem(slow.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));

            assertThat(problem.code()).startsWith("08");
            assertThat(problem.retryable()).isTrue();
        }
    }

    @Test
    void endsIdleTransactionsAndNobodyElse() throws Exception {
        var idle = idle("app", "postgres");
        var superuser = idle("postgres", "postgres");
        var replica = idle("standby", "postgres");
        var elsewhere = idle("app", "other");
        var working = DriverManager.getConnection(url("postgres"), "app", "canary-app");
        sessions.add(working);
        var details = done(actor.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));
        assertThat(details.at("ended").integer()).isEqualTo(1);
        assertThat(details.at("sessions").at(0).at("user").text()).isEqualTo("app");
        assertThat(details.json().text()).doesNotContain("canary");
        assertThat(alive(idle)).isFalse();
        assertThat(List.of(superuser, replica, elsewhere, working)).allMatch(DatabaseActorTest::alive);
    }

    @Test
    void leavesThoseAloneThatHaveNotBeenIdleForLong() throws Exception {
        var idle = idle("app", "postgres");
        assertThat(done(actor.perform(action("shop", Duration.ofMinutes(10), 20), KEY, Json.obj()))
                        .at("ended")
                        .integer())
                .isZero();
        assertThat(alive(idle)).isTrue();
    }

    @Test
    void endsTheOldestFirstAndNoMoreThanAllowed() throws Exception {
        var oldest = idle("app", "postgres");
        var second = idle("app", "postgres");
        var youngest = idle("app", "postgres");
        assertThat(done(actor.perform(action("shop", Duration.ZERO, 2), KEY, Json.obj()))
                        .at("ended")
                        .integer())
                .isEqualTo(2);
        assertThat(alive(oldest) || alive(second)).isFalse();
        assertThat(alive(youngest)).isTrue();
    }

    @Test
    void aRepetitionFindsThemGone() throws Exception {
        idle("app", "postgres");
        done(actor.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));
        assertThat(done(actor.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()))
                        .at("ended")
                        .integer())
                .isZero();
        assertThat(actor.probe(action("shop", Duration.ZERO, 20), KEY, Json.obj()))
                .isEqualTo(Probed.UNKNOWN);
    }

    @Test
    void countsBeforeAndKeepsThePlatformsTags() throws Exception {
        idle("app", "postgres");
        var tagged = new DatabaseActor(
                List.of(new DatabaseConnection("shop", url("postgres"), "shift", () -> "canary-password")),
                target -> new LiveState.Known(Map.of("nightshift", "off"), Optional.empty(), Json.obj()));
        assertThat(tagged.before(action("shop", Duration.ZERO, 20)))
                .isEqualTo(new LiveState.Known(
                        Map.of("nightshift", "off"),
                        Optional.empty(),
                        Json.obj().with("idle", 1)));
    }

    @Test
    void withoutItsRolesItIsRefusedForGoodAndTheyAreNamed() throws Exception {
        var idle = idle("app", "postgres");
        for (var name : List.of("powerless", "half-blind")) {
            var problem = problem(actor.perform(action(name, Duration.ZERO, 20), KEY, Json.obj()));
            assertThat(problem.code()).isEqualTo("42501");
            assertThat(problem.message()).contains("pg_read_all_stats", "pg_signal_backend");
            assertThat(problem.retryable()).isFalse();
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(actor.before(action(name, Duration.ZERO, 20))).isInstanceOf(LiveState.Unreadable.class);
        }
        assertThat(alive(idle)).isTrue();
    }

    @Test
    void aRefusedLogInAndAnUnknownNameAreToldWithoutSecrets() {
        var refused = problem(actor.perform(action("gone", Duration.ZERO, 20), KEY, Json.obj()));
        assertThat(refused.code()).startsWith("28");
        assertThat(refused.retryable()).isFalse();
        assertThat(problem(actor.perform(action("nothing", Duration.ZERO, 20), KEY, Json.obj()))
                        .message())
                .contains("known are gone, half-blind, powerless, shop");
        assertThat(actor.before(action("gone", Duration.ZERO, 20))).isInstanceOf(LiveState.Unreadable.class);
    }

    @Test
    void aServerThatIsNotThereChangedNothing() {
        var nowhere = new DatabaseActor(
                List.of(new DatabaseConnection("shop", "jdbc:postgresql://localhost:1/x", "shift", () -> "x")),
                DatabaseActor.Surroundings.NONE);
        var problem = problem(nowhere.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
    }

    @Test
    void aPasswordThatCannotBeReadIsAProblemAndNotAnException() {
        var locked = new DatabaseActor(
                List.of(new DatabaseConnection("shop", url("postgres"), "shift", () -> {
                    throw new IllegalStateException("canary-vault");
                })),
                DatabaseActor.Surroundings.NONE);
        var problem = problem(locked.perform(action("shop", Duration.ZERO, 20), KEY, Json.obj()));
        assertThat(problem)
                .isEqualTo(Problem.transientFault("NoPassword", "the password of database shop could not be read"));
        assertThat(locked.before(action("shop", Duration.ZERO, 20))).isEqualTo(new LiveState.Unreadable(problem));
    }

    @Test
    void aUrlWithAPasswordIsRefusedWithoutRepeatingIt() {
        for (var url : List.of("jdbc:postgresql://h/d?password=canary", "jdbc:postgresql://u:canary@h/d", "canary")) {
            assertThatThrownBy(() -> new DatabaseConnection("shop", url, "shift", () -> "canary"))
                    .hasMessageContaining("database shop")
                    .hasMessageNotContaining("canary");
        }
        assertThat(new DatabaseConnection("shop", url("postgres"), "shift", () -> "canary"))
                .hasToString("database shop");
    }
}

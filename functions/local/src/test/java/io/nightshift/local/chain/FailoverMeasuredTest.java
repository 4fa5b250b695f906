package io.nightshift.local.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.Run;
import io.nightshift.local.Functions;
import io.nightshift.local.cli.Nightshift;
import io.nightshift.local.cli.Terminal;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sql.SqlLedger;
import io.nightshift.text.Colours;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A failover test from end to end: {@code watch-failover} writes to a real PostgreSQL, a rule asks, somebody agrees, the rule calls
 * the stand-in of RDS by the real client, and while that reboots, PostgreSQL takes no connections and loses a confirmed write.
 */
final class FailoverMeasuredTest {

    private static final Path EVENT =
            Path.of(System.getProperty("nightshift.root", "../.."), "events/aws/cloudwatch/auto-scaling-group.json");

    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private static final String POLICY = """
            version: 1
            defaults: {max-age: 3650d, mode: act, page: ops, soak: 1s}
            channels: {ops: {kind: console}}
            approvers: {dba: [alice]}
            rules:
              - name: failover-orders
                match: {name: "GroupCpuTooHigh"}
                target: {kind: "rds:instance", name: orders}
                approval: {approvers: dba, within: 2h}
                ladder:
                  - {action: reboot-database, with: {failover: true}, wait: 1s}
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    /** Who approves on the command line acts by the credentials of this process. */
    @BeforeEach
    void credentials() {
        CREDENTIALS.forEach(name -> System.setProperty(name, "canary"));
    }

    @AfterEach
    void end() {
        CREDENTIALS.forEach(System::clearProperty);
    }

    @Test
    void theOutageAndTheLostWritesOfAnApprovedFailoverAreEvidence() throws Exception {
        try (var aws = new AwsStandIn();
                var postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                var processes = new Processes(folder)) {
            aws.place(
                    Database.available("orders", 100).inTwoZones(),
                    new Alarm("GroupCpuTooHigh", false, "ALARM", "Threshold Crossed"),
                    new Watched("GroupCpuTooHigh", "AWS/EC2", "CPUUtilization", 50, List.of(99.5)));
            sql(postgres, "create database shop");
            connect(aws, postgres);
            Files.writeString(folder.resolve("nightshift.yaml"), POLICY);
            int port = ChildProcess.freePort();
            processes.serve("serve", port, environment);
            var watched = CompletableFuture.supplyAsync(
                    () -> typed("watch-failover", "failover-orders", "--database", "orders", "--json"),
                    task -> Thread.ofPlatform().daemon().start(task));
            Processes.await("writes are confirmed", Duration.ofMinutes(1), () -> beats(postgres) > 2);
            post(port);
            var run = asked();
            assertThat(aws.changes()).isEmpty();
            approve(run);
            Processes.await(
                    "the database reboots",
                    Duration.ofMinutes(1),
                    () -> !aws.changes().isEmpty());
            failOver(postgres);
            var typed = watched.join();
            assertThat(typed)
                    .contains("\"run\": \"" + run.id().value() + "\"", "\"answers\": true")
                    .contains("\"good\": false")
                    .containsPattern("\"lost\": [12]\\D");
            assertThat(aws.changes()).containsExactly("reboot database/orders");
            typed("backups", "--evidence", folder.toString());
            assertThat(evidence())
                    .contains("failover-orders", run.id().value())
                    .contains("no write for ", " of them lost; at the end it takes writes")
                    .doesNotContain(" 0 of them lost");
        }
    }

    private void connect(AwsStandIn aws, EmbeddedPostgres postgres) {
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID",
                "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY",
                "canary-of-the-aws-secret",
                "NIGHTSHIFT_AWS_ACCOUNT",
                AwsStandIn.ACCOUNT,
                "NIGHTSHIFT_AWS_REGIONS",
                AwsStandIn.REGION,
                "NIGHTSHIFT_AWS_ENDPOINT",
                aws.endpoint().toString(),
                "NIGHTSHIFT_DATABASE_ORDERS_URL",
                postgres.getJdbcUrl("postgres", "shop").replaceFirst("\\?.*", ""),
                "NIGHTSHIFT_DATABASE_ORDERS_USER",
                "postgres",
                "NIGHTSHIFT_DATABASE_ORDERS_PASSWORD",
                "canary-of-the-database"));
    }

    private String typed(String... words) {
        var out = new ByteArrayOutputStream();
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        var own = new HashMap<>(environment);
        own.put("NIGHTSHIFT_LEDGER", folder.resolve("ledger.db").toString());
        own.put("NIGHTSHIFT_POLICY_TEXT", POLICY);
        var terminal = new Terminal(stream, stream, Colours.forTerminal(false, false), own, Clock.systemUTC());
        Nightshift.run(Functions.ALL, terminal, words);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void sql(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        }
    }

    private static long beats(EmbeddedPostgres postgres) {
        try (var connection = postgres.getDatabase("postgres", "shop").getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from nightshift_heartbeat")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            return 0;
        }
    }

    /**
     * The standby takes over: sessions end, nobody gets in, and the last two writes had not reached it. The last one may have been
     * committed and not confirmed.
     */
    private static void failOver(EmbeddedPostgres postgres) throws SQLException {
        try (var standby = postgres.getDatabase("postgres", "shop").getConnection();
                var statement = standby.createStatement()) {
            statement.execute("set application_name = 'standby'");
            sql(
                    postgres,
                    "alter database shop with allow_connections false",
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'shop' and application_name <> 'standby'");
            statement.execute(
                    "delete from nightshift_heartbeat where beat >= (select max(beat) - 1 from nightshift_heartbeat)");
        }
        sql(postgres, "alter database shop with allow_connections true");
    }

    private static void post(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/signals"))
                    .POST(HttpRequest.BodyPublishers.ofFile(EVENT))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"kind\":\"STARTED\"");
        }
    }

    private Run asked() {
        try (var ledger = SqlLedger.open(folder.resolve("ledger.db").toString())) {
            Processes.await(
                    "it asks",
                    Duration.ofMinutes(1),
                    () -> runs(ledger).stream().anyMatch(run -> run.approval().isPresent()));
            return runs(ledger).getFirst();
        }
    }

    private static List<Run> runs(SqlLedger ledger) {
        return ledger.runs(Optional.empty(), 10).items().stream()
                .filter(run -> run.rule().equals("failover-orders"))
                .toList();
    }

    private void approve(Run run) {
        var hash = run.approval().orElseThrow().planHash();
        assertThat(typed("approve", run.id().value(), "--plan", hash, "--as", "alice"))
                .contains(run.id().value() + " goes on");
    }

    private String evidence() throws IOException {
        try (var files = Files.list(folder)) {
            var report = files.filter(file -> file.toString().endsWith(".md")).findFirst();
            return Files.readString(report.orElseThrow());
        }
    }
}

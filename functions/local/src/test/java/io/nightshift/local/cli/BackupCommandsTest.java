package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.backup.postgres.PostgresTools;
import io.nightshift.core.json.Json;
import io.nightshift.local.Functions;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.text.Colours;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types about backups: of RDS by the real client, and drills with real servers. */
class BackupCommandsTest {

    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private static final String DUMP = """
            -- PostgreSQL database dump
            -- Dumped from database version 14.1
            CREATE TABLE public.orders (id integer);
            COPY public.orders (id) FROM stdin;
            1
            \\.
            --
            -- PostgreSQL database dump complete
            --
            """;

    private final AwsStandIn aws = new AwsStandIn();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void place() throws IOException {
        CREDENTIALS.forEach(name -> System.setProperty(name, "canary"));
        environment.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        environment.put("NIGHTSHIFT_AWS_ACCOUNT", AwsStandIn.ACCOUNT);
        environment.put("NIGHTSHIFT_AWS_REGIONS", AwsStandIn.REGION);
        environment.put("NIGHTSHIFT_RESTORE_SECRET", "canary-of-32-characters-or-rather-more");
        environment.put(
                "NIGHTSHIFT_RDS_AUTHORITIES",
                Files.writeString(folder.resolve("rds.pem"), "-").toString());
        environment.put("NIGHTSHIFT_LEDGER", folder.resolve("ledger.db").toString());
        for (var name : List.of("shop", "ledger")) {
            var dump = Files.writeString(folder.resolve(name + ".sql"), DUMP);
            assertThat(dump).exists();
        }
        environment.put("NIGHTSHIFT_POLICY_TEXT", """
                version: 1
                rules: []
                defaults: {mode: act, page: ops}
                channels: {ops: {kind: console}}
                backups:
                  orders:
                    source: {kind: rds, instance: orders}
                    rpo: 3650d
                    restore: {security-groups: [sg-0a1b2c3d]}
                  shop: {source: {kind: file, path: FOLDER/shop.sql}, rpo: 1d}
                  ledger: {source: {kind: file, path: FOLDER/ledger.sql}, rpo: 1d}
                """.replace("FOLDER", folder.toString()));
        aws.place(Item.of(
                "DBSnapshot/rds:orders-2026-11-30-03-05",
                Json.obj()
                        .with("DBInstanceIdentifier", "orders")
                        .with("SnapshotCreateTime", "2026-11-30T03:05:00Z")
                        .with("SnapshotType", "automated")
                        .with("Engine", "postgres")
                        .with("EngineVersion", "15.18")
                        .with("MasterUsername", "app")));
    }

    @AfterEach
    void end() {
        CREDENTIALS.forEach(System::clearProperty);
        aws.close();
    }

    private Typed typed(String... words) {
        var typed = Typed.nightshift(environment, words);
        assertThat(typed.out() + typed.err()).doesNotContain("canary");
        return typed;
    }

    @Test
    void theNewestSnapshotOfRdsIsFound() throws Exception {
        var typed = typed("verify-backup", "orders", "--dry-run", "--json");
        assertThat(typed.json().at("reason").text())
                .contains("would restore rds:orders-2026-11-30-03-05 as nightshift-backup-");
        assertThat(typed.exit()).isEqualTo(ExitCode.OK);
        assertThat(aws.changes()).isEmpty();
    }

    @Test
    void whatACloudNeedsIsNamed() {
        environment.remove("NIGHTSHIFT_RESTORE_SECRET");
        environment.put("NIGHTSHIFT_RDS_AUTHORITIES", "/no/such/file");
        var typed = typed("verify-backup", "orders", "--dry-run");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err())
                .contains(
                        "NIGHTSHIFT_RESTORE_SECRET is missing; the policy's backups.orders needs it",
                        "NIGHTSHIFT_RDS_AUTHORITIES is invalid: expected a readable PEM file");
    }

    @Test
    void withoutACloudItsEntriesAreNotConnected() {
        List.of("ENDPOINT", "ACCOUNT", "REGIONS").forEach(name -> environment.remove("NIGHTSHIFT_AWS_" + name));
        var typed = typed("verify-backup", "orders", "--dry-run");
        assertThat(typed.out()).contains("this host is not connected to the source of orders");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
    }

    @Test
    void aDrillRestoresByItsPlanAndIsInTheEvidence() throws Exception {
        Assumptions.assumeTrue(PostgresTools.find().isPresent(), "peer missing: PostgreSQL (Debian)");
        var typed = typed("drill", "shop", "ledger", "--rto", "1h", "--json");
        assertThat(typed.exit()).as(typed.out()).isEqualTo(ExitCode.OK);
        assertThat(typed.json().at("good").bool()).isTrue();
        var waves = new ArrayList<Long>();
        var ready = new ArrayList<Long>();
        for (var step : typed.json().at("steps").items()) {
            waves.add(step.at("wave").integer());
            ready.add(step.at("readyMillis").integer());
        }
        assertThat(waves).containsExactly(1L, 2L);
        assertThat(ready).isSorted();
        assertThat(typed.json().at("totalMillis").integer()).isEqualTo(ready.getLast());
        typed("backups", "--evidence", folder.toString());
        try (var files = Files.list(folder)) {
            var report = files.filter(file -> file.toString().endsWith(".md")).findFirst();
            assertThat(report.orElseThrow())
                    .content()
                    .contains("## Drills", "shop, ledger, total RTO ", "promised 1 h", "The checks were not tested.");
        }
        var run = typed.json().at("steps").at(0).at("run").text();
        assertThat(typed("show", run).out()).contains("full-read GOOD", "1 backups", "ready, restored");
    }

    /** Who reads the verdict ends the command: no time passes until the next attempt. */
    @Test
    void theVerdictDoesNotWaitForAnOnCallThatDoesNotAnswer() throws Exception {
        Assumptions.assumeTrue(PostgresTools.find().isPresent(), "peer missing: PostgreSQL (Debian)");
        environment.put("ON_CALL_URL", "https://127.0.0.1:1/");
        environment.put("ON_CALL_KEY", "canary-of-the-key-of-the-webhook-0123");
        environment.computeIfPresent(
                "NIGHTSHIFT_POLICY_TEXT",
                (ignored, text) -> text.replace("{kind: console}", "{kind: webhook, url-from-env: ON_CALL_URL}"));
        Files.writeString(folder.resolve("shop.sql"), DUMP.replace("database dump complete", ""));
        var out = new ByteArrayOutputStream();
        var reader = Thread.currentThread();
        var err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                if (line.contains("Its message is not delivered yet")) {
                    reader.interrupt();
                }
            }
        };
        int exit = Nightshift.run(
                Functions.ALL,
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        err,
                        Colours.forTerminal(false, false),
                        environment,
                        Clock.systemUTC()),
                "verify-backup",
                "shop");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(exit).isEqualTo(ExitCode.NO);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ESCALATED", "shop.sql is cut: the line with which each dump ends is missing");
    }

    @Test
    void aPlanThatIsWrongIsSaidBeforeAnythingBegins() {
        assertThat(typed("drill", "shop", "shop").err()).contains("shop is in the plan twice");
        assertThat(typed("drill", "shopp,ledger").err())
                .contains("no entry shopp")
                .contains("shop");
        var typed = typed("drill", "shop", "--rto", "soon");
        assertThat(typed.err()).contains("--rto is invalid: expected a time such as 4h");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
    }
}

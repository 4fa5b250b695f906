package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalHost;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.Family;
import io.nightshift.sandbox.aws.FakeResource.Service;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.aws.FakeResource.TaskDefinition;
import io.nightshift.sql.SqlLedger;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code nightshift rollback} of a service whose last promotion is over and left a digest in quarantine its traffic: on ECS. */
final class RollbackOfEndedPromotionTest {

    private static final String IMAGE =
            AwsStandIn.ACCOUNT + ".dkr.ecr." + AwsStandIn.REGION + ".amazonaws.com/shop/web";
    private static final String OLD = "sha256:" + "0".repeat(64);
    private static final String NEW = "sha256:" + "a".repeat(64);
    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");

    private final AwsStandIn aws = new AwsStandIn();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void place() throws Exception {
        CREDENTIALS.forEach(one -> System.setProperty(one, "canary"));
        var policy = java.nio.file.Files.writeString(folder.resolve("nightshift.yaml"), """
                version: 1
                defaults: {mode: act, page: ops}
                channels: {ops: {kind: console}}
                rules: []
                promotions:
                  shop-web:
                    image: %s
                    guard: {for: 0s}
                    stages:
                      - name: prod
                        targets: [{kind: "ecs:service", name: prod/web}]
                        strategy: {kind: all-at-once, bake: 0s}
                """.formatted(IMAGE));
        environment.putAll(Map.of(
                "NIGHTSHIFT_LEDGER",
                ledger(),
                "NIGHTSHIFT_POLICY",
                policy.toString(),
                "NIGHTSHIFT_AWS_ACCOUNT",
                AwsStandIn.ACCOUNT,
                "NIGHTSHIFT_AWS_REGIONS",
                AwsStandIn.REGION,
                "NIGHTSHIFT_AWS_ENDPOINT",
                aws.endpoint().toString(),
                "USER",
                "alice"));
        aws.place(definition(9, OLD), new Family("web", List.of(9)), service(9), image(OLD, "v6"), image(NEW, "v7"));
    }

    private static TaskDefinition definition(int revision, String digest) {
        var web = Json.obj().with("name", "web").with("image", IMAGE + "@" + digest);
        return new TaskDefinition("web", revision, Json.obj().with("containerDefinitions", Json.arr(web)), Map.of());
    }

    private static Service service(int revision) {
        var now = AwsStandIn.taskDefinition("web", revision);
        var deployment = new Deployment("ecs-svc/1", "PRIMARY", now, "COMPLETED");
        return new Service("prod", "web", "ACTIVE", 4, 4, now, List.of(deployment), "ECS", Map.of());
    }

    private static StoredImage image(String digest, String tag) {
        return new StoredImage("shop/web", digest, List.of(tag), Instant.parse("2026-11-20T03:00:00Z"), "{}", "ACTIVE");
    }

    @AfterEach
    void end() {
        CREDENTIALS.forEach(System::clearProperty);
        aws.close();
    }

    private String ledger() {
        return folder.resolve("ledger.db").toString();
    }

    private Typed typed(String... arguments) {
        return Typed.nightshift(environment, arguments);
    }

    private void digests(Consumer<DigestLedger> what) {
        try (var open = SqlLedger.open(ledger())) {
            what.accept(new DigestLedger(open, Instant::now, ""));
        }
    }

    /** What {@code serve} does with a run from now on, minute by minute; how it ends. */
    private String served(String run) throws Exception {
        var log = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var rules = new PolicyFile(Functions.PARSER)
                .valid("nightshift.yaml", InputFiles.read(Path.of(environment.getOrDefault("NIGHTSHIFT_POLICY", ""))));
        try (var open = SqlLedger.open(ledger())) {
            for (int minute = 0; minute < 30 && outcome(run).isEmpty(); minute++) {
                aws.settle();
                var then = Instant.now().plus(Duration.ofMinutes(minute));
                LocalHost.engine(
                                Functions.ALL,
                                open,
                                (one, name, at) -> {},
                                HostSettings.read(Functions.ALL, environment, rules),
                                new FunctionHost(() -> then, log))
                        .wake(new RunId(run));
            }
        }
        return outcome(run);
    }

    private String outcome(String run) throws JsonException {
        return typed("show", run, "--json").json().at("outcome").textOr("");
    }

    /** The run of a promotion that has ended with all traffic. */
    private String promoted(String digest) throws Exception {
        var typed = typed("promote", "shop-web", IMAGE + "@" + digest, "--json");
        assertThat(typed.exit()).as(typed.err()).isZero();
        var run = typed.json().at("run").text();
        assertThat(served(run)).isEqualTo("RESOLVED");
        assertThat(serves()).isEqualTo(digest);
        return run;
    }

    /** The digest that the service runs, by ECS itself. */
    private String serves() {
        var runs = aws.thing(Service.class, "service/prod/web").taskDefinition();
        return aws.things(TaskDefinition.class).stream()
                .filter(one ->
                        AwsStandIn.taskDefinition(one.family(), one.revision()).equals(runs))
                .map(one -> one.body().text().replaceFirst(".*@(sha256:[0-9a-f]{64}).*", "$1"))
                .findFirst()
                .orElseThrow();
    }

    private Typed rollback(String service) {
        return typed("rollback", service, "--reason", "customers see errors", "--json");
    }

    @Test
    void theTrafficOfADigestInQuarantineGoesBackToWhatServedBefore() throws Exception {
        promoted(NEW);
        digests(digests -> digests.quarantine(IMAGE, NEW, "another service found 8 % errors"));

        var typed = rollback("shop-web");

        assertThat(typed.exit()).as(typed.err() + typed.out()).isZero();
        assertThat(typed.json().at("answer").text()).isEqualTo("STARTED");
        var run = typed.json().at("run", "run").text();
        assertThat(typed("show", run).out()).contains("@" + OLD.substring(0, 19));
        assertThat(served(run)).isEqualTo("RESOLVED");
        assertThat(serves()).isEqualTo(OLD);
    }

    @Test
    void aVersionThatWasProvenSinceComesFirst() throws Exception {
        promoted(NEW);
        var third = "sha256:" + "7".repeat(64);
        aws.place(image(third, "v5"));
        digests(digests -> {
            digests.prove("shop-web", IMAGE, third);
            digests.quarantine(IMAGE, NEW, "8 % errors");
        });
        var run = rollback("shop-web").json().at("run", "run").text();
        assertThat(served(run)).isEqualTo("RESOLVED");
        assertThat(serves()).isEqualTo(third);
    }

    @Test
    void asTextItSaysWhereItStands() throws Exception {
        promoted(NEW);
        digests(digests -> digests.quarantine(IMAGE, NEW, "8 % errors"));
        var typed = typed("rollback", "shop-web", "--reason", "customers see errors");
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.out()).startsWith("shop-web ").contains("goes on");
    }

    @Test
    void whatIsNotInQuarantineIsNotTakenBack() throws Exception {
        var run = promoted(NEW);
        var typed = rollback("shop-web");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err())
                .contains("no promotion of shop-web is open, and the digest of the last one is not in quarantine")
                .contains("nightshift promote shop-web IMAGE@DIGEST");
        assertThat(rollback(run).out()).contains("the run is finished");
        assertThat(serves()).isEqualTo(NEW);
    }

    @Test
    void whereNoVersionIsKnownToBeGoodOneHasToBeNamed() throws Exception {
        aws.place(new TaskDefinition(
                "web",
                9,
                Json.obj()
                        .with(
                                "containerDefinitions",
                                Json.arr(Json.obj().with("name", "web").with("image", IMAGE + ":v6"))),
                Map.of()));
        promoted(NEW);
        digests(digests -> digests.quarantine(IMAGE, NEW, "8 % errors"));
        var typed = rollback("shop-web");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("no version of shop-web is known that was good; name one: nightshift promote");
        assertThat(serves()).isEqualTo(NEW);
    }

    @Test
    void whatNobodyKnowsIsRefusedAndChangesNothing() throws Exception {
        promoted(NEW);
        digests(digests -> digests.quarantine(IMAGE, NEW, "8 % errors"));
        var misspelt = rollback("shop-wep");
        assertThat(misspelt.exit()).isEqualTo(ExitCode.NO);
        assertThat(misspelt.err()).contains("the policy has no service shop-wep; did you mean `shop-web`?");
        assertThat(rollback("\u001b[31mshop").err()).doesNotContain("\u001b");
        assertThat(typed("rollback", "shop-web").exit()).as("without a reason").isEqualTo(ExitCode.USAGE);
        assertThat(typed("rollback", "--reason", "x").exit()).as("of nothing").isEqualTo(ExitCode.USAGE);
        assertThat(serves()).isEqualTo(NEW);
    }
}

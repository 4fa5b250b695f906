package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.SqsDeadLetters;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.FunctionHost;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import io.nightshift.remediation.aws.survey.AwsSurvey;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.MotoServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The same requests against somebody else's reading of the AWS documentation. Where moto does less than AWS documents
 * (docs/surprises.md says where), the test says what moto shows.
 */
class MotoRemediationConformanceTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    private static Optional<MotoServer> moto = Optional.empty();

    private final MotoAccount account = new MotoAccount(moto.orElseThrow().endpoint());

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        Assumptions.assumeTrue(moto.isPresent(), "peer missing: moto_server");
    }

    @AfterAll
    static void stop() {
        moto.ifPresent(MotoServer::close);
    }

    private LiveState.Known before(Action action) {
        return switch (account.actor.before(action)) {
            case LiveState.Known found -> found;
            case LiveState.Unreadable(var problem) -> throw new AssertionError("blind: " + problem);
        };
    }

    private void done(Action action, Json.Obj capsule) {
        assertThat(account.actor.perform(action, KEY, capsule)).isInstanceOf(Performed.Done.class);
    }

    private Json.Obj done(Action action) {
        var capsule = before(action).capsule();
        done(action, capsule);
        return capsule;
    }

    private Probed probe(Action action, Json.Obj capsule) {
        return account.actor.probe(action, KEY, capsule);
    }

    private void undone(Action action, Json.Obj capsule) {
        done(action.undo(capsule).orElseThrow());
    }

    private Health health(Resource subject) {
        return seen(account.observer.observe(new Query(Query.HEALTH, subject, Json.obj())));
    }

    private static Health seen(Observed observed) {
        return switch (observed) {
            case Observed.Seen(var health, var ignored) -> health;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    @Test
    void rebootsAnInstanceThatIsInAGroup() {
        var group = account.group("reboot");
        var action = new RebootInstance(account.member(group));

        assertThat(before(action).tags()).containsEntry("team", "shop");
        assertThat(before(action).group()).hasValueSatisfying(found -> {
            assertThat(found.size()).isEqualTo(2);
            assertThat(found.healthy()).isEqualTo(2);
            assertThat(found.targetHealthy()).isTrue();
        });
        assertThat(probe(action, done(action))).isEqualTo(Probed.UNKNOWN);
        assertThat(health(action.target())).isEqualTo(Health.WELL);
    }

    @Test
    void scalesAGroupOutOnceAndBack() {
        var group = account.group("scale-out");
        var action = new ScaleOutGroup(group, 1);

        var capsule = done(action);
        assertThat(account.desired(group)).isEqualTo(3);
        assertThat(probe(action, capsule)).isEqualTo(Probed.HAPPENED);
        done(action, capsule);
        assertThat(account.desired(group)).isEqualTo(3);
        assertThat(health(group)).isEqualTo(Health.WELL);
        assertThat(account.actor.perform(action, KEY, before(action).capsule()))
                .as("at its maximum")
                .isInstanceOf(Performed.NotDone.class);

        undone(action, capsule);
        assertThat(account.desired(group)).isEqualTo(2);
    }

    @Test
    void replacesAnInstanceAndTheGroupFillsTheGap() {
        var group = account.group("replace");
        var action = new ReplaceInstance(account.member(group));

        var capsule = done(action);
        assertThat(probe(action, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(account.desired(group)).isEqualTo(2);
        assertThat(account.member(group)).isNotEqualTo(action.target());
        assertThat(health(action.target())).isEqualTo(Health.UNWELL);
        assertThat(health(group)).isEqualTo(Health.WELL);
    }

    @Test
    void marksAnInstanceUnhealthyAndHealthyAgain() {
        var group = account.group("mark");
        var action = new SetInstanceUnhealthy(account.member(group));

        var capsule = done(action);
        assertThat(probe(action, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(health(group)).isEqualTo(Health.UNWELL);

        undone(action, capsule);
        assertThat(health(group)).isEqualTo(Health.WELL);
    }

    @Test
    void rebootsADatabaseAndGrowsItsStorage() {
        var database = account.database("orders");
        var reboot = new RebootDatabase(database, false);
        assertThat(before(reboot).tags()).containsEntry("team", "shop");
        assertThat(probe(reboot, done(reboot)))
                .as("moto's databases neither show that they reboot nor tell of it")
                .isEqualTo(Probed.UNKNOWN);

        var grow = new GrowDatabaseStorage(database, 20, 500);
        var capsule = done(grow);
        assertThat(probe(grow, capsule)).isEqualTo(Probed.HAPPENED);
        done(grow, capsule);
        assertThat(before(grow).capsule().get("gib")).isEqualTo(Json.of(120));
        assertThat(health(database)).isEqualTo(Health.WELL);
    }

    @Test
    void surveysWhatExists() {
        try (var clients = new AwsClients(
                AwsStandIn.REGION, Optional.of(account.endpoint), MotoAccount.CREDENTIALS, AwsSurvey.RETRY_POLICY)) {
            var apis = new AwsRegionApis(clients);
            MotoAccount.surveyed(apis);

            var found = AwsSurvey.of(apis, Instant.parse("2026-11-21T03:04:05Z"), what -> {});
            // moto answers 500 to compliance of Config rules.
            assertThat(found.unread())
                    .allSatisfy(unread -> assertThat(unread.what()).startsWith("AWS Config"));
            assertThat(found.alarms())
                    .extracting(alarm -> alarm.signal().subject().label())
                    .contains("rds:instance/surveyed");
            assertThat(found.resources())
                    .extracting(one -> one.resource().label().replaceFirst("/[0-9a-f]+$", ""))
                    .contains("rds:instance/surveyed", "elbv2:target-group/targetgroup/surveyed");
        }
    }

    @Test
    void rollsAnAliasBackAndForth() {
        var alias = account.alias("checkout", "live");
        var action = new RollBackAlias(alias);
        assertThat(before(action).tags()).containsEntry("team", "shop");

        var capsule = done(action);
        assertThat(version()).isEqualTo("1");
        assertThat(probe(action, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(health(alias)).isEqualTo(Health.WELL);

        undone(action, capsule);
        assertThat(version()).isEqualTo("2");
    }

    private String version() {
        return account.apis
                .lambda()
                .getAlias(get -> get.functionName("checkout").name("live"))
                .functionVersion();
    }

    @Test
    void redeploysAServiceAndRollsItBack() {
        var service = account.service("prod", "web");
        var redeploy = new RedeployService(service);
        assertThat(before(redeploy).tags()).containsEntry("team", "shop");
        assertThat(probe(redeploy, before(redeploy).capsule())).isEqualTo(Probed.NOT_HAPPENED);
        assertThat(probe(redeploy, done(redeploy))).isEqualTo(Probed.HAPPENED);

        var back = new RollBackService(service);
        var capsule = done(back);
        assertThat(probe(back, capsule)).isEqualTo(Probed.HAPPENED);
        assertThat(before(redeploy).capsule().text()).contains("task-definition/web:1");

        undone(back, capsule);
        assertThat(before(redeploy).capsule().text()).contains("task-definition/web:2");
    }

    @Test
    void whatIsNotThereMakesBlind() {
        for (var action : List.of(
                new RebootInstance(MotoAccount.resource(Kinds.EC2_INSTANCE, "i-0123456789abcdef0")),
                new ScaleOutGroup(MotoAccount.resource(Kinds.AUTO_SCALING_GROUP, "gone"), 1),
                new RebootDatabase(MotoAccount.resource(Kinds.RDS_INSTANCE, "gone"), false),
                new RollBackAlias(MotoAccount.resource(Kinds.LAMBDA_FUNCTION, "gone:live")),
                new RedeployService(MotoAccount.resource(Kinds.ECS_SERVICE, "gone/web")))) {
            assertThat(account.actor.before(action))
                    .as(action.sentence())
                    .isInstanceOfSatisfying(
                            LiveState.Unreadable.class,
                            blind -> assertThat(blind.problem().code()).isEqualTo("NotFound"));
        }
    }

    @Test
    void keepsDeadLettersWhateverTheyHold() {
        var url = account.queue("dead-letters");
        var sqs = account.clients.build(SqsClient.builder());
        var letters = new SqsDeadLetters(sqs, URI.create(url));
        var reasons = List.of(new Rejected("$.Records[0]", "not JSON \u0001"));

        letters.keep(Payloads.bytes("{\"truncated\": \"ü"), reasons);
        letters.keep(new byte[] {(byte) 0xff, 0, 1}, reasons);

        var kept = sqs.receiveMessage(
                        receive -> receive.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
        assertThat(kept)
                .extracting(message -> Optional.ofNullable(
                                message.messageAttributes().get("encoding"))
                        .orElseThrow()
                        .stringValue())
                .containsExactlyInAnyOrder("none", "gzip+base64");
        assertThat(kept).anyMatch(message -> message.body().equals("{\"truncated\": \"ü"));
    }

    /** The function itself, with nothing behind it but moto; time passes as the test says. */
    @Test
    void aRealAlarmBecomesAVerifiedFixWithNothingButMoto() {
        var group = account.group("web");
        account.alarm("GroupCpuTooHigh", StateValue.ALARM);
        account.table("nightshift");
        account.scheduler().createScheduleGroup(create -> create.name("nightshift"));
        var clock = new ManualClock(Instant.parse("2026-11-21T01:00:00Z"));
        var host = new FunctionHost(
                clock, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try (var wiring = new AwsWiring(
                RemediationHandler.configuration(variables()),
                MotoAccount.CREDENTIALS,
                FastRetries.POLICY,
                host,
                new RemediationOnAws())) {
            var handler = wiring.handler();
            var alarm = new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8)
                    .replace(AwsStandIn.ACCOUNT, MotoAccount.ACCOUNT);
            var answer = handler.handle(Payloads.batch(alarm, "{\"truncated\":"), () -> 60_000);
            assertThat(answer.text()).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(account.desired(group)).isEqualTo(3);

            account.alarm("GroupCpuTooHigh", StateValue.OK);
            for (int minute = 0; minute < 4; minute++) {
                clock.pass(Duration.ofMinutes(1));
                handler.handle(Payloads.SWEEP, () -> 60_000);
            }
        }
        var ledger = new DynamoDbLedger(
                DynamoDbLedger.client(account.clients),
                DynamoDbLedger.Settings.of("nightshift"),
                () -> UUID.randomUUID().toString());
        assertThat(ledger.runs(Optional.empty(), 10).items())
                .filteredOn(run -> !run.key().playbook().equals(MarkLog.FIGURES))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.status()).isEqualTo(Status.FINISHED);
                    assertThat(run.outcome()).contains(Outcome.RESOLVED);
                    assertThat(Audit.verify(ledger, run.id()).whole()).isTrue();
                });
        assertThat(account.scheduler()
                        .listSchedules(list -> list.groupName("nightshift"))
                        .schedules())
                .isNotEmpty();
    }

    private Map<String, String> variables() {
        return new TreeMap<>(Map.of(
                "AWS_REGION",
                AwsStandIn.REGION,
                "NIGHTSHIFT_POLICY_TEXT",
                RemediationAccount.POLICY,
                "NIGHTSHIFT_ACCOUNT",
                MotoAccount.ACCOUNT,
                "NIGHTSHIFT_TABLE",
                "nightshift",
                "NIGHTSHIFT_SCHEDULER_ROLE_ARN",
                "arn:aws:iam::123456789012:role/nightshift-timers",
                "NIGHTSHIFT_WAKE_TARGET_ARN",
                "arn:aws:lambda:eu-central-1:123456789012:function:nightshift-remediation",
                "NIGHTSHIFT_DEAD_LETTER_QUEUE_URL",
                account.queue("nightshift-dead-letters"),
                "NIGHTSHIFT_AWS_ENDPOINT",
                account.endpoint.toString()));
    }
}

package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.EventBridgeSchedulerTimers.Settings;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Origin;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.MotoServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;

/** The same requests against somebody else's reading of the AWS documentation. */
final class MotoLedgerConformanceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");

    private static Optional<MotoServer> moto = Optional.empty();

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        Assumptions.assumeTrue(moto.isPresent(), "peer missing: moto_server");
    }

    @AfterAll
    static void stop() {
        moto.ifPresent(MotoServer::close);
    }

    @Test
    void setsATimerOnceAndMotoReadsItAsWeMeanIt() {
        try (var clients = clients()) {
            var scheduler = clients.build(SchedulerClient.builder());
            scheduler.createScheduleGroup(group -> group.name("nightshift"));
            var settings = new Settings(
                    "nightshift",
                    "arn:aws:sqs:eu-central-1:111122223333:nightshift-wake",
                    "arn:aws:iam::111122223333:role/nightshift-scheduler",
                    Optional.empty(),
                    Optional.empty());
            var timers = new EventBridgeSchedulerTimers(scheduler, settings, () -> NOW);
            var run = new RunId("remediation-0a1b2c3d4e5f");

            timers.set(run, "look", NOW.plusSeconds(300));
            timers.set(run, "look", NOW.plusSeconds(300));

            var listed = scheduler
                    .listSchedules(list -> list.groupName("nightshift"))
                    .schedules();
            assertThat(listed).hasSize(1);
            var schedule = scheduler.getSchedule(
                    get -> get.groupName("nightshift").name(listed.getFirst().name()));
            assertThat(schedule.scheduleExpression()).isEqualTo("at(2026-11-21T01:05:00)");
            assertThat(schedule.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
            assertThat(schedule.target().input()).isEqualTo("{\"nightshift\":{\"wake\":\"remediation-0a1b2c3d4e5f\"}}");
        }
    }

    @Test
    void writesTurnsUnderTheirConditions() {
        try (var clients = clients()) {
            var client = DynamoDbLedger.client(clients);
            DynamoDbTable.create(client, "nightshift");
            var ledger = new DynamoDbLedger(
                    client,
                    DynamoDbLedger.Settings.of("nightshift"),
                    () -> UUID.randomUUID().toString());
            var first = Runs.after(Runs.fresh("one"))
                    .wakeAt(NOW)
                    .mark("lock/i-0abc", 0, io.nightshift.core.json.Json.obj())
                    .turn();
            var second = Runs.after(first.run()).finished().turn();

            assertThat(ledger.commit(first)).isEqualTo(new Commit.Done());
            assertThat(ledger.commit(first))
                    .isEqualTo(new Commit.Conflict("run " + first.run().id() + " has another version"));
            assertThat(ledger.due(NOW, Optional.empty(), 5).items())
                    .containsExactly(first.run().id());
            assertThat(ledger.commit(second)).isEqualTo(new Commit.Done());

            assertThat(ledger.due(NOW, Optional.empty(), 5).items()).isEmpty();
            assertThat(ledger.runs(Optional.empty(), 5).items()).containsExactly(second.run());
            assertThat(ledger.markers(Set.of("lock/i-0abc", "lock/other")).values())
                    .extracting(marker -> marker.version())
                    .containsExactlyInAnyOrder(1L, 0L);
            assertThat(Audit.verify(ledger, first.run().id()).whole()).isTrue();
        }
    }

    @Test
    void assumesTheRoleOfAMemberAndWorksInItsAccount() throws CallFailed {
        try (var clients = clients()) {
            var role = new MemberRole(
                    Arn.parse("arn:aws:iam::222233334444:role/nightshift").orElseThrow(),
                    "shop-id",
                    Set.of(Wire.REGION));
            var regions = new AwsRegions("111122223333", Map.of(Wire.REGION, new AwsRegionApis(clients)))
                    .and(List.of(role), clients, InstantSource.system());

            var made = regions.of(Origin.aws("222233334444", Wire.REGION))
                    .sqs()
                    .createQueue(queue -> queue.queueName("of-the-shop"));

            assertThat(made.queueUrl()).contains("222233334444");
        }
    }

    private static AwsClients clients() {
        return Wire.clients(moto.orElseThrow().endpoint(), FastRetries.POLICY);
    }
}

package io.nightshift.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nightshift.aws.EventBridgeSchedulerTimers.Retries;
import io.nightshift.aws.EventBridgeSchedulerTimers.Settings;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Schedule;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.wire.FastRetries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

final class EventBridgeSchedulerTimersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");
    private static final RunId RUN = new RunId("remediation-0a1b2c3d4e5f");
    private static final Settings SETTINGS = new Settings(
            "nightshift",
            AwsStandIn.arn("sqs", "nightshift-wake"),
            "arn:aws:iam::111122223333:role/nightshift-scheduler",
            Optional.empty(),
            Optional.empty());

    private final AwsStandIn aws;
    private final AwsClients clients;
    private final EventBridgeSchedulerTimers timers;

    EventBridgeSchedulerTimersTest() throws IOException {
        aws = new AwsStandIn();
        aws.place(new ScheduleGroup("nightshift"));
        clients = Wire.clients(aws.endpoint(), FastRetries.POLICY);
        timers = timers(SETTINGS);
    }

    private EventBridgeSchedulerTimers timers(Settings settings) {
        return new EventBridgeSchedulerTimers(clients.build(SchedulerClient.builder()), settings, () -> NOW);
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void setsAScheduleThatWakesTheRunOnceAndIsGone() throws JsonException {
        timers.set(RUN, "look", NOW.plusSeconds(300));

        assertThat(only())
                .isEqualTo(Json.parse("""
                        {"ActionAfterCompletion":"DELETE",
                         "ClientToken":"%1$s",
                         "FlexibleTimeWindow":{"Mode":"OFF"},
                         "GroupName":"nightshift",
                         "ScheduleExpression":"at(2026-11-21T01:05:00)",
                         "ScheduleExpressionTimezone":"UTC",
                         "Target":{
                           "Arn":"arn:aws:sqs:eu-central-1:111122223333:nightshift-wake",
                           "RoleArn":"arn:aws:iam::111122223333:role/nightshift-scheduler",
                           "Input":"{\\"nightshift\\":{\\"wake\\":\\"remediation-0a1b2c3d4e5f\\"}}"}}""".formatted(schedules().getFirst().name())));
        assertThat(schedules().getFirst().name())
                .startsWith("remediation-0a1b2c3d4e5f-")
                .hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void theSameAgainChangesNothingAndAnythingElseIsAnother() {
        timers.set(RUN, "look", NOW.plusSeconds(300));
        timers.set(RUN, "look", NOW.plusSeconds(300));
        assertThat(schedules()).hasSize(1);

        timers.set(RUN, "look", NOW.plusSeconds(301));
        timers.set(RUN, "soak", NOW.plusSeconds(300));
        timers.set(new RunId("remediation-ffffffffffff"), "look", NOW.plusSeconds(300));
        assertThat(schedules()).hasSize(4);
    }

    @Test
    void aTimeThatIsPastOrAlmostIsSoon() throws JsonException {
        timers.set(RUN, "look", NOW.minusSeconds(3600));
        assertThat(expression()).isEqualTo("at(2026-11-21T01:00:15)");
        // Set again later, at another soonest time: it is the same timer all the same.
        new EventBridgeSchedulerTimers(clients.build(SchedulerClient.builder()), SETTINGS, () -> NOW.plusSeconds(60))
                .set(RUN, "look", NOW.minusSeconds(3600));
        assertThat(schedules()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {15_000, 15_001, 59_999, 60_000, 3_600_500, 86_400_000, 999_999_999_999L})
    void neverFiresBeforeItsTimeAndNeverASecondLater(long millis) throws JsonException {
        var at = NOW.plusMillis(millis);
        timers.set(RUN, "look", at);

        var set = Instant.parse(expression().replace("at(", "").replace(")", "Z"));
        assertThat(set).isAfterOrEqualTo(at).isBefore(at.plusSeconds(1));
    }

    @Test
    void aTimeWithoutEndIsTheLastThatCanBeWritten() throws JsonException {
        timers.set(RUN, "look", Instant.MAX);

        assertThat(expression()).isEqualTo("at(9999-12-31T23:59:59)");
    }

    @Test
    void aRunWithALongOddNameGetsAValidOne() {
        timers.set(new RunId("a playbook/with ünusual.name ".repeat(5) + "-0a1b2c3d4e5f"), "look", NOW);

        assertThat(schedules()).hasSize(1);
    }

    @Test
    void passesOnDeadLettersAndRetries() throws JsonException {
        timers(new Settings(
                        SETTINGS.group(),
                        SETTINGS.target(),
                        SETTINGS.role(),
                        Optional.of(AwsStandIn.arn("sqs", "nightshift-dead")),
                        Optional.of(new Retries(3, Duration.ofMinutes(10)))))
                .set(RUN, "look", NOW);

        var target = View.of(only()).at("Target");
        assertThat(target.at("DeadLetterConfig", "Arn").text()).endsWith("nightshift-dead");
        assertThat(target.at("RetryPolicy", "MaximumRetryAttempts").integer()).isEqualTo(3);
        assertThat(target.at("RetryPolicy", "MaximumEventAgeInSeconds").integer())
                .isEqualTo(600);
    }

    @Test
    void aLostReplySetsItOnce() {
        aws.fail("CreateSchedule", new AwsFault.CutReply(), new AwsFault.BrokenAfterwards());

        timers.set(RUN, "look", NOW.plusSeconds(300));

        assertThat(schedules()).hasSize(1);
        assertThat(aws.calls("CreateSchedule")).isEqualTo(3);
    }

    @Test
    void saysWhetherALaterTryMayWork() {
        aws.fail("CreateSchedule", new AwsFault.Throttled(), new AwsFault.Throttled(), new AwsFault.Throttled());
        var throttled = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW));
        assertThat(throttled).hasMessageContaining("ThrottlingException").hasMessageContaining(RUN.value());
        assertThat(throttled.retryable()).isTrue();

        aws.fail("CreateSchedule", new AwsFault.Denied());
        var denied = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW));
        assertThat(denied)
                .hasMessageContaining("not authorized to perform scheduler:CreateSchedule")
                .hasNoCause();
        assertThat(denied.retryable()).isFalse();
    }

    @Test
    void saysThatTheGroupIsMissing() {
        var elsewhere = new Settings("other", SETTINGS.target(), SETTINGS.role(), Optional.empty(), Optional.empty());

        assertThat(catchThrowableOfType(
                        LedgerException.class, () -> timers(elsewhere).set(RUN, "look", NOW)))
                .hasMessageContaining("schedule group other")
                .hasMessageContaining("ResourceNotFoundException");
    }

    private List<Schedule> schedules() {
        return aws.things(Schedule.class);
    }

    private Json only() throws JsonException {
        assertThat(schedules()).hasSize(1);
        return Json.parse(schedules().getFirst().body());
    }

    private String expression() throws JsonException {
        return View.of(only()).at("ScheduleExpression").text();
    }
}

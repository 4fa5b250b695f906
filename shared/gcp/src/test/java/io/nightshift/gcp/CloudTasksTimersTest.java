package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.cloud.tasks.v2.HttpMethod;
import com.google.cloud.tasks.v2.HttpRequest;
import com.google.cloud.tasks.v2.OidcToken;
import com.google.cloud.tasks.v2.Task;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.gcp.CloudTasksTimers.Settings;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudTasksTimersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final RunId RUN = new RunId("remediation-0a1b2c3d4e5f");

    private final ManualClock clock = new ManualClock(NOW);
    private final CloudTasksBench bench = new CloudTasksBench(clock);
    private final CloudTasksTimers timers = bench.timers(clock);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void setsATaskThatWakesTheRun() {
        timers.set(RUN, "look", NOW.plusSeconds(300));

        var id = only().getName().replaceFirst(".*/", "");
        assertThat(id).matches("[0-9a-f]{32}-remediation-0a1b2c3d4e5f");
        assertThat(only())
                .isEqualTo(Task.newBuilder()
                        .setName("projects/p-1/locations/europe-west1/queues/nightshift-wake/tasks/" + id)
                        .setScheduleTime(
                                Timestamps.fromMillis(NOW.plusSeconds(300).toEpochMilli()))
                        .setDispatchDeadline(Durations.fromMinutes(5))
                        .setHttpRequest(HttpRequest.newBuilder()
                                .setUrl("https://remediation-abc.a.run.app/wake")
                                .setHttpMethod(HttpMethod.POST)
                                .putHeaders("Content-Type", "application/json")
                                .putHeaders("ce-specversion", "1.0")
                                .putHeaders("ce-type", "io.nightshift.wake")
                                .putHeaders(
                                        "ce-source",
                                        "//cloudtasks.googleapis.com/projects/p-1/locations/europe-west1/queues/nightshift-wake")
                                .putHeaders("ce-id", id)
                                .setBody(ByteString.copyFromUtf8(
                                        "{\"nightshift\":{\"wake\":\"remediation-0a1b2c3d4e5f\"}}"))
                                .setOidcToken(OidcToken.newBuilder()
                                        .setServiceAccountEmail("nightshift-wake@p-1.iam.gserviceaccount.com")
                                        .setAudience("https://remediation-abc.a.run.app")))
                        .build());
        assertThat(bench.server.methods()).containsExactly("CreateTask");
    }

    @Test
    void theSameAgainIsOneCallAndAnythingElseIsAnother() {
        timers.set(RUN, "look", NOW.plusSeconds(301));
        timers.set(RUN, "look", NOW.plusSeconds(301));
        assertThat(bench.queue.tasks()).hasSize(1);
        assertThat(bench.server.methods()).containsExactly("CreateTask", "CreateTask");

        timers.set(RUN, "look", NOW.plusSeconds(302));
        timers.set(RUN, "soak", NOW.plusSeconds(301));
        timers.set(new RunId("remediation-ffffffffffff"), "look", NOW.plusSeconds(301));
        assertThat(bench.queue.tasks()).hasSize(4);
    }

    @Test
    void whatIsSetAgainWhileItWaitsIsOneTimerAlsoWhenItIsNear() {
        timers.set(RUN, "look", NOW.plusSeconds(20));
        clock.pass(Duration.ofSeconds(10));
        timers.set(RUN, "look", NOW.plusSeconds(20));
        clock.pass(Duration.ofHours(1));
        timers.set(RUN, "look", NOW.plusSeconds(20));

        assertThat(bench.queue.tasks()).hasSize(1);
        assertThat(bench.server.methods())
                .containsExactly("CreateTask", "CreateTask", "GetTask", "CreateTask", "GetTask");
    }

    /** The worker's clock is behind Cloud Tasks': it is woken, sees nothing due, and sets the timer again. */
    @Test
    void whatCameTooEarlyIsSetAgainFromWithinItsCall() {
        var at = NOW.plusSeconds(90);
        timers.set(RUN, "due", at);

        bench.queue.execute(at, request -> {
            timers.set(CloudTasksBench.run(request), "due", at);
            return true;
        });

        assertThat(CloudTasksStandIn.at(only())).isEqualTo(at.plusSeconds(40));
    }

    @Test
    void whatCameTooEarlyIsSetAgainAfterwardsThoughItsNameIsTaken() {
        var at = NOW.plusSeconds(90);
        timers.set(RUN, "due", at);
        var first = only().getName();
        bench.queue.execute(at, request -> true);
        assertThat(bench.queue.tasks()).isEmpty();

        timers.set(RUN, "due", at);
        timers.set(RUN, "due", at);

        assertThat(only().getName()).isNotEqualTo(first);
        assertThat(bench.due(at.plusSeconds(40))).containsExactly(RUN);
    }

    @Test
    void aClockThatIsFarBehindGetsThereAllTheSame() {
        var at = NOW.plusSeconds(299);
        timers.set(RUN, "due", at);
        int calls = 0;
        for (; !clock.instant().isAfter(at); calls++) {
            clock.pass(Duration.ofSeconds(40));
            bench.queue.execute(clock.instant().plusSeconds(290), request -> {
                timers.set(RUN, "due", at);
                return true;
            });
        }

        assertThat(calls).isEqualTo(8);
        assertThat(bench.queue.tasks()).hasSize(1);
    }

    @Test
    void givesUpOnATimerThatFiresTooEarlyForEver() {
        var at = NOW.plusSeconds(60);
        for (int i = 0; i < 9; i++) {
            timers.set(RUN, "due", at);
            bench.queue.execute(Instant.MAX, request -> true);
        }

        var refused = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "due", at));

        assertThat(refused).hasMessageContaining("fired 9 times too early").hasMessageContaining(RUN.value());
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void aNameIsFreeAgainAfterSomeHours() {
        timers.set(RUN, "due", NOW);
        var first = only().getName();
        bench.queue.execute(NOW, request -> true);
        clock.pass(CloudTasksStandIn.NAME_IS_TAKEN);

        timers.set(RUN, "due", NOW);

        assertThat(only().getName()).isEqualTo(first);
        assertThat(CloudTasksStandIn.at(only())).isEqualTo(clock.instant());
    }

    @Test
    void aLongWaitIsMadeOfSeveralTasks() {
        var at = NOW.plus(Duration.ofDays(100)).plusMillis(1);
        var calls = new ArrayList<Instant>();
        timers.set(RUN, "due", at);
        timers.set(RUN, "due", at);
        while (!bench.queue.tasks().isEmpty()) {
            assertThat(bench.queue.tasks()).hasSize(1);
            clock.set(CloudTasksStandIn.at(only()));
            calls.add(clock.instant());
            bench.queue.execute(clock.instant(), request -> {
                if (clock.instant().isBefore(at)) {
                    timers.set(CloudTasksBench.run(request), "due", at);
                }
                return true;
            });
        }

        assertThat(calls)
                .hasSize(5)
                .last()
                .isEqualTo(NOW.plus(Duration.ofDays(100)).plusSeconds(1));
        assertThat(calls).isSorted();
    }

    @Test
    void takesAnyTimeThereIs() {
        var ends = List.of(Instant.MIN, Instant.EPOCH, NOW.plus(MONTH), NOW.plus(MONTH.plusNanos(1)), Instant.MAX);
        ends.forEach(at -> timers.set(RUN, "look", at));

        assertThat(bench.queue.tasks()).hasSize(ends.size());
        assertThat(bench.queue.tasks())
                .allSatisfy(task -> assertThat(CloudTasksStandIn.at(task)).isBetween(NOW, NOW.plus(MONTH)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1000, 1001, 59_999, 3_600_500, 86_400_000, 2_588_399_999L})
    void neverFiresBeforeItsTimeAndNeverASecondLater(long millis) {
        var at = NOW.plusMillis(millis);
        timers.set(RUN, "look", at);

        assertThat(CloudTasksStandIn.at(only())).isAfterOrEqualTo(at).isBefore(at.plusSeconds(1));
    }

    @Test
    void aTargetThatFailsIsCalledAgain() {
        timers.set(RUN, "look", NOW);

        bench.queue.execute(NOW, request -> false);

        assertThat(bench.due(NOW)).containsExactly(RUN);
    }

    @Test
    void theTokenIsForTheTargetUnlessSaidOtherwise() {
        var s = CloudTasksBench.SETTINGS;
        var settings = new Settings(
                s.project(), s.location(), s.queue(), s.target(), s.serviceAccount(), Optional.empty(), s.deadline());

        bench.timers(settings, clock, FastRetries.POLICY).set(RUN, "look", NOW);

        assertThat(only().getHttpRequest().getOidcToken().getAudience()).isEmpty();
    }

    @Test
    void aRunWithALongOddNameGetsAValidOne() {
        timers.set(new RunId("a playbook/with ünusual.name ".repeat(50) + "-0a1b2c3d4e5f"), "look", NOW);

        assertThat(bench.queue.tasks()).hasSize(1);
    }

    @Test
    void aLostReplySetsItOnce() {
        bench.server.fail(
                "CreateTask", GrpcFault.lost(Status.Code.UNAVAILABLE), GrpcFault.lost(Status.Code.DEADLINE_EXCEEDED));

        timers.set(RUN, "look", NOW.plusSeconds(301));

        assertThat(bench.queue.tasks()).hasSize(1);
        assertThat(bench.server.methods()).containsExactly("CreateTask", "CreateTask", "CreateTask");
    }

    @Test
    void aServiceThatStaysSilentIsAskedAgain() {
        bench.server.fail("CreateTask", new GrpcFault.Silence());
        var hasty = new RetryPolicy(
                3, Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofMillis(10));

        bench.timers(CloudTasksBench.SETTINGS, clock, hasty).set(RUN, "look", NOW.plusSeconds(301));

        assertThat(bench.queue.tasks()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Status.Code.class,
            names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED"})
    void getsThroughWhenATroubleEndsAndIsRetryableWhenItDoesNot(Status.Code code) {
        var fault = GrpcFault.refused(code);
        bench.server.fail("CreateTask", fault, fault);
        timers.set(RUN, "look", NOW.plusSeconds(301));
        assertThat(bench.queue.tasks()).hasSize(1);

        bench.server.fail("CreateTask", fault, fault, fault);
        var refused = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "soak", NOW.plusSeconds(301)));

        assertThat(refused)
                .hasMessage(
                        "the timer soak of run remediation-0a1b2c3d4e5f was not set in projects/p-1/locations/europe-west1/queues/nightshift-wake: Google Cloud answered "
                                + code)
                .hasNoCause();
        assertThat(refused.retryable()).isTrue();
    }

    @Test
    void saysWhichPermissionIsMissing() {
        bench.server.fail(
                "CreateTask",
                new GrpcFault.Refused(Status.PERMISSION_DENIED.withDescription(
                        "The principal (user or service account) lacks IAM permission \"cloudtasks.tasks.create\" for the"
                                + " resource \"canary-4711\" (or the resource may not exist).")));

        var refused = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW));

        assertThat(refused)
                .hasMessageEndingWith(
                        "Google Cloud answered PERMISSION_DENIED; it needs the permission cloudtasks.tasks.create")
                .hasMessageNotContaining("canary")
                .hasNoCause();
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void saysWhichPermissionIsMissingToLook() {
        timers.set(RUN, "look", NOW);
        bench.server.fail(
                "GetTask",
                new GrpcFault.Refused(Status.PERMISSION_DENIED.withDescription(
                        "lacks IAM permission \"cloudtasks.tasks.get\" for the resource \"canary-4711\"")));

        assertThat(catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW)))
                .hasMessageEndingWith("it needs the permission cloudtasks.tasks.get");
    }

    @Test
    void saysThatTheQueueIsMissing() {
        var s = CloudTasksBench.SETTINGS;
        var settings = new Settings(
                s.project(), s.location(), "other", s.target(), s.serviceAccount(), s.audience(), s.deadline());

        var refused = catchThrowableOfType(
                LedgerException.class,
                () -> bench.timers(settings, clock, FastRetries.POLICY).set(RUN, "look", NOW));

        assertThat(refused)
                .hasMessageContaining("queues/other: Google Cloud answered NOT_FOUND")
                .hasMessageNotContaining("canary");
        assertThat(refused.retryable()).isFalse();
    }

    /** What Cloud Tasks says of a queue that was deleted, or never made, depends on the day. */
    @Test
    void saysTheSameOfAQueueThatWasDeleted() {
        bench.server.fail(
                "CreateTask",
                new GrpcFault.Refused(Status.FAILED_PRECONDITION.withDescription(
                        "The queue no longer exists, though a queue with this name existed recently.")));

        var refused = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW));

        assertThat(refused).hasMessageContaining("nightshift-wake").hasMessageContaining("FAILED_PRECONDITION");
        assertThat(refused.retryable()).isFalse();
    }

    @Test
    void aMachineThatDoesNotAnswerIsRetryable() {
        bench.server.close();

        var refused = catchThrowableOfType(LedgerException.class, () -> timers.set(RUN, "look", NOW));

        assertThat(refused)
                .hasMessageContaining("no connection to Google Cloud")
                .hasNoCause();
        assertThat(refused.retryable()).isTrue();
    }

    private Task only() {
        assertThat(bench.queue.tasks()).hasSize(1);
        return bench.queue.tasks().getFirst();
    }
}

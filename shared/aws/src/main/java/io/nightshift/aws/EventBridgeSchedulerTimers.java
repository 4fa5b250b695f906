package io.nightshift.aws;

import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * Timers in EventBridge Scheduler: each is a one-time schedule that deletes itself after it has fired. It fires within the
 * minute that begins at its time (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 *
 * <p>The function needs {@code scheduler:CreateSchedule} on the group's schedules, and {@code iam:PassRole} on the role.
 */
public final class EventBridgeSchedulerTimers implements Timers {

    /**
     * The minimum distance of a time from now: Scheduler refuses a time that its own clock has passed, and the local clock
     * may be slow.
     */
    private static final Duration AHEAD = Duration.ofSeconds(15);

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("'at('uuuu-MM-dd'T'HH:mm:ss')'").withZone(ZoneOffset.UTC);

    /** The last moment whose year has four digits. */
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * @param group the schedule group's name; the group must exist
     * @param target the ARN of the SQS queue or Lambda function that wakes runs
     * @param role the ARN of the role with which Scheduler calls the target
     * @param deadLetters the ARN of the SQS queue for failed deliveries
     * @param retries if empty, Scheduler's default: 185 times within a day
     */
    public record Settings(
            String group, String target, String role, Optional<String> deadLetters, Optional<Retries> retries) {}

    /** How often, and for how long after its time, a delivery is retried. */
    public record Retries(int most, Duration within) {}

    private final SchedulerClient client;
    private final Settings settings;
    private final InstantSource clock;

    public EventBridgeSchedulerTimers(SchedulerClient client, Settings settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void set(RunId run, String name, Instant at) {
        try {
            client.createSchedule(schedule(run, name, at));
        } catch (ConflictException e) {
            // It is already set: the name is made of run, name and time.
        } catch (SdkException e) {
            var problem = AwsErrors.whileReading(e);
            throw new LedgerException(
                    "the timer %s of run %s was not set in the schedule group %s: %s"
                            .formatted(name, run, settings.group(), problem.message()),
                    problem.retryable());
        }
    }

    private CreateScheduleRequest schedule(RunId run, String name, Instant at) {
        var title = title(run, name, at);
        return CreateScheduleRequest.builder()
                .name(title)
                // Lets the SDK's own retry after a lost response succeed.
                .clientToken(title)
                .groupName(settings.group())
                .scheduleExpression(AT.format(time(at)))
                .scheduleExpressionTimezone("UTC")
                .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(target(run))
                .build();
    }

    private Target target(RunId run) {
        var target = Target.builder()
                .arn(settings.target())
                .roleArn(settings.role())
                .input(Timers.wakeUp(run).text());
        settings.deadLetters().ifPresent(queue -> target.deadLetterConfig(config -> config.arn(queue)));
        settings.retries()
                .ifPresent(retries -> target.retryPolicy(policy -> policy.maximumRetryAttempts(retries.most())
                        .maximumEventAgeInSeconds(
                                Math.toIntExact(retries.within().toSeconds()))));
        return target.build();
    }

    /** Never earlier than due, in whole seconds. */
    private Instant time(Instant at) {
        var soonest = clock.instant().plus(AHEAD);
        var time = at.isBefore(soonest) ? soonest : at.isAfter(LAST) ? LAST : at;
        var second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.equals(time) ? second : second.plusSeconds(1);
    }

    /** At most 64 letters, digits and dashes: the run for readability, the hash for uniqueness. */
    private static String title(RunId run, String name, Instant at) {
        var readable = run.value().replaceAll("[^A-Za-z0-9-]", "-");
        return readable.substring(0, Math.min(40, readable.length())) + "-"
                + Sha256.hex(run + "\n" + name + "\n" + at).substring(0, 20);
    }
}

package io.nightshift.gcp;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.tasks.v2.CloudTasksClient;
import com.google.cloud.tasks.v2.CloudTasksSettings;
import com.google.cloud.tasks.v2.Task;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Timers in a Cloud Tasks queue: each is a named task that calls an HTTP target at its time
 * (https://cloud.google.com/tasks/docs/creating-http-target-tasks). Each name can be used only once: neither an existing task
 * nor one that was executed within the last hours can be created again
 * (https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks/create, which says up to 4 hours;
 * https://cloud.google.com/tasks/docs/quotas says about 1; a queue made from {@code queue.yaml} remembers it for 9 days). So
 * a wake-up that came too early and is set again gets another name.
 *
 * <p>Cloud Tasks accepts times up to 30 days ahead. A longer wait consists of several tasks: an early wake-up sets the next
 * task, as the engine does for every run that is not due yet.
 *
 * <p>The function needs {@code cloudtasks.tasks.create} and {@code cloudtasks.tasks.get} on the queue (role
 * {@code roles/cloudtasks.enqueuer} has only the first), and {@code iam.serviceAccounts.actAs} on the service account with
 * which the target is called. That account needs permission to invoke the target
 * (https://cloud.google.com/tasks/docs/reference-access-control).
 */
public final class CloudTasksTimers implements Timers, AutoCloseable {

    /** The limit is 30 days by Cloud Tasks' own clock, and the local clock may be ahead. */
    private static final Duration HORIZON = Duration.ofDays(30).minusHours(1);

    /** The time that one task covers of a wait that is longer than the horizon. */
    private static final Duration LEG = Duration.ofDays(20);

    /** A task whose time is closer than this may already have been executed, because clocks differ. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    /** The delay of a wake-up that is set again; all such delays together exceed the skew. */
    private static final Duration LATER = Duration.ofSeconds(40);

    private static final int MOST_REPETITIONS = 8;

    /**
     * @param project the project's id
     * @param location the queue's region
     * @param queue the queue's name; the queue must exist
     * @param target the {@code https} URL that wakes runs; it gets the POST that {@link WakeTask} describes
     * @param serviceAccount the e-mail address of the account with which the target is called
     * @param audience the audience of the token; if empty, the target's URL. Cloud Run requires its own URL, without a path
     * @param deadline the time limit of the target, 15 s to 30 min; then the call counts as failed and is repeated
     */
    public record Settings(
            String project,
            String location,
            String queue,
            String target,
            String serviceAccount,
            Optional<String> audience,
            Duration deadline) {

        String queueName() {
            return "projects/" + project + "/locations/" + location + "/queues/" + queue;
        }
    }

    private final CloudTasksClient client;
    private final Settings settings;
    private final InstantSource clock;

    public CloudTasksTimers(CloudTasksClient client, Settings settings, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A client for these timers: as tasks have names, it also retries calls that may have taken effect. Cloud Tasks refuses
     * calls whose deadline is more than 30 s ahead, so one attempt must not have a longer limit.
     */
    public static CloudTasksClient client(GcpClients clients) {
        try {
            var tasks = CloudTasksSettings.newBuilder();
            tasks.setCredentialsProvider(clients.credentialsProvider())
                    .setTransportChannelProvider(
                            clients.channel(CloudTasksSettings.defaultGrpcTransportProviderBuilder()));
            clients.reading(tasks.createTaskSettings());
            clients.reading(tasks.getTaskSettings());
            return CloudTasksClient.create(tasks.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the client of Cloud Tasks cannot be set up", e);
        }
    }

    /** Also closes the client. */
    @Override
    public void close() {
        client.close();
    }

    @Override
    public void set(RunId run, String name, Instant at) {
        try {
            place(new WakeTask(settings, run, name, at), leg(at));
        } catch (ApiException e) {
            // The cause is omitted: a provider's message may repeat the request.
            var problem = GcpErrors.whileReading(e);
            throw new LedgerException(
                    "the timer %s of run %s was not set in %s: %s"
                            .formatted(name, run, settings.queueName(), problem.message()),
                    problem.retryable());
        }
    }

    /** The time itself, or whole legs before it: the same moment for every caller that sets that timer within some days. */
    private Instant leg(Instant at) {
        var beyond = Duration.between(clock.instant().plus(HORIZON), at);
        return beyond.isPositive() ? at.minus(LEG.multipliedBy(beyond.dividedBy(LEG) + 1)) : at;
    }

    private void place(WakeTask wake, Instant leg) {
        var now = clock.instant();
        var soonest = leg.isBefore(now) ? now : leg;
        for (int repetition = 0; repetition <= MOST_REPETITIONS; repetition++) {
            var task = wake.task(leg, repetition, soonest.plus(LATER.multipliedBy(repetition)));
            if (created(task) || leg.isAfter(now.plus(SKEW)) || waits(task.getName())) {
                return;
            }
        }
        throw new LedgerException(
                "the timer %s of run %s fired %d times too early in %s; do the clocks agree?"
                        .formatted(wake.name(), wake.run(), MOST_REPETITIONS + 1, settings.queueName()),
                true);
    }

    /** Returns false if the name is taken. */
    private boolean created(Task task) {
        try {
            client.createTask(settings.queueName(), task);
            return true;
        } catch (ApiException e) {
            return is(StatusCode.Code.ALREADY_EXISTS, e);
        }
    }

    /** Reports whether that task is still to be executed: it exists, and is not the one being executed right now. */
    private boolean waits(String task) {
        try {
            return client.getTask(task).getDispatchCount() == 0;
        } catch (ApiException e) {
            return is(StatusCode.Code.NOT_FOUND, e);
        }
    }

    /** Returns false if the code is the expected one; rethrows any other exception. */
    private static boolean is(StatusCode.Code expected, ApiException e) {
        if (e.getStatusCode().getCode() != expected) {
            throw e;
        }
        return false;
    }
}

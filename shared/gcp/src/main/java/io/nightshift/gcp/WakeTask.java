package io.nightshift.gcp;

import com.google.cloud.tasks.v2.HttpMethod;
import com.google.cloud.tasks.v2.HttpRequest;
import com.google.cloud.tasks.v2.OidcToken;
import com.google.cloud.tasks.v2.Task;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Sha256;
import java.time.Instant;

/**
 * The task that wakes a run: a POST of {@code {"nightshift":{"wake":"remediation-0a1b2c3d4e5f"}}}, with a token of the
 * service account, so that Cloud Run lets it through. The headers make it a CloudEvent in binary mode, which the Functions
 * Framework requires for every event of a {@code CloudEventsFunction}
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md).
 *
 * @see <a href="https://cloud.google.com/tasks/docs/reference/rpc/google.cloud.tasks.v2#task">Cloud Tasks: Task</a>
 */
record WakeTask(CloudTasksTimers.Settings settings, RunId run, String name, Instant at) {

    private static final String TYPE = "io.nightshift.wake";

    /** Seconds of 9999-12-31T23:59:59Z and 0001-01-01T00:00:00Z, the range of a timestamp. */
    private static final long LAST = 253_402_300_799L;

    private static final long FIRST = -62_135_596_800L;

    /**
     * @param leg the moment that the task stands for
     * @param repetition how often it was executed too early
     * @param schedule when to execute it; never earlier, because it is a whole second
     */
    Task task(Instant leg, int repetition, Instant schedule) {
        var id = id(leg, repetition);
        return Task.newBuilder()
                .setName(settings.queueName() + "/tasks/" + id)
                .setScheduleTime(Timestamp.newBuilder().setSeconds(seconds(schedule)))
                .setDispatchDeadline(
                        Duration.newBuilder().setSeconds(settings.deadline().toSeconds()))
                .setHttpRequest(request(id))
                .build();
    }

    private static long seconds(Instant at) {
        return Math.clamp(at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0), FIRST, LAST);
    }

    /**
     * Letters, digits and dashes, at most 500. Begins with the hash, because Cloud Tasks distributes tasks by the first
     * characters of their ids; the run is for readability.
     */
    private String id(Instant leg, int repetition) {
        var hash = Sha256.hex(String.join("\n", run.value(), Json.of(name).text(), at.toString(), leg.toString()) + "\n"
                + repetition);
        var readable = run.value().replaceAll("[^A-Za-z0-9-]", "-");
        return hash.substring(0, 32) + "-" + readable.substring(0, Math.min(100, readable.length()));
    }

    private HttpRequest request(String id) {
        var token = OidcToken.newBuilder().setServiceAccountEmail(settings.serviceAccount());
        settings.audience().ifPresent(token::setAudience);
        return HttpRequest.newBuilder()
                .setUrl(settings.target())
                .setHttpMethod(HttpMethod.POST)
                .putHeaders("Content-Type", "application/json")
                .putHeaders("ce-specversion", "1.0")
                .putHeaders("ce-type", TYPE)
                .putHeaders("ce-source", "//cloudtasks.googleapis.com/" + settings.queueName())
                .putHeaders("ce-id", id)
                .setBody(ByteString.copyFromUtf8(Timers.wakeUp(run).text()))
                .setOidcToken(token)
                .build();
    }
}

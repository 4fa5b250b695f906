package io.nightshift.gcp;

import com.google.cloud.tasks.v2.HttpRequest;
import com.google.cloud.tasks.v2.Task;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.gcp.CloudTasksTimers.Settings;
import io.nightshift.sandbox.wire.FastRetries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Timers on one queue over gRPC: Google's client, and a stand-in at the other end. */
final class CloudTasksBench implements AutoCloseable {

    static final Settings SETTINGS = new Settings(
            "p-1",
            "europe-west1",
            "nightshift-wake",
            "https://remediation-abc.a.run.app/wake",
            "nightshift-wake@p-1.iam.gserviceaccount.com",
            Optional.of("https://remediation-abc.a.run.app"),
            Duration.ofMinutes(5));

    final CloudTasksStandIn queue;
    final GrpcStandIn server;
    private final List<CloudTasksTimers> opened = new ArrayList<>();

    CloudTasksBench(InstantSource clock) {
        queue = new CloudTasksStandIn(SETTINGS.queueName(), clock);
        server = new GrpcStandIn(queue);
    }

    CloudTasksTimers timers(InstantSource clock) {
        return timers(SETTINGS, clock, FastRetries.POLICY);
    }

    CloudTasksTimers timers(Settings settings, InstantSource clock, RetryPolicy retryPolicy) {
        return timers(settings, clock, FirestoreBench.clients(server.endpoint(), retryPolicy));
    }

    CloudTasksTimers timers(Settings settings, InstantSource clock, GcpClients clients) {
        var timers = new CloudTasksTimers(CloudTasksTimers.client(clients), settings, clock);
        opened.add(timers);
        return timers;
    }

    /** The runs whose tasks are due by then, in the order of their times. */
    List<RunId> due(Instant now) {
        return queue.tasks().stream()
                .filter(task -> !CloudTasksStandIn.at(task).isAfter(now))
                .map(Task::getHttpRequest)
                .map(CloudTasksBench::run)
                .toList();
    }

    /** Whom a request wakes. */
    static RunId run(HttpRequest request) {
        try {
            return new RunId(View.of(Json.parse(request.getBody().toStringUtf8()))
                    .at("nightshift", "wake")
                    .text());
        } catch (JsonException e) {
            throw new AssertionError("no wake-up: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        opened.forEach(CloudTasksTimers::close);
        server.close();
    }
}

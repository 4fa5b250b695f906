package io.nightshift.remediation.gcp;

import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Intake;
import io.nightshift.gcp.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Cloud Run function. As {@code cloudevent} it serves event triggers of Eventarc; as {@code http}, for which the
 * framework takes it where {@code FUNCTION_SIGNATURE_TYPE} says nothing, it serves them too, and besides whatever comes
 * without being a CloudEvent: a webhook, Cloud Tasks, Cloud Scheduler, and what the framework itself could not read.
 */
public final class RemediationFunction implements CloudEventsFunction, HttpFunction {

    private final Shift shift;

    /** As the framework makes it; reads the environment, and fails with every problem of it at once. */
    public RemediationFunction() {
        this(InstantSource.system());
    }

    RemediationFunction(InstantSource clock) {
        var configuration = Environment.read(System.getenv());
        var wiring = new Wiring(
                configuration, credentials(configuration), Patience.DEFAULT, new FunctionHost(clock, System.out));
        shift = wiring.shift();
    }

    private static Optional<Credentials> credentials(Configuration configuration) {
        if (configuration.standIns().any()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoogleCredentials.getApplicationDefault()
                    .createScoped("https://www.googleapis.com/auth/cloud-platform"));
        } catch (IOException e) {
            throw new UncheckedIOException("the function has no credentials of a service account", e);
        }
    }

    /** Whatever comes out of here as an exception is answered with 500, so that the event comes again. */
    @Override
    public void accept(CloudEvent event) {
        shift.handle(Payload.of(Envelope.structured(event)));
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.appendHeader("Allow", "POST");
            response.setStatusCode(405);
            return;
        }
        var headers = new TreeMap<String, String>();
        request.getHeaders().forEach((name, values) -> headers.put(name, values.isEmpty() ? "" : values.getFirst()));
        try (var body = request.getInputStream()) {
            shift.handle(new Payload(body.readAllBytes(), headers));
            response.setStatusCode(204);
        } catch (Intake.AgainException e) {
            response.setStatusCode(503);
        }
    }
}

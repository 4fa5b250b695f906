package io.nightshift.remediation.gcp;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.remediation.Remediation;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The Cloud Run function. As {@code cloudevent} it serves event triggers of Eventarc; as {@code http}, for which the
 * framework takes it where {@code FUNCTION_SIGNATURE_TYPE} says nothing, it serves them too, and besides whatever comes
 * without being a CloudEvent: a webhook, Cloud Tasks, Cloud Scheduler, and what the framework itself could not read.
 */
public final class RemediationFunction implements CloudEventsFunction, HttpFunction {

    private final HttpEventHandler shift;

    /** As the framework makes it; reads the environment, and fails with every problem of it at once. */
    public RemediationFunction() {
        this(InstantSource.system());
    }

    RemediationFunction(InstantSource clock) {
        var configuration = GcpEnvironment.read(System.getenv(), Remediation.CATALOGUE);
        var host = new FunctionHost(clock, System.out);
        shift = new RemediationWiring(GcpConnection.of(configuration, host)).shift();
    }

    /** Whatever comes out of here as an exception is answered with 500, so that the event comes again. */
    @Override
    public void accept(CloudEvent event) {
        shift.handle(event);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        if (request.getMethod().equals("POST")) {
            response.setStatusCode(shift.handle(request));
        } else {
            response.appendHeader("Allow", "POST");
            response.setStatusCode(405);
        }
    }
}

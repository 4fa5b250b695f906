package io.nightshift.remediation.gcp;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import java.io.IOException;
import java.time.InstantSource;

/**
 * The Cloud Run function. As {@code cloudevent} it handles event triggers of Eventarc. As {@code http}, the framework's
 * default if {@code FUNCTION_SIGNATURE_TYPE} is not set, it also handles requests that are not CloudEvents: a webhook, Cloud
 * Tasks, Cloud Scheduler, and events that the framework itself could not read. {@code GET /health} is for Cloud Run's probes: a
 * function that answers has read its whole environment.
 */
public final class RemediationFunction implements CloudEventsFunction, HttpFunction {

    private final HttpEventHandler handler;

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public RemediationFunction() {
        this(InstantSource.system());
    }

    RemediationFunction(InstantSource clock) {
        var configuration =
                GcpEnvironment.read(System.getenv(), PolicySections.parser(new RulesSection(Remediation.CATALOGUE)));
        var host = new FunctionHost(clock, System.out);
        handler = new RemediationWiring(GcpConnection.of(configuration, host)).handler();
    }

    /** An exception becomes the response 500, so that the event is delivered again. */
    @Override
    public void accept(CloudEvent event) {
        handler.handle(event);
    }

    @Override
    public void service(HttpRequest request, HttpResponse response) throws IOException {
        switch (request.getMethod()) {
            case "POST" -> response.setStatusCode(handler.handle(request));
            case "GET" -> response.setStatusCode(request.getPath().equals("/health") ? 200 : notAllowed(response));
            default -> response.setStatusCode(notAllowed(response));
        }
    }

    private static int notAllowed(HttpResponse response) {
        response.appendHeader("Allow", "POST");
        return 405;
    }
}

package io.nightshift.gcp.entry;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import io.cloudevents.CloudEvent;
import java.io.IOException;

/**
 * A Cloud Run function. As {@code cloudevent} it handles event triggers of Eventarc. As {@code http}, the framework's default if
 * {@code FUNCTION_SIGNATURE_TYPE} is not set, it also handles requests that are not CloudEvents: a webhook, Cloud Tasks, Cloud
 * Scheduler, and events that the framework itself could not read. {@code GET /health} is for Cloud Run's probes: a function that
 * answers has read its whole environment.
 */
public abstract class EventFunction implements CloudEventsFunction, HttpFunction {

    private final HttpEventHandler handler;

    protected EventFunction(HttpEventHandler handler) {
        this.handler = handler;
    }

    /** An exception becomes the response 500, so that the event is delivered again. */
    @Override
    public final void accept(CloudEvent event) {
        handler.handle(event);
    }

    @Override
    public final void service(HttpRequest request, HttpResponse response) throws IOException {
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

package io.nightshift.gcp.entry;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpRequest;
import io.cloudevents.CloudEvent;
import java.io.IOException;

/**
 * A Cloud Run function. As {@code cloudevent} it handles event triggers of Eventarc. As {@code http}, the framework's default if
 * {@code FUNCTION_SIGNATURE_TYPE} is not set, it also handles requests that are not CloudEvents: a webhook, Cloud Tasks, Cloud
 * Scheduler, and events that the framework itself could not read.
 */
public abstract class EventFunction extends PostFunction implements CloudEventsFunction {

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
    protected final int post(HttpRequest request) throws IOException {
        return handler.handle(request);
    }
}

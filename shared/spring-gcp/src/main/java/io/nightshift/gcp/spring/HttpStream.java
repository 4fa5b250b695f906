package io.nightshift.gcp.spring;

import com.google.cloud.functions.HttpRequest;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.spring.EventStreamFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** Hands each request of a {@link SpringHttpFunction} to the handler that every function on Google Cloud has. */
public final class HttpStream {

    /** The header of a message with its request, whose own headers say of what kind the event is. */
    static final String REQUEST = "http-request";

    /** The header of a result with the status of the response. */
    static final String STATUS = "http-status";

    private HttpStream() {}

    public static void register(GenericApplicationContext context, String name, HttpEventHandler handler) {
        EventStreamFunction.register(context, name, event -> handle(handler, event));
    }

    private static Message<byte[]> handle(HttpEventHandler handler, Message<InputStream> event) {
        var request = Objects.requireNonNull(event.getHeaders().get(REQUEST, HttpRequest.class));
        try {
            return new GenericMessage<>(new byte[0], Map.of(STATUS, handler.handle(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

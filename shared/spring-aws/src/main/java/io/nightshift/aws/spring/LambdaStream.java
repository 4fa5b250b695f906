package io.nightshift.aws.spring;

import com.amazonaws.services.lambda.runtime.Context;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.spring.EventStreamFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** Hands each event of Spring's adapter for Lambda to the handler that every function on Lambda has. */
public final class LambdaStream {

    /** The adapter's name for the header with Lambda's context. */
    private static final String CONTEXT = "aws-context";

    private LambdaStream() {}

    /** @param wiring read at each event: it is made again after a snapshot is restored */
    public static void register(GenericApplicationContext context, String name, Supplier<AwsWiring> wiring) {
        EventStreamFunction.register(context, name, event -> handle(wiring.get(), event));
    }

    private static Message<byte[]> handle(AwsWiring wiring, Message<InputStream> event) {
        var lambda = Objects.requireNonNull(event.getHeaders().get(CONTEXT, Context.class));
        try {
            var body = event.getPayload().readAllBytes();
            return new GenericMessage<>(wiring.handler()
                    .handle(body, lambda::getRemainingTimeInMillis)
                    .bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

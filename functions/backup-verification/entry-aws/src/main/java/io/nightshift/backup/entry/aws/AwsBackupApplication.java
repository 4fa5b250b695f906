package io.nightshift.backup.entry.aws;

import com.amazonaws.services.lambda.runtime.Context;
import io.nightshift.aws.entry.AwsWiring;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.backup.entry.EventStreamFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** The application: one function, which hands each event to the handler that every function on Lambda has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class AwsBackupApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    /** The adapter's name for the header with Lambda's context. */
    private static final String CONTEXT = "aws-context";

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = AwsBackupSettings.read(System.getenv());
        var function = new BackupOnAws(settings);
        var configuration = settings.configuration();
        var wiring = new SnapStartResource<>(
                () -> ProcessResources.ofLambda(InstantSource.system()).wiring(configuration, function),
                () -> Priming.of(configuration, function, Priming.alarm()));
        EventStreamFunction.register(context, event -> handle(wiring.get(), event));
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

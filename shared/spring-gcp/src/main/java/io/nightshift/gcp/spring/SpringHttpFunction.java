package io.nightshift.gcp.spring;

import com.google.cloud.functions.HttpRequest;
import io.nightshift.gcp.entry.PostFunction;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * A Cloud Run function: Google's framework around Spring's, whose own adapter has no version 5. It takes requests: events of
 * Eventarc as Pub/Sub pushes them, Cloud Tasks, Cloud Scheduler.
 */
public abstract class SpringHttpFunction extends PostFunction {

    private final Function<Message<InputStream>, Message<byte[]>> function;

    /**
     * Starts the application, which reads the environment and fails with all problems at once.
     *
     * @param application an {@code ApplicationContextInitializer} that registers the function by {@link HttpStream}
     * @param name of the function
     */
    protected SpringHttpFunction(Class<?> application, String name) {
        var context = FunctionalSpringApplication.run(application);
        function = context.getBean(FunctionCatalog.class).lookup(name);
    }

    @Override
    protected int post(HttpRequest request) throws IOException {
        var event = new GenericMessage<>(request.getInputStream(), Map.<String, Object>of(HttpStream.REQUEST, request));
        return Objects.requireNonNull(function.apply(event).getHeaders().get(HttpStream.STATUS, Integer.class));
    }
}

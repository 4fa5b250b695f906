package io.nightshift.backup.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import io.nightshift.backup.BackupPlaybook;
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
 * The Cloud Run function: Google's framework around Spring's, whose own adapter has no version 5. It takes requests: events of
 * Eventarc as Pub/Sub pushes them, Cloud Tasks, Cloud Scheduler.
 */
public final class BackupFunction extends PostFunction {

    /** The header of a message with the request that it came by: its own headers say of what kind the event is. */
    static final String REQUEST = "http-request";

    /** The header of a result with the status of the response. */
    static final String STATUS = "http-status";

    private final Function<Message<InputStream>, Message<byte[]>> function;

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public BackupFunction() {
        var context = FunctionalSpringApplication.run(GcpBackupApplication.class);
        function = context.getBean(FunctionCatalog.class).lookup(BackupPlaybook.NAME);
    }

    @Override
    protected int post(HttpRequest request) throws IOException {
        var event = new GenericMessage<>(request.getInputStream(), Map.<String, Object>of(REQUEST, request));
        return Objects.requireNonNull(function.apply(event).getHeaders().get(STATUS, Integer.class));
    }
}

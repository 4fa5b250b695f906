package io.nightshift.backup.entry.gcp;

import com.google.cloud.functions.HttpRequest;
import io.nightshift.backup.BackupPlaybook;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.spring.EventStreamFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** The application: one function, which hands each event to the handler that every function on Google Cloud has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class GcpBackupApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = GcpBackupSettings.read(System.getenv());
        var host = new FunctionHost(InstantSource.system(), System.out);
        var handler = new BackupWiring(GcpConnection.of(settings.cloud(), host), settings.backups()).handler();
        EventStreamFunction.register(context, BackupPlaybook.NAME, event -> handle(handler, event));
    }

    private static Message<byte[]> handle(HttpEventHandler handler, Message<InputStream> event) {
        var request = Objects.requireNonNull(event.getHeaders().get(BackupFunction.REQUEST, HttpRequest.class));
        try {
            return new GenericMessage<>(new byte[0], Map.of(BackupFunction.STATUS, handler.handle(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

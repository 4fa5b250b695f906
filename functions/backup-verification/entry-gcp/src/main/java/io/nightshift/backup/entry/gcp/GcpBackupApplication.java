package io.nightshift.backup.entry.gcp;

import io.nightshift.backup.BackupPlaybook;
import io.nightshift.entry.FunctionHost;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.spring.HttpStream;
import java.time.InstantSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The application: one function, which hands each event to the handler that every function on Google Cloud has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class GcpBackupApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = GcpBackupSettings.read(System.getenv());
        var host = new FunctionHost(InstantSource.system(), System.out);
        var handler = new BackupWiring(GcpConnection.of(settings.cloud(), host), settings.backups()).handler();
        HttpStream.register(context, BackupPlaybook.NAME, handler);
    }
}

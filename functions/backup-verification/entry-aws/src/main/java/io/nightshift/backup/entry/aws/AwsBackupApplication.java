package io.nightshift.backup.entry.aws;

import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.aws.spring.LambdaStream;
import io.nightshift.backup.BackupPlaybook;
import java.time.InstantSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The application: one function, which hands each event to the handler that every function on Lambda has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class AwsBackupApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var settings = AwsBackupSettings.read(System.getenv());
        var function = new BackupOnAws(settings);
        var configuration = settings.configuration();
        var wiring = new SnapStartResource<>(
                () -> ProcessResources.ofLambda(InstantSource.system()).wiring(configuration, function),
                () -> Priming.of(configuration, function, Priming.alarm()));
        LambdaStream.register(context, BackupPlaybook.NAME, wiring);
    }
}

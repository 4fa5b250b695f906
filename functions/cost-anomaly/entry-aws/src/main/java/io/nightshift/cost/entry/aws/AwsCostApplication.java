package io.nightshift.cost.entry.aws;

import io.nightshift.aws.entry.AwsEnvironment;
import io.nightshift.aws.entry.Priming;
import io.nightshift.aws.entry.ProcessResources;
import io.nightshift.aws.entry.SnapStartResource;
import io.nightshift.aws.spring.LambdaStream;
import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.entry.PolicySections;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The application: one function, which hands each event to the handler that every function on Lambda has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class AwsCostApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var configuration =
                AwsEnvironment.of(System.getenv(), List.of()).configuration(PolicySections.parser(new CostsSection()));
        var function = new CostOnAws();
        var wiring = new SnapStartResource<>(
                () -> ProcessResources.ofLambda(InstantSource.system()).wiring(configuration, function),
                () -> Priming.of(configuration, function, Priming.alarm()));
        LambdaStream.register(context, CostPlaybook.NAME, wiring);
    }
}

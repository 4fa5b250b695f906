package io.nightshift.cost.entry.gcp;

import io.nightshift.cost.CostPlaybook;
import io.nightshift.cost.policy.CostsSection;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.spring.HttpStream;
import java.time.InstantSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The application: one function, which hands each event to the handler that every function on Google Cloud has. */
@SpringBootConfiguration(proxyBeanMethods = false)
public class GcpCostApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        var configuration = GcpEnvironment.read(System.getenv(), PolicySections.parser(new CostsSection()));
        var host = new FunctionHost(InstantSource.system(), System.out);
        HttpStream.register(context, CostPlaybook.NAME, new CostOnGcp(GcpConnection.of(configuration, host)).handler());
    }
}

package io.nightshift.remediation.gcp;

import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.EventFunction;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import java.time.InstantSource;

/** The Cloud Run function of remediation. */
public final class RemediationFunction extends EventFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public RemediationFunction() {
        super(handler(InstantSource.system()));
    }

    static HttpEventHandler handler(InstantSource clock) {
        var configuration =
                GcpEnvironment.read(System.getenv(), PolicySections.parser(new RulesSection(Remediation.CATALOGUE)));
        return new RemediationWiring(GcpConnection.of(configuration, new FunctionHost(clock, System.out))).handler();
    }
}

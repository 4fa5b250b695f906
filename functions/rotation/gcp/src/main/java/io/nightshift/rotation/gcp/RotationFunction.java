package io.nightshift.rotation.gcp;

import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.entry.EventFunction;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.rotation.policy.SecretsSection;
import java.time.InstantSource;

/**
 * The Cloud Run function of rotation. Of Secret Manager's messages {@code SECRET_ROTATE} alone begins a rotation: the function's own
 * changes send messages to the same topic.
 */
public final class RotationFunction extends EventFunction {

    /** Called by the framework; reads the environment, and fails with all problems at once. */
    public RotationFunction() {
        super(handler(InstantSource.system()));
    }

    static HttpEventHandler handler(InstantSource clock) {
        var configuration = GcpEnvironment.read(System.getenv(), PolicySections.parser(new SecretsSection()));
        return new RotationWiring(GcpConnection.of(configuration, new FunctionHost(clock, System.out))).handler();
    }
}

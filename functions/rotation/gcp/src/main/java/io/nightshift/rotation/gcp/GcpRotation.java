package io.nightshift.rotation.gcp;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.RunServiceRestart;
import io.nightshift.rotation.runtime.ConsumerActor;
import java.util.Map;

/** What rotations act on on Google Cloud, besides secrets. */
public final class GcpRotation {

    private GcpRotation() {}

    /** A new revision: Cloud Run reads a secret in a variable at the start of an instance. */
    public static Map<String, ConsumerActor.Restart> restarts(GcpScope scope, GcpClients clients) {
        var run = RunCalls.of(clients);
        return Map.of(Kinds.RUN_SERVICE, target -> {
            scope.check(target);
            return new RunServiceRestart(run, target);
        });
    }
}

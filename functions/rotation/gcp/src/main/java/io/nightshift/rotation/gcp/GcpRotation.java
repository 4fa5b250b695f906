package io.nightshift.rotation.gcp;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.run.RunCalls;
import io.nightshift.gcp.run.RunServiceRestart;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.IssuedKeyEngine;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.ConsumerRestart.Restart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What rotations act on on Google Cloud, besides secrets. */
public final class GcpRotation {

    /** Google tells the last use of a key by the day, and up to two days late. */
    private static final Duration IDLE = Duration.ofDays(3);

    private GcpRotation() {}

    /** The engines of Google Cloud's own keys. */
    public static List<CredentialEngine> engines(GcpScope scope, GcpClients clients, InstantSource clock) {
        return List.of(new IssuedKeyEngine(
                RotationSpec.GOOGLE_SERVICE_ACCOUNT_KEY, new ServiceAccountKeys(scope, clients), IDLE, clock));
    }

    /** A new revision: Cloud Run reads a secret in a variable at the start of an instance. */
    public static Map<String, ConsumerRestart> restarts(GcpScope scope, GcpClients clients) {
        var run = RunCalls.of(clients);
        return Map.of(Kinds.RUN_SERVICE, ConsumerRestart.of(service -> {
            scope.check(service);
            var restart = new RunServiceRestart(run, service);
            return new Restart(restart, restart::state);
        }));
    }
}

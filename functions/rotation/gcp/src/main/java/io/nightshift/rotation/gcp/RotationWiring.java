package io.nightshift.rotation.gcp;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.kubernetes.workload.WorkloadRestart;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.runtime.ConsumerActor;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationAdapters;
import io.nightshift.rotation.runtime.StandardEngines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects the configured parts. */
record RotationWiring(GcpConnection cloud) {

    HttpEventHandler handler() {
        var ledger = cloud.ledger();
        return cloud.handler(new Engine(ports(ledger)), ledger);
    }

    private Ports ports(Ledger ledger) {
        var common = cloud.configuration().common();
        var hooks = new WebhookChannels(common, cloud.host(), cloud.secrets());
        var engines = new ArrayList<>(StandardEngines.ALL);
        engines.addAll(GcpRotation.engines(cloud.places(), cloud.clients(), cloud.host()));
        var systems =
                new CredentialSystems(List.of(SecretManagerVersions.of(cloud.places(), cloud.clients())), engines);
        return Ports.of(ledger, cloud.timers(), cloud.rules(), cloud.host())
                .function(Rotations.MODULE)
                .adapters(RotationAdapters.of(systems, restarts(), LeakedSecrets.NONE))
                .messenger(cloud.withChats(hooks.messenger(), ledger, cloud.secrets()))
                .build();
    }

    private Map<String, ConsumerActor.Restart> restarts() {
        var restarts = new HashMap<>(GcpRotation.restarts(cloud.places(), cloud.clients()));
        cloud.deployments()
                .ifPresent(scope -> Kinds.WORKLOADS.forEach(
                        kind -> restarts.put(kind, target -> WorkloadRestart.of(scope, target, cloud.host()))));
        return restarts;
    }
}

package io.nightshift.rotation.gcp;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.rotation.kubernetes.ClusterConsumers;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.runtime.ConsumerRestart;
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
                .messenger(hooks.messenger())
                .build();
    }

    private Map<String, ConsumerRestart> restarts() {
        var restarts = new HashMap<>(GcpRotation.restarts(cloud.places(), cloud.clients()));
        cloud.deployments().ifPresent(scope -> restarts.putAll(ClusterConsumers.restarts(scope, cloud.host())));
        return restarts;
    }
}

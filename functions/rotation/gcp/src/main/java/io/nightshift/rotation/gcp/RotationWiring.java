package io.nightshift.rotation.gcp;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Origin;
import io.nightshift.entry.ScheduledWork;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.rotation.Rotations;
import io.nightshift.rotation.kubernetes.ClusterConsumers;
import io.nightshift.rotation.policy.SecretPolicies;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationAdapters;
import io.nightshift.rotation.runtime.ScheduledCheckup;
import io.nightshift.rotation.runtime.StandardEngines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects the configured parts. */
record RotationWiring(GcpConnection cloud) {

    HttpEventHandler handler() {
        var ledger = cloud.ledger();
        var engine = new Engine(ports(ledger));
        return cloud.handler(engine, ledger, List.of(checkup(engine)));
    }

    private Ports ports(Ledger ledger) {
        var common = cloud.configuration().common();
        var hooks = new WebhookChannels(common, cloud.host(), cloud.secrets());
        return Ports.of(ledger, cloud.timers(), cloud.rules(), cloud.host())
                .function(Rotations.MODULE)
                .adapters(RotationAdapters.of(systems(), restarts(), LeakedSecrets.NONE))
                .messenger(cloud.withChats(hooks.messenger(), ledger, cloud.secrets()))
                .build();
    }

    private CredentialSystems systems() {
        var engines = new ArrayList<>(StandardEngines.ALL);
        engines.addAll(GcpRotation.engines(cloud.places(), cloud.clients(), cloud.host()));
        return new CredentialSystems(List.of(SecretManagerVersions.of(cloud.places(), cloud.clients())), engines);
    }

    private ScheduledWork checkup(Engine engine) {
        var configuration = cloud.configuration();
        var home = Origin.gcp(configuration.project(), "");
        var entries = SecretPolicies.of(configuration.common().policy());
        return new ScheduledWork(
                ScheduledCheckup.WORK,
                ScheduledCheckup.EVERY,
                () -> new ScheduledCheckup(systems(), entries, home, cloud.host()).check(engine));
    }

    private Map<String, ConsumerRestart> restarts() {
        var restarts = new HashMap<>(GcpRotation.restarts(cloud.places(), cloud.clients()));
        cloud.deployments().ifPresent(scope -> restarts.putAll(ClusterConsumers.restarts(scope, cloud.host())));
        return restarts;
    }
}

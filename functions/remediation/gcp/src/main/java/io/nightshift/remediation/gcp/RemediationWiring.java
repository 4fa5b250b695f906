package io.nightshift.remediation.gcp;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineLimits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.RemediationPlaybook;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import io.nightshift.remediation.gcp.adapter.GcpActor;
import io.nightshift.remediation.gcp.adapter.GcpApis;
import io.nightshift.remediation.gcp.adapter.GcpObserver;
import io.nightshift.remediation.gcp.adapter.GcpTargetContext;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import java.util.ArrayList;
import java.util.List;

/** Connects the configured parts. */
record RemediationWiring(GcpConnection cloud) {

    HttpEventHandler shift() {
        var ledger = cloud.ledger();
        return cloud.shift(new Engine(ports(ledger)), ledger);
    }

    private Ports ports(Ledger ledger) {
        var host = cloud.host();
        var common = cloud.configuration().common();
        var places = cloud.places();
        var apis = GcpApis.of(cloud.clients());
        var secrets = cloud.secrets();
        var hooks = new WebhookChannels(common, host, secrets);
        var actors = new ArrayList<Actor>(
                DatabaseAndWebhookActors.actors(common, hooks, secrets, new GcpTargetContext(places, apis)));
        actors.add(new GcpActor(places, apis));
        var observers = new ArrayList<Observer>(List.of(new GcpObserver(places, apis)));
        cloud.deployments().ifPresent(deployments -> {
            actors.add(new KubernetesActor(deployments, host));
            observers.add(new KubernetesObserver(deployments));
        });
        return new Ports(
                ledger,
                cloud.timers(),
                new PolicyRules(common.policy()),
                List.of(new RemediationPlaybook()),
                Remediation.ALL,
                actors,
                observers,
                hooks.messenger(),
                host,
                EngineLimits.DEFAULT);
    }
}

package io.nightshift.remediation.gcp;

import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import io.nightshift.remediation.gcp.adapter.GcpAdapters;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import io.nightshift.report.FiguresWork;
import io.nightshift.report.MetricFormat;
import java.util.List;

/** Connects the configured parts. */
record RemediationWiring(GcpConnection cloud) {

    HttpEventHandler handler() {
        var ledger = cloud.ledger();
        var policy = cloud.configuration().common().policy();
        var figures = FiguresWork.of(ledger, cloud.host(), policy.hash(), MetricFormat.PLAIN);
        return cloud.handler(new Engine(ports(ledger)), ledger, List.of(figures));
    }

    private Ports ports(Ledger ledger) {
        var host = cloud.host();
        var common = cloud.configuration().common();
        var projects = cloud.adapters((clients, scope, home) -> GcpAdapters.of(clients, scope, host));
        var secrets = cloud.secrets();
        var hooks = new WebhookChannels(common, host, secrets);
        var adapters = Adapters.NONE
                .and(DatabaseAndWebhookActors.actors(common, hooks, secrets, GcpAdapters.context(projects)), List.of())
                .and(GcpAdapters.ports(projects));
        var kubernetes = cloud.deployments()
                .map(deployments -> Adapters.NONE.with(
                        new KubernetesActor(deployments, host), new KubernetesObserver(deployments)));
        return Ports.of(ledger, cloud.timers(), cloud.rules(), host)
                .function(Remediation.MODULE)
                .adapters(adapters.and(kubernetes.orElse(Adapters.NONE)))
                .messenger(cloud.withChats(hooks.messenger(), ledger, secrets))
                .build();
    }
}

package io.nightshift.promotion.entry.gcp;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.nightshift.api.HttpApi;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.entry.GcpConnection;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.entry.PromotionModule;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.gcp.GoogleCloud;
import io.nightshift.promotion.kubernetes.KubernetesPlatform;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.TargetPlatforms;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the parts of the function, each once, from the settings and the host. The last two are created when the function
 * starts, and with them all others: Cloud Run provides more CPU then.
 */
@Factory
final class PromotionWiring {

    @Singleton
    GcpConnection connection(GcpPromotionSettings settings, FunctionHost host) {
        return GcpConnection.of(settings.cloud(), host);
    }

    @Singleton
    @Bean(preDestroy = "close")
    FirestoreLedger ledger(GcpConnection cloud) {
        return cloud.ledger();
    }

    @Singleton
    SecretStore secrets(GcpConnection cloud) {
        return cloud.secrets();
    }

    @Singleton
    Rules rules(GcpConnection cloud) {
        return cloud.rules();
    }

    @Singleton
    Messenger messenger(
            GcpPromotionSettings settings, GcpConnection cloud, Ledger ledger, SecretStore secrets, FunctionHost host) {
        var channels = settings.httpApi().messenger(settings.cloud().common(), host, ledger, secrets);
        return cloud.withChats(channels, ledger, secrets, settings.httpApi());
    }

    @Singleton
    @Bean(preDestroy = "close")
    GoogleCloud google(GcpConnection cloud, FunctionHost host) {
        return GoogleCloud.of(cloud.adapters((clients, scope, home) -> GoogleCloud.of(clients, scope, home, host)));
    }

    @Singleton
    @Bean(preDestroy = "close")
    NeutralConnections open(GcpPromotionSettings settings, GcpConnection cloud, FunctionHost host) {
        return NeutralConnections.of(settings, cloud, host);
    }

    @Singleton
    Ports ports(
            GcpConnection cloud,
            GoogleCloud google,
            NeutralConnections open,
            Ledger ledger,
            Rules rules,
            Messenger messenger,
            FunctionHost host) {
        var targets = new TargetPlatforms(platforms(cloud, google), new DigestLedger(ledger, host, rules.hash()));
        return Ports.of(ledger, cloud.timers(), rules, host)
                .function(PromotionModule.MODULE)
                .adapters(Adapters.of(targets)
                        .and(google.actors(), google.observers())
                        .and(List.of(), open.observers()))
                .messenger(messenger)
                .build();
    }

    private static List<TargetPlatform> platforms(GcpConnection cloud, GoogleCloud google) {
        var platforms = new ArrayList<>(google.platforms());
        cloud.deployments().map(KubernetesPlatform::new).ifPresent(platforms::add);
        return platforms;
    }

    @Singleton
    Engine engine(Ports ports) {
        return new Engine(ports);
    }

    @Context
    HttpEventHandler handler(
            GcpPromotionSettings settings, GcpConnection cloud, Ports ports, Engine engine, FunctionHost host) {
        var registries =
                RegistryWatch.of(ports, engine, settings.cloud().common().policy(), host);
        return cloud.handler(engine, ports.ledger(), List.of(registries.scheduled()));
    }

    @Context
    HttpApi httpApi(
            GcpPromotionSettings settings, GcpConnection cloud, Engine engine, Ledger ledger, SecretStore secrets) {
        return cloud.httpApi(settings.httpApi(), engine, ledger, secrets);
    }
}

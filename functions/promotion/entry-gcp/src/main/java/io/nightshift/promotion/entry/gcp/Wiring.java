package io.nightshift.promotion.entry.gcp;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Limits;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.door.Door;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.FirestoreLedger;
import io.nightshift.gcp.entry.Connection;
import io.nightshift.gcp.entry.Shift;
import io.nightshift.policy.PolicyRules;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.Promotions;
import io.nightshift.promotion.book.Book;
import io.nightshift.promotion.book.BookKeeper;
import io.nightshift.promotion.entry.RegistryWatch;
import io.nightshift.promotion.gcp.GoogleCloud;
import io.nightshift.promotion.kubernetes.KubernetesPlatform;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Targets;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the parts of the function, each once. Settings and host are given. The last two are made as the function starts, and
 * with them all others: Cloud Run gives more CPU then.
 */
@Factory
final class Wiring {

    @Singleton
    Connection connection(Settings settings, FunctionHost host) {
        return Connection.of(settings.cloud(), host);
    }

    @Singleton
    @Bean(preDestroy = "close")
    FirestoreLedger ledger(Connection cloud) {
        return cloud.ledger();
    }

    @Singleton
    SecretStore secrets(Connection cloud) {
        return cloud.secrets();
    }

    @Singleton
    Rules rules(Settings settings) {
        return new PolicyRules(settings.cloud().common().policy());
    }

    @Singleton
    Messenger messenger(Settings settings, Ledger ledger, SecretStore secrets, FunctionHost host) {
        return settings.door().messenger(settings.cloud().common(), host, ledger, secrets);
    }

    @Singleton
    @Bean(preDestroy = "close")
    GoogleCloud google(Connection cloud, FunctionHost host) {
        return GoogleCloud.of(
                cloud.clients(), cloud.places(), cloud.configuration().project(), host);
    }

    @Singleton
    @Bean(preDestroy = "close")
    OpenLooks open(Settings settings, Connection cloud, FunctionHost host) {
        return OpenLooks.of(settings, cloud, host);
    }

    @Singleton
    Ports ports(
            Connection cloud,
            GoogleCloud google,
            OpenLooks open,
            Ledger ledger,
            Rules rules,
            Messenger messenger,
            FunctionHost host) {
        var book = new Book(ledger, host, rules.hash());
        var keeper = new BookKeeper(book);
        var targets = new Targets(platforms(cloud, google), book);
        var actors = new ArrayList<Actor>(List.of(keeper, targets));
        actors.addAll(google.actors());
        var observers = new ArrayList<Observer>(List.of(keeper, targets));
        observers.addAll(google.observers());
        observers.addAll(open.observers());
        return new Ports(
                ledger,
                cloud.timers(),
                rules,
                List.of(new PromotionPlaybook()),
                Promotions.CATALOGUE,
                actors,
                observers,
                messenger,
                host,
                Limits.DEFAULT);
    }

    private static List<Platform> platforms(Connection cloud, GoogleCloud google) {
        var platforms = new ArrayList<>(google.platforms());
        cloud.deployments().map(KubernetesPlatform::new).ifPresent(platforms::add);
        return platforms;
    }

    @Singleton
    Engine engine(Ports ports) {
        return new Engine(ports);
    }

    @Context
    Shift shift(Settings settings, Connection cloud, Ports ports, Engine engine, FunctionHost host) {
        var registries =
                RegistryWatch.of(ports, engine, settings.cloud().common().policy(), host);
        return cloud.shift(engine, ports.ledger(), registries::sweepNowAndThen);
    }

    @Context
    Door door(
            Settings settings,
            Connection cloud,
            Engine engine,
            Ledger ledger,
            Rules rules,
            SecretStore secrets,
            FunctionHost host) {
        return new Door(
                Shift.decoders(),
                engine,
                ledger,
                cloud.deadLetters(),
                () -> settings.door().keys(secrets),
                host,
                rules.hash(),
                payload -> {});
    }
}

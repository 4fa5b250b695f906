package io.nightshift.local.host;

import io.nightshift.api.LinkedMessenger;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.aws.ecr.EcrLogins;
import io.nightshift.promotion.book.DigestLedger;
import io.nightshift.promotion.kubernetes.KubernetesPlatform;
import io.nightshift.promotion.neutral.NeutralObservers;
import io.nightshift.promotion.neutral.registry.Logins;
import io.nightshift.promotion.neutral.registry.Registries;
import io.nightshift.promotion.neutral.web.WebClient;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.promotion.target.Targets;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsTargetContext;
import io.nightshift.remediation.entry.DatabaseAndWebhookActors;
import io.nightshift.remediation.gcp.adapter.GcpActor;
import io.nightshift.remediation.gcp.adapter.GcpApis;
import io.nightshift.remediation.gcp.adapter.GcpObserver;
import io.nightshift.remediation.gcp.adapter.GcpTargetContext;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The platforms to which the environment connects this host: the actors, observers and channels for the engine. */
record CloudConnections(List<Actor> actors, List<Observer> observers, Messenger messenger) {

    /** All attempts of one call, and the waits between them, stay within the half of the lease in which no attempt begins. */
    private static final int ATTEMPTS_IN_A_LEASE = 8;

    /**
     * An observation, including the time limit of its last request, ends within the half of the lease in which nothing
     * begins.
     */
    private static final int WEB_IN_A_LEASE = 10;

    /** On no platform that can be queried. */
    private static final LiveState NO_SURROUNDINGS = new LiveState.Readable(Map.of(), Optional.empty(), Json.obj());

    static CloudConnections of(HostSettings settings, FunctionHost host, Ledger ledger, DigestLedger book) {
        var actors = new ArrayList<Actor>();
        var observers = new ArrayList<Observer>();
        var platforms = new ArrayList<TargetPlatform>();
        var surroundings = new EnumMap<Cloud, Function<Resource, LiveState>>(Cloud.class);
        settings.aws().map(AwsSettings::places).ifPresent(places -> {
            actors.add(new AwsActor(places));
            observers.add(new AwsObserver(places, host));
            surroundings.put(Cloud.AWS, new AwsTargetContext(places));
        });
        settings.aws().map(AwsSettings::promotions).ifPresent(account -> {
            var aws = new AwsPromotions(account, host);
            platforms.addAll(aws.platforms());
            actors.addAll(aws.actors());
            observers.addAll(aws.observers());
        });
        settings.gcp().ifPresent(gcp -> {
            var apis = GcpApis.of(gcp.clients());
            actors.add(new GcpActor(gcp.places(), apis));
            observers.add(new GcpObserver(gcp.places(), apis));
            surroundings.put(Cloud.GCP, new GcpTargetContext(gcp.places(), apis));
            var google = gcp.promotions(host);
            platforms.addAll(google.platforms());
            actors.addAll(google.actors());
            observers.addAll(google.observers());
        });
        settings.kube().map(kube -> kube.places(host)).ifPresent(places -> {
            actors.add(new KubernetesActor(places, host));
            observers.add(new KubernetesObserver(places));
            platforms.add(new KubernetesPlatform(places));
        });
        settings.nginx().ifPresent(nginx -> {
            platforms.add(nginx.platform());
            observers.addAll(nginx.observers());
        });
        var targets = new Targets(platforms, book);
        actors.add(targets);
        observers.add(targets);
        observers.addAll(open(settings, host, ledger).all());
        var hooks = new WebhookChannels(settings.common(), host, SecretStore.NONE, retryPolicy(settings));
        actors.addAll(DatabaseAndWebhookActors.actors(
                settings.common(),
                hooks,
                SecretStore.NONE,
                target -> surroundings
                        .getOrDefault(target.origin().cloud(), ignored -> NO_SURROUNDINGS)
                        .apply(target)));
        return new CloudConnections(actors, observers, messenger(settings, hooks, ledger));
    }

    /** These come last: they answer for every registry and every address, also if a more specific observer exists. */
    private static NeutralObservers open(HostSettings settings, FunctionHost host, Ledger ledger) {
        var open = settings.open();
        var registries = registries(settings, host);
        var web = registries.web();
        return new NeutralObservers(
                registries,
                open.kept(web),
                open.keys(),
                Optional.of(ledger),
                open.prometheus().map(prometheus -> prometheus.server(web)),
                host);
    }

    static Registries registries(HostSettings settings, FunctionHost host) {
        var retryPolicy = shorter(settings.lease().dividedBy(WEB_IN_A_LEASE), WebhookChannels.PATIENCE);
        var web = new WebClient(retryPolicy, host);
        return new Registries(web, logins(settings), settings.open().plain());
    }

    /** Configured logins take precedence over the host's own identity. */
    private static Logins logins(HostSettings settings) {
        var all = new ArrayList<Logins>();
        settings.open().logins().ifPresent(all::add);
        settings.gcp().map(GcpSettings::logins).ifPresent(all::add);
        settings.aws().map(AwsSettings::promotions).map(EcrLogins::new).ifPresent(all::add);
        return host -> {
            for (var logins : all) {
                var login = logins.of(host);
                if (login.isPresent()) {
                    return login;
                }
            }
            return Optional.empty();
        };
    }

    private static Messenger messenger(HostSettings settings, WebhookChannels hooks, Ledger ledger) {
        var channels = hooks.messenger();
        var delivered = settings.common().channels().keySet();
        return settings.httpApi()
                .approvals()
                .<Messenger>map(links -> new LinkedMessenger(channels, delivered, ledger, () -> links))
                .orElse(channels);
    }

    private static Duration retryPolicy(HostSettings settings) {
        return shorter(settings.lease().dividedBy(ATTEMPTS_IN_A_LEASE), WebhookChannels.PATIENCE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

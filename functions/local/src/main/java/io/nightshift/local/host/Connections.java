package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.Looked;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.door.LinkedMessenger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Hooks;
import io.nightshift.entry.SecretStore;
import io.nightshift.promotion.aws.AwsPromotions;
import io.nightshift.promotion.book.Book;
import io.nightshift.promotion.gcp.run.RunPlatform;
import io.nightshift.promotion.kubernetes.KubernetesPlatform;
import io.nightshift.promotion.open.gate.AgeGate;
import io.nightshift.promotion.open.gate.IncidentGate;
import io.nightshift.promotion.target.Platform;
import io.nightshift.promotion.target.Targets;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsSurroundings;
import io.nightshift.remediation.entry.Outlets;
import io.nightshift.remediation.gcp.adapter.GcpActor;
import io.nightshift.remediation.gcp.adapter.GcpApis;
import io.nightshift.remediation.gcp.adapter.GcpObserver;
import io.nightshift.remediation.gcp.adapter.GcpSurroundings;
import io.nightshift.remediation.kubernetes.KubernetesActor;
import io.nightshift.remediation.kubernetes.KubernetesObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The worlds that the environment connects this host to: the actors, observers and channels that it gives the engine. */
record Connections(List<Actor> actors, List<Observer> observers, Messenger messenger) {

    /** All attempts of one call, with the waits between them, stay within the half of the lease in which none is begun. */
    private static final int ATTEMPTS_IN_A_LEASE = 8;

    /** On no platform that could be asked. */
    private static final Looked NO_SURROUNDINGS = new Looked.Surroundings(Map.of(), Optional.empty(), Json.obj());

    static Connections of(Settings settings, FunctionHost host, Ledger ledger, Book book) {
        var actors = new ArrayList<Actor>();
        var observers = new ArrayList<Observer>();
        var platforms = new ArrayList<Platform>();
        var surroundings = new EnumMap<Cloud, Function<Resource, Looked>>(Cloud.class);
        settings.aws().map(AwsSettings::places).ifPresent(places -> {
            actors.add(new AwsActor(places));
            observers.add(new AwsObserver(places, host));
            surroundings.put(Cloud.AWS, new AwsSurroundings(places));
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
            surroundings.put(Cloud.GCP, new GcpSurroundings(gcp.places(), apis));
            platforms.add(new RunPlatform(gcp.places(), apis.run()));
        });
        settings.kube().map(kube -> kube.places(host)).ifPresent(places -> {
            actors.add(new KubernetesActor(places, host));
            observers.add(new KubernetesObserver(places));
            platforms.add(new KubernetesPlatform(places));
        });
        var targets = new Targets(platforms, book);
        actors.add(targets);
        observers.addAll(List.of(targets, new AgeGate(host), new IncidentGate(ledger, host)));
        var hooks = new Hooks(settings.common(), host, SecretStore.NONE, patience(settings));
        actors.addAll(Outlets.actors(
                settings.common(),
                hooks,
                SecretStore.NONE,
                target -> surroundings
                        .getOrDefault(target.origin().cloud(), ignored -> NO_SURROUNDINGS)
                        .apply(target)));
        return new Connections(actors, observers, messenger(settings, hooks, ledger));
    }

    private static Messenger messenger(Settings settings, Hooks hooks, Ledger ledger) {
        var channels = hooks.messenger();
        var delivered = settings.common().channels().keySet();
        return settings.door()
                .approvals()
                .<Messenger>map(links -> new LinkedMessenger(channels, delivered, ledger, links))
                .orElse(channels);
    }

    private static Duration patience(Settings settings) {
        var share = settings.lease().dividedBy(ATTEMPTS_IN_A_LEASE);
        return share.compareTo(Hooks.PATIENCE) < 0 ? share : Hooks.PATIENCE;
    }
}

package io.nightshift.local.host;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.Patience;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.engine.Host;
import io.nightshift.policy.Channel;
import io.nightshift.policy.Policy;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsApis;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.remediation.aws.adapter.AwsPlaces;
import io.nightshift.remediation.webhook.Endpoint;
import io.nightshift.remediation.webhook.WebhookActor;
import io.nightshift.remediation.webhook.WebhookMessenger;
import io.nightshift.remediation.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The worlds that the environment connects this host to: the actors, observers and channels that it gives the engine. */
record Connections(List<Actor> actors, List<Observer> observers, Messenger messenger) {

    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(10);

    /** All attempts of one call, with the waits between them, stay within the lease. */
    private static final int ATTEMPTS_IN_A_LEASE = 4;

    static Connections of(
            Settings settings, Policy policy, Map<String, String> environment, Host host, Messenger console) {
        var actors = new ArrayList<Actor>();
        var observers = new ArrayList<Observer>();
        var endpoints = endpoints(settings, environment);
        actors.add(new WebhookActor(webhooks(endpoints, settings, host), WebhookActor.Surroundings.NONE));
        settings.aws().ifPresent(aws -> {
            var places = places(aws);
            actors.add(new AwsActor(places));
            observers.add(new AwsObserver(places));
        });
        return new Connections(actors, observers, messenger(policy, settings, environment, host, console));
    }

    private static Webhooks webhooks(List<Endpoint> endpoints, Settings settings, Host host) {
        var share = settings.lease().dividedBy(ATTEMPTS_IN_A_LEASE);
        var patience = share.compareTo(WEBHOOK_PATIENCE) < 0 ? share : WEBHOOK_PATIENCE;
        return new Webhooks(endpoints, host, host::backOff, patience);
    }

    private static List<Endpoint> endpoints(Settings settings, Map<String, String> environment) {
        var endpoints = new ArrayList<Endpoint>();
        settings.hooks()
                .forEach((name, hook) -> endpoints.add(
                        new Endpoint(name, hook.url(), () -> environment.getOrDefault(hook.keyName(), ""))));
        return endpoints;
    }

    private static AwsPlaces places(Settings.Aws aws) {
        var regions = new HashMap<String, AwsApis>();
        var credentials = DefaultCredentialsProvider.builder().build();
        for (var region : aws.regions()) {
            regions.put(
                    region,
                    AwsApis.of(
                            region,
                            new AwsClients(region, aws.endpoint(), credentials, Patience.DEFAULT),
                            new AwsClients(region, aws.endpoint(), credentials, Patience.DEFAULT.once())));
        }
        return new AwsPlaces(aws.account(), regions);
    }

    /** The policy's webhook channels, by the URL that the environment has for each, signed with {@code NAME_KEY}. */
    private static Messenger messenger(
            Policy policy, Settings settings, Map<String, String> environment, Host host, Messenger console) {
        var endpoints = new ArrayList<Endpoint>();
        var hooks = new TreeMap<String, String>();
        policy.channels().forEach((name, channel) -> {
            if (channel instanceof Channel.Webhook(var variable) && environment.containsKey(variable)) {
                endpoints.add(new Endpoint(
                        name,
                        URI.create(environment.getOrDefault(variable, "")),
                        () -> environment.getOrDefault(variable + "_KEY", "")));
                hooks.put(name, name);
            }
        });
        var webhooks = new WebhookMessenger(webhooks(endpoints, settings, host), hooks);
        var channels = new HashMap<String, Messenger>();
        hooks.keySet().forEach(name -> channels.put(name, webhooks));
        return new Channels(channels, console);
    }
}

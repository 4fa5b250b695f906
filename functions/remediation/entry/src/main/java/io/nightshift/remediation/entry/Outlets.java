package io.nightshift.remediation.entry;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Actor.Looked;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.database.DatabaseActor;
import io.nightshift.remediation.database.DatabaseConnection;
import io.nightshift.remediation.webhook.Endpoint;
import io.nightshift.remediation.webhook.WebhookActor;
import io.nightshift.remediation.webhook.WebhookMessenger;
import io.nightshift.remediation.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The ways out of a function that belong to no cloud: databases, webhooks and the policy's channels. */
public final class Outlets {

    /** The longest that a receiver of a webhook may take, where nothing else is said. */
    public static final Duration WEBHOOK = Duration.ofSeconds(10);

    private final Common configuration;
    private final FunctionHost host;
    private final SecretStore secrets;
    private final Webhooks webhooks;

    public Outlets(Common configuration, FunctionHost host) {
        this(configuration, host, SecretStore.NONE);
    }

    /** @param secrets asked at each use */
    public Outlets(Common configuration, FunctionHost host, SecretStore secrets) {
        this(configuration, host, secrets, WEBHOOK);
    }

    /** @param patience the longest that a receiver of a webhook may take */
    public Outlets(Common configuration, FunctionHost host, SecretStore secrets, Duration patience) {
        this.configuration = configuration;
        this.host = host;
        this.secrets = secrets;
        webhooks = webhooks(patience);
    }

    /** @param surroundings the live tags and the group of a target, by its platform */
    public List<Actor> actors(Function<Resource, Looked> surroundings) {
        return List.of(
                new DatabaseActor(databases(), surroundings::apply), new WebhookActor(webhooks, surroundings::apply));
    }

    public Messenger messenger() {
        return new Channels(configuration.channels().keySet(), new WebhookMessenger(webhooks, channelHooks()), host);
    }

    private List<DatabaseConnection> databases() {
        var databases = new ArrayList<DatabaseConnection>();
        configuration
                .databases()
                .forEach((name, database) -> databases.add(new DatabaseConnection(
                        name,
                        database.url().value(),
                        database.user(),
                        () -> database.password().value(secrets))));
        return databases;
    }

    private Webhooks webhooks(Duration patience) {
        var endpoints = new ArrayList<Endpoint>();
        configuration.webhooks().forEach((name, hook) -> endpoints.add(endpoint(name, hook)));
        configuration.channels().forEach((name, hook) -> endpoints.add(endpoint(channelHook(name), hook)));
        return new Webhooks(endpoints, host, host::backOff, patience);
    }

    private Endpoint endpoint(String name, Hook hook) {
        return new Endpoint(
                name, URI.create(hook.url().value()), () -> hook.key().value(secrets));
    }

    private Map<String, String> channelHooks() {
        var hooks = new LinkedHashMap<String, String>();
        configuration.channels().keySet().forEach(name -> hooks.put(name, channelHook(name)));
        return hooks;
    }

    /** No action's parameter can name it: a policy must not use a channel as a hook. */
    private static String channelHook(String channel) {
        return "channel " + channel;
    }
}

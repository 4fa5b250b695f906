package io.nightshift.entry;

import io.nightshift.core.act.Messenger;
import io.nightshift.webhook.Endpoint;
import io.nightshift.webhook.WebhookMessenger;
import io.nightshift.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The webhooks that a function is configured with, and the policy's channels, some of which are webhooks. */
public final class WebhookChannels {

    /** The default time limit for a webhook's receiver. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CommonConfig configuration;
    private final FunctionHost host;
    private final SecretStore secrets;
    private final Webhooks webhooks;

    /** @param secrets called at each use */
    public WebhookChannels(CommonConfig configuration, FunctionHost host, SecretStore secrets) {
        this(configuration, host, secrets, PATIENCE);
    }

    /** @param retryPolicy the time limit for a webhook's receiver */
    public WebhookChannels(CommonConfig configuration, FunctionHost host, SecretStore secrets, Duration retryPolicy) {
        this.configuration = configuration;
        this.host = host;
        this.secrets = secrets;
        webhooks = webhooks(retryPolicy);
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public Messenger messenger() {
        return new Channels(configuration.channels().keySet(), new WebhookMessenger(webhooks, channelHooks()), host);
    }

    private Webhooks webhooks(Duration retryPolicy) {
        var endpoints = new ArrayList<Endpoint>();
        configuration.webhooks().forEach((name, hook) -> endpoints.add(endpoint(name, hook)));
        configuration.channels().forEach((name, hook) -> endpoints.add(endpoint(channelHook(name), hook)));
        return new Webhooks(endpoints, host, host::backOff, retryPolicy);
    }

    private Endpoint endpoint(String name, WebhookConfig hook) {
        return new Endpoint(
                name,
                URI.create(hook.url().value()),
                () -> hook.key().value(secrets),
                () -> hook.token().map(token -> token.value(secrets)).orElse(""));
    }

    private Map<String, String> channelHooks() {
        var hooks = new LinkedHashMap<String, String>();
        configuration.channels().keySet().forEach(name -> hooks.put(name, channelHook(name)));
        return hooks;
    }

    /** No action's parameter can contain this name: a policy must not use a channel as a hook. */
    private static String channelHook(String channel) {
        return "channel " + channel;
    }
}

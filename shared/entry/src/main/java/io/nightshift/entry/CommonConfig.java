package io.nightshift.entry;

import io.nightshift.policy.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that a function has on every cloud.
 *
 * @param retention how long finished runs are kept; if empty, forever
 * @param webhooks by their names in the policy
 * @param databases by their names in the policy
 * @param channels those that are webhooks, by their names in the policy
 * @param channelSecrets the credentials of the others that have one, by the same names
 * @param traces the collector of traces; empty for none
 * @param console the URL of the console, without a slash at its end, for links; empty if there is none
 */
public record CommonConfig(
        Policy policy,
        Optional<Duration> retention,
        Map<String, WebhookConfig> webhooks,
        Map<String, Database> databases,
        Map<String, WebhookConfig> channels,
        Map<String, Secret> channelSecrets,
        Optional<TraceCollector> traces,
        Optional<String> console) {

    public CommonConfig(
            Policy policy,
            Optional<Duration> retention,
            Map<String, WebhookConfig> webhooks,
            Map<String, Database> databases,
            Map<String, WebhookConfig> channels) {
        this(policy, retention, webhooks, databases, channels, Map.of());
    }

    /** Without traces and without links to the console. */
    public CommonConfig(
            Policy policy,
            Optional<Duration> retention,
            Map<String, WebhookConfig> webhooks,
            Map<String, Database> databases,
            Map<String, WebhookConfig> channels,
            Map<String, Secret> channelSecrets) {
        this(policy, retention, webhooks, databases, channels, channelSecrets, Optional.empty(), Optional.empty());
    }
}

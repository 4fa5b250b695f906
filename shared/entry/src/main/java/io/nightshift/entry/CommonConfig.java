package io.nightshift.entry;

import io.nightshift.policy.Policy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a function is configured with on every cloud.
 *
 * @param retention how long finished runs are kept; empty: for good
 * @param webhooks by the name that policies use
 * @param databases by the name that policies use
 * @param channels by the policy's name of the channel
 */
public record CommonConfig(
        Policy policy,
        Optional<Duration> retention,
        Map<String, WebhookConfig> webhooks,
        Map<String, Database> databases,
        Map<String, WebhookConfig> channels) {}

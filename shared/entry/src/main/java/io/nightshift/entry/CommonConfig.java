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
 * @param channels by their names in the policy
 */
public record CommonConfig(
        Policy policy,
        Optional<Duration> retention,
        Map<String, WebhookConfig> webhooks,
        Map<String, Database> databases,
        Map<String, WebhookConfig> channels) {}

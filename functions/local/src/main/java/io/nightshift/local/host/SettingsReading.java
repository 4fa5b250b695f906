package io.nightshift.local.host;

import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import java.util.Set;

/**
 * What a function reads its settings from.
 *
 * @param variables receive its problems as well
 * @param serving whether the host must answer all queries of the policy: a missing connection is a problem then
 * @param aws whether the host is connected to AWS
 * @param gcp whether the host is connected to Google Cloud
 * @param webhooks the names of the configured webhooks
 */
public record SettingsReading(
        Variables variables, Policy policy, boolean serving, boolean aws, boolean gcp, Set<String> webhooks) {}

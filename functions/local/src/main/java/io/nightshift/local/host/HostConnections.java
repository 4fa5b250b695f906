package io.nightshift.local.host;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.WebhookChannels;
import io.nightshift.kubernetes.KubernetesScope;
import java.time.Duration;
import java.util.Optional;

/**
 * What the environment connects this host to, for the functions to make their adapters of.
 *
 * @param policyHash names the policy in what adapters write
 * @param clusters the Kubernetes clusters, with one client for all functions
 */
public record HostConnections(
        HostSettings settings,
        FunctionHost host,
        Ledger ledger,
        String policyHash,
        WebhookChannels webhooks,
        Optional<KubernetesScope> clusters) {

    /** All attempts of one call, with the waits between them, stay within the half of the lease in which none is begun. */
    private static final int ATTEMPTS_IN_A_LEASE = 8;

    /** The longest that a receiver of a webhook may take. */
    static Duration attempt(HostSettings settings) {
        return shorter(settings.lease().dividedBy(ATTEMPTS_IN_A_LEASE), WebhookChannels.PATIENCE);
    }

    public static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

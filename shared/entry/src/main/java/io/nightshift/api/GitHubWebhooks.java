package io.nightshift.api;

import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signature.GitHubSignature;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Admits GitHub's webhooks by the signature of their bytes, and refuses everything else that claims to come from
 * GitHub.
 */
final class GitHubWebhooks {

    /** The {@code source} of GitHub's signals. */
    private static final String SOURCE = "github";

    static final Set<String> EVENTS = new TreeSet<>(Set.of("registry_package", "secret_scanning_alert"));

    private GitHubWebhooks() {}

    /** Returns why a payload that claims to come from GitHub is refused; empty if it is admitted. */
    static Optional<Rejected> refusal(Optional<GitHubSignature> signature, Payload payload) {
        if (signature.isEmpty()) {
            return Optional.of(
                    rejected("NIGHTSHIFT_GITHUB_SECRET is missing; without it nobody can tell whether GitHub sent it"));
        }
        return signature.get().signs(payload)
                ? Optional.empty()
                : Optional.of(rejected("its signature is not that of the secret in NIGHTSHIFT_GITHUB_SECRET"));
    }

    private static Rejected rejected(String why) {
        return new Rejected("$", "GitHub webhook: " + why);
    }

    /** GitHub sends a ping when a webhook is created, and every event that was selected for it. */
    static boolean isKnown(Payload payload) {
        return EVENTS.contains(GitHubSignature.event(payload));
    }

    /**
     * The same without GitHub's signals, which only {@link #refusal} admits: a body without its headers proves
     * nothing.
     */
    static Decoded withoutGitHub(Decoded decoded) {
        var rejected = new ArrayList<>(decoded.rejected());
        var signals = new ArrayList<Signal>();
        for (var signal : decoded.signals()) {
            if (signal.header().source().equals(SOURCE)) {
                rejected.add(rejected("it has no X-GitHub-Event; expected the headers that GitHub signed it with"));
            } else {
                signals.add(signal);
            }
        }
        return new Decoded(signals, rejected, decoded.ignored());
    }
}

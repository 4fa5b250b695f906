package io.nightshift.api;

import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signature.GitHubSignature;
import java.util.ArrayList;
import java.util.Optional;

/** Lets the webhooks of GitHub in by the signature of their bytes, and nothing else that says it were one. */
final class GitHubWebhooks {

    /** The {@code source} of GitHub's signals. */
    private static final String SOURCE = "github";

    private GitHubWebhooks() {}

    /** Why a payload that says it is of GitHub is not let in; empty if it is. */
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

    /** GitHub sends a ping when a webhook is made, and whatever else someone ticked. */
    static boolean isAboutPackages(Payload payload) {
        return GitHubSignature.event(payload).equals("registry_package");
    }

    /** The same without GitHub's signals, which only {@link #refusal} lets in: a body without its headers proves nothing. */
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

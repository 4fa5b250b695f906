package io.nightshift.local.host;

import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Rejected;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signature.GitHubSignature;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Lets the webhooks of GitHub in by the signature of their bytes, and nothing else that says it were one. */
final class GitHubDoor {

    /** The {@code source} of GitHub's signals. */
    private static final String SOURCE = "github";

    /** Anybody may knock: what is kept of strangers while the process lives must not fill a disk. */
    private static final long MOST_KEPT_OF_STRANGERS = 64L * 1024 * 1024;

    private final Optional<GitHubSignature> signature;
    private final AtomicLong kept = new AtomicLong();

    GitHubDoor(Optional<GitHubSignature> signature) {
        this.signature = signature;
    }

    /** Why a payload that says it is of GitHub is not let in; empty where it is. */
    Optional<Rejected> refusal(Payload payload) {
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

    /** Whether there is still room for the letter of a stranger. */
    boolean keeps(byte[] body) {
        return kept.addAndGet(body.length) <= MOST_KEPT_OF_STRANGERS;
    }

    /** GitHub sends a ping when a webhook is made, and whatever else somebody ticked. */
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

package io.nightshift.local.host;

import io.nightshift.core.signature.GitHubSignature;
import java.util.Optional;

/**
 * By what the intake knows who may send.
 *
 * @param token what callers have to send as {@code Authorization: Bearer}; none where it is empty
 * @param github what signs the webhooks of GitHub, which sends no token; where it is empty they are refused
 */
public record IntakeKeys(Optional<String> token, Optional<GitHubSignature> github) {

    /** Takes what everybody sends, but nothing of GitHub's: for an intake that only this machine reaches. */
    public static final IntakeKeys NONE = new IntakeKeys(Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "(secret)";
    }
}

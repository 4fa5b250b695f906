package io.nightshift.api;

import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import java.util.Optional;

/**
 * The secrets by which the intake authenticates senders and approvers.
 *
 * @param token callers must send it as {@code Authorization: Bearer}; if empty, no token is required
 * @param github verifies the signatures of GitHub's webhooks, which send no token; if empty, they are refused
 * @param approvals signs the links of approvers; if empty, there are no links
 */
public record ApiCredentials(
        Optional<String> token, Optional<GitHubSignature> github, Optional<ApprovalLinks> approvals) {

    /** Accepts every sender except GitHub's webhooks: for an intake that only this machine reaches. */
    public static final ApiCredentials NONE = new ApiCredentials(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "(secret)";
    }
}

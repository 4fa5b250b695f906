package io.nightshift.api;

import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.core.signature.GitHubSignature;
import java.util.Optional;

/**
 * By what the intake knows who may send, and who answers.
 *
 * @param token what callers have to send as {@code Authorization: Bearer}; none if it is empty
 * @param github what signs the webhooks of GitHub, which sends no token; if it is empty they are refused
 * @param approvals what signs the links of approvers; if it is empty there are none
 */
public record ApiCredentials(
        Optional<String> token, Optional<GitHubSignature> github, Optional<ApprovalLinks> approvals) {

    /** Takes what everybody sends, but nothing of GitHub's: for an intake that only this machine reaches. */
    public static final ApiCredentials NONE = new ApiCredentials(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "(secret)";
    }
}

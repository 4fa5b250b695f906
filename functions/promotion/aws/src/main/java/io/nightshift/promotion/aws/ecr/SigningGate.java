package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageSigningStatus;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.SigningStatus;

/**
 * The gate for ECR's managed signing with AWS Signer. There is one state for each signing profile that a rule of the registry
 * names for the repository. Only images that ECR itself signs have a state; a signature pushed by {@code notation} has none.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html">ECR: managed signing</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageSigningStatus.html">The states of a
 *     signature</a>
 */
record SigningGate(EcrClient ecr, String repository) {

    /** @param profile its ARN; if empty, all profiles of the rules */
    GateAnswer judge(String digest, String profile) {
        try {
            return AwsCalls.read(() -> {
                try {
                    return judged(states(digest), profile);
                } catch (ImageNotFoundException | RepositoryNotFoundException e) {
                    return GateAnswer.closed("the repository has no such image");
                }
            });
        } catch (CallFailed e) {
            return GateAnswer.unasked("ECR", e.problem());
        }
    }

    private List<ImageSigningStatus> states(String digest) {
        return ecr.describeImageSigningStatus(
                        request -> request.repositoryName(repository).imageId(id -> id.imageDigest(digest)))
                .signingStatuses();
    }

    /** A failure takes precedence over a signing in progress, and that over a finished one. */
    private static GateAnswer judged(List<ImageSigningStatus> states, String profile) {
        var asked = states.stream()
                .filter(state -> profile.isEmpty() || profile.equals(state.signingProfileArn()))
                .toList();
        if (asked.isEmpty()) {
            return GateAnswer.notYet("ECR has not begun to sign it"
                    + (profile.isEmpty() ? "" : " by " + profile)
                    + "; a signing rule of the registry has to name the repository");
        }
        for (var state : asked) {
            if (state.status() == SigningStatus.FAILED) {
                return GateAnswer.closed("AWS Signer did not sign it by %s: %s"
                        .formatted(
                                state.signingProfileArn(),
                                Objects.requireNonNullElse(state.failureCode(), "no reason")));
            }
        }
        return asked.stream()
                .filter(state -> state.status() != SigningStatus.COMPLETE)
                .findFirst()
                .map(state -> GateAnswer.notYet(
                        "the signature by " + state.signingProfileArn() + " is " + state.statusAsString()))
                .orElseGet(() -> GateAnswer.open("AWS Signer signed it by "
                        + String.join(
                                ", ",
                                asked.stream()
                                        .map(ImageSigningStatus::signingProfileArn)
                                        .toList())));
    }
}

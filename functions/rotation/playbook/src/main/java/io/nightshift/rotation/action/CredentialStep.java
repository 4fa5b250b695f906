package io.nightshift.rotation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;

/** The acts of a rotation on a secret and its credential. Each sets a state, so it may be repeated after a crash anywhere. */
@SuppressWarnings("ImmutableEnumChecker") // types of actions are immutable
public enum CredentialStep {
    CUT_OFF(
            "cut-off-credential",
            "Ends a leaked credential before there is a new one.",
            "end the leaked credential of"),
    CREATE(
            "create-credential",
            "Makes a new value and stores it as the pending version.",
            "create a pending version of"),
    SET("set-credential", "Makes the pending credential work at its system.", "set the pending credential of"),
    SWITCH(
            "switch-secret",
            "Makes the pending version the one that applications read.",
            "publish the pending version of"),
    RETIRE("retire-credential", "Ends the old credential at its system.", "retire the old credential of"),
    CLOSE("close-version", "Ends the reading of the old version, if the store can.", "close the old version of"),
    REVERT("revert-credential", "Makes the old credential work again and discards the pending one.", "revert");

    private final ActionType type;
    private final String sentence;

    CredentialStep(String name, String summary, String sentence) {
        this.sentence = sentence;
        type = ActionType.named(name, summary, Repetition.CONVERGENT)
                .on(SecretKinds.SECRETS)
                .needs(
                        Cloud.AWS,
                        "secretsmanager:DescribeSecret",
                        "secretsmanager:GetSecretValue",
                        "secretsmanager:PutSecretValue",
                        "secretsmanager:UpdateSecretVersionStage",
                        // For keys of IAM users only.
                        "iam:CreateAccessKey",
                        "iam:DeleteAccessKey",
                        "iam:GetAccessKeyLastUsed",
                        "iam:ListAccessKeys",
                        "iam:UpdateAccessKey")
                .needs(
                        Cloud.GCP,
                        "secretmanager.secrets.get",
                        "secretmanager.versions.access",
                        "secretmanager.versions.add",
                        "secretmanager.versions.disable",
                        "secretmanager.versions.list",
                        // For keys of service accounts only.
                        "iam.serviceAccountKeys.create",
                        "iam.serviceAccountKeys.delete",
                        "iam.serviceAccountKeys.disable",
                        "iam.serviceAccountKeys.enable",
                        "iam.serviceAccountKeys.list",
                        "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query")
                .readBy((target, with) -> new CredentialAction(this, target, CredentialChange.read(with)));
    }

    public ActionType type() {
        return type;
    }

    String sentence() {
        return sentence;
    }
}

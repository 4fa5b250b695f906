package io.nightshift.aws;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a member account grants to the host: the role's trust policy and its permissions.
 *
 * @param role in the member
 * @param hostRole the ARN of the function's own role
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">AWS: session tags</a>
 */
public record MemberGrant(Arn role, String externalId, String hostRole) {

    /** The host's side: it may assume these roles and no other. */
    public static Json.Obj toAssume(Collection<String> roles) {
        return IamStatement.allow("Members", Set.of("sts:AssumeRole", "sts:TagSession"), roles);
    }

    /** Without the external id or the run's tag, nobody assumes the role; no other tag is accepted. */
    public Json.Obj trust() {
        var tagged = Json.obj().with("aws:RequestTag/" + MemberCredentials.TAG, "*");
        var only = Json.obj().with("aws:TagKeys", Json.strings(List.of(MemberCredentials.TAG)));
        return IamStatement.document(List.of(
                IamStatement.trust("Assume", "AWS", hostRole, "sts:AssumeRole")
                        .with(
                                "Condition",
                                IamStatement.where("StringEquals", "sts:ExternalId", Json.of(externalId))
                                        .with("StringLike", tagged)),
                IamStatement.trust("Tag", "AWS", hostRole, "sts:TagSession")
                        .with(
                                "Condition",
                                Json.obj().with("StringLike", tagged).with("ForAllValues:StringEquals", only))));
    }

    /** The statements without the resources of other accounts. */
    public static List<Json> inAccount(List<Json> statements, String account) throws JsonException {
        var kept = new ArrayList<Json>();
        for (var statement : statements) {
            var resources = View.of(statement).at("Resource").strings().stream()
                    .filter(arn -> isIn(arn, account))
                    .toList();
            if (!resources.isEmpty()) {
                kept.add(((Json.Obj) statement).with("Resource", Json.strings(resources)));
            }
        }
        return kept;
    }

    /** {@code arn:PARTITION:SERVICE:REGION:ACCOUNT:REST}; some have no account, and a pattern covers every one. */
    private static boolean isIn(String arn, String account) {
        var parts = arn.split(":", 6);
        return parts.length < 6 || Set.of("", "*", account).contains(parts[4]);
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * Who made a call: a user by name, a session as {@code ROLE/SESSION}, a service by its domain.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html">AWS:
 *     userIdentity</a>
 */
final class TrailActor {

    private TrailActor() {}

    static String of(View identity) throws JsonException {
        var arn = Arn.parse(identity.at("arn").isString() ? identity.at("arn").text() : "");
        if (arn.isPresent() && arn.get().type().equals("assumed-role")) {
            return arn.get().name();
        }
        if (Fields.says(identity.at("type"), "Root")) {
            return "root";
        }
        var name =
                Fields.firstName(identity.at("userName"), identity.at("sessionContext", "sessionIssuer", "userName"));
        if (!name.isEmpty()) {
            return name;
        }
        return Fields.firstName(
                identity.at("invokedBy"),
                identity.at("onBehalfOf", "userId"),
                identity.at("arn"),
                identity.at("principalId"),
                identity.at("accountId"));
    }
}

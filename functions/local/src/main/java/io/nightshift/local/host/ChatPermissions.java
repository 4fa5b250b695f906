package io.nightshift.local.host;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.IamStatement;
import io.nightshift.core.json.Json;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.policy.Channel;
import io.nightshift.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the function of chats and of the console is allowed: ledger and secrets, and to order the functions of its installation. */
public final class ChatPermissions implements FunctionPermissions {

    /** The name after {@code --function}. */
    public static final String NAME = "chatops";

    /** The functions of an installation are named by it, and by it the ledger's table. */
    @Override
    public Json.Obj aws(AwsRole role, Optional<Policy> policy, List<String> secrets) {
        var statements = new ArrayList<Json>();
        statements.add(IamStatement.allow(
                "OrderFunctions",
                Set.of("lambda:InvokeFunction"),
                List.of(role.arn("lambda", "function:" + role.table() + "-*"))));
        var topics = policy.stream()
                .flatMap(its -> its.channels().values().stream())
                .flatMap(channel -> channel instanceof Channel.Sns(var topic) ? Stream.of(topic) : Stream.empty())
                .sorted()
                .toList();
        if (!topics.isEmpty()) {
            statements.add(IamStatement.allow("Publish", Set.of("sns:Publish"), topics));
        }
        return role.policyWith(statements, secrets);
    }

    @Override
    public List<RoleGrant> gcp(GcpRole role, Optional<Policy> policy, List<String> secrets) {
        var grants = role.own(secrets);
        grants.add(new RoleGrant(
                "orders",
                "the Cloud Run services in NIGHTSHIFT_CHAT_FUNCTIONS",
                new TreeSet<>(Set.of("run.routes.invoke")),
                ""));
        return grants;
    }

    @Override
    public List<Json.Obj> kubernetes(Optional<Policy> policy) {
        throw Unavailable.usage(
                "--function chatops is for aws and gcp; on Kubernetes nightshift serve takes the commands itself");
    }
}

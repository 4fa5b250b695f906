package io.nightshift.remediation.aws.adapter;

import static io.nightshift.aws.IamStatement.allow;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.IamStatement;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.remediation.execution.CloudPermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What remediation's role allows for the enabled actions. Changing calls are limited to resources of the account, and exclude
 * those that opt out by a tag: the opt-out holds even if the function's own guardrail fails.
 */
public final class RemediationStatements {

    private RemediationStatements() {}

    /** All permissions for the adapters' calls for these actions: to act, to probe, and to query before and after. */
    public static Set<String> permissions(Collection<ActionType> actions) {
        var needed = CloudPermissions.of(actions, Cloud.AWS, AwsObserver.PERMISSIONS, AwsTargetContext.PERMISSIONS);
        needed.addAll(AwsObserver.PERMISSIONS.getOrDefault("alarm", List.of()));
        return needed;
    }

    /** The same for a policy whose targets have no relations. */
    public static List<Json> of(AwsRole role, Collection<ActionType> actions) {
        return of(role, actions, Set.of());
    }

    /** One statement for calls without a resource, and one for each kind of changed resource. */
    public static List<Json> of(AwsRole role, Collection<ActionType> actions, Set<Relation> relations) {
        var looks = new TreeSet<String>();
        relations.forEach(relation -> looks.addAll(AwsRelations.PERMISSIONS.getOrDefault(relation, List.of())));
        var changes = new TreeMap<PermissionScope, Set<String>>();
        for (var permission : permissions(actions)) {
            PermissionScope.of(permission)
                    .ifPresentOrElse(
                            scope -> changes.computeIfAbsent(scope, first -> new TreeSet<>())
                                    .add(permission),
                            () -> looks.add(permission));
        }
        var statements = new ArrayList<Json>();
        statements.add(allow("Look", looks, List.of("*")));
        changes.forEach((scope, permissions) -> statements.add(change(role, scope, permissions)));
        return statements;
    }

    private static Json change(AwsRole role, PermissionScope scope, Set<String> permissions) {
        if (permissions.contains("iam:PassRole")) {
            return allow("AutomationRole", permissions, scope.arns(role))
                    .with(
                            "Condition",
                            IamStatement.where("StringEquals", "iam:PassedToService", Json.of("ssm.amazonaws.com")));
        }
        return allow(scope.sid(), permissions, scope.arns(role))
                // Also true if the tag is missing: only resources that opt out are excluded.
                .with("Condition", IamStatement.where("StringNotEquals", "aws:ResourceTag/nightshift", Json.of("off")));
    }
}

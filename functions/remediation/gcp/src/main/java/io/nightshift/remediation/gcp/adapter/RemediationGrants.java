package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.remediation.execution.CloudPermissions;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The grants of remediation's service account. */
public final class RemediationGrants {

    private RemediationGrants() {}

    /** The same for a policy whose targets have no relations. */
    public static List<RoleGrant> of(GcpRole role, Collection<ActionType> actions, List<String> secrets) {
        return of(role, actions, Set.of(), secrets);
    }

    /**
     * @param actions the enabled actions
     * @param relations by which the policy names targets
     * @param secrets the secrets in the environment, {@code projects/PROJECT/secrets/SECRET}
     */
    public static List<RoleGrant> of(
            GcpRole role, Collection<ActionType> actions, Set<Relation> relations, List<String> secrets) {
        var needed = permissions(actions);
        relations.forEach(relation -> needed.addAll(GcpRelations.PERMISSIONS.getOrDefault(relation, List.of())));
        boolean actsAs = needed.remove(GcpRole.ACT_AS);
        var grants = role.own(secrets);
        if (!needed.isEmpty()) {
            grants.add(new RoleGrant(
                    "remediation", "projects/" + role.project() + " and each further project", needed, ""));
        }
        if (actsAs) {
            grants.add(new RoleGrant(
                    "update", "the service accounts by which the changed services run", Set.of(GcpRole.ACT_AS), ""));
        }
        return List.copyOf(grants);
    }

    /** All permissions for the adapters' calls for these actions: to act, to probe, and to query before and after. */
    public static Set<String> permissions(Collection<ActionType> actions) {
        return CloudPermissions.of(actions, Cloud.GCP, GcpObserver.PERMISSIONS, GcpTargetContext.PERMISSIONS);
    }
}

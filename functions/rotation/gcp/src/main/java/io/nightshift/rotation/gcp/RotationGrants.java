package io.nightshift.rotation.gcp;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.action.RollConsumer;
import io.nightshift.rotation.policy.SecretPolicy;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The grants of rotation's service account. */
public final class RotationGrants {

    private RotationGrants() {}

    /**
     * @param entries of the policy; without one, every kind of consumer
     * @param secrets the secrets in the environment, {@code projects/PROJECT/secrets/SECRET}
     */
    public static List<RoleGrant> of(GcpRole role, List<SecretPolicy> entries, List<String> secrets) {
        var grants = role.own(secrets);
        var everywhere = "projects/" + role.project() + " and each further project";
        grants.add(new RoleGrant("rotation", "projects/" + role.project(), SecretManagerVersions.PERMISSIONS, ""));
        if (entries.isEmpty()
                || entries.stream().anyMatch(entry -> entry.hasEngine(RotationSpec.GOOGLE_SERVICE_ACCOUNT_KEY))) {
            grants.add(new RoleGrant("keys", everywhere, new TreeSet<>(ServiceAccountKeys.PERMISSIONS), ""));
        }
        if (entries.isEmpty() || entries.stream().anyMatch(entry -> entry.hasConsumer(Kinds.RUN_SERVICE))) {
            var needed = new TreeSet<>(RollConsumer.TYPE.permissions().getOrDefault(Cloud.GCP, List.of()));
            needed.remove(GcpRole.ACT_AS);
            grants.add(new RoleGrant("consumers", everywhere, needed, ""));
            grants.add(new RoleGrant(
                    "update", "the service accounts by which the consumers run", Set.of(GcpRole.ACT_AS), ""));
        }
        return List.copyOf(grants);
    }
}

package io.nightshift.gcp;

import io.nightshift.core.json.Json;
import java.util.Set;
import java.util.TreeSet;

/**
 * A custom role and the resource that it is granted on.
 *
 * @param on the resource, or a description of it
 * @param condition an IAM condition in CEL; empty if the resource is specific enough
 * @see <a href="https://cloud.google.com/iam/docs/creating-custom-roles">Google Cloud: custom roles</a>
 */
public record RoleGrant(String name, String on, Set<String> permissions, String condition) {
    public Json.Obj toJson() {
        var role = Json.obj()
                .with("title", "Nightshift: " + name)
                .with("stage", "GA")
                .with("includedPermissions", Json.strings(new TreeSet<>(permissions)));
        var grant = Json.obj().with("on", on).with("role", role);
        return condition.isEmpty() ? grant : grant.with("condition", condition);
    }
}

package io.nightshift.cost.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The grants of cost watch's service account: it reads the billing exports that the policy names. It changes nothing.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/access-control">BigQuery: roles and permissions</a>
 */
public final class CostGrants {

    private CostGrants() {}

    /**
     * @param secrets the secrets in the environment, {@code projects/PROJECT/secrets/SECRET}
     * @param sources of the entries of the policy
     * @param anomalies whether an entry tells what Cloud Billing finds
     */
    public static List<RoleGrant> of(GcpRole role, List<String> secrets, List<Json.Obj> sources, boolean anomalies) {
        var grants = role.own(secrets);
        for (var table : named(sources, "bigquery", "table")) {
            grants.add(new RoleGrant(
                    "export " + table,
                    "the table " + table,
                    Set.of("bigquery.tables.get", "bigquery.tables.getData"),
                    ""));
        }
        if (!named(sources, "bigquery", "table").isEmpty()) {
            grants.add(new RoleGrant("queries", "projects/" + role.project(), Set.of("bigquery.jobs.create"), ""));
        }
        for (var bucket : named(sources, "gcs", "bucket")) {
            grants.add(new RoleGrant(
                    "export " + bucket, "gs://" + bucket, Set.of("storage.objects.get", "storage.objects.list"), ""));
        }
        if (anomalies) {
            grants.add(new RoleGrant(
                    "anomalies",
                    "projects/" + role.project() + " and each further project",
                    Set.of(GoogleAnomalies.PERMISSION),
                    ""));
        }
        return List.copyOf(grants);
    }

    private static Set<String> named(List<Json.Obj> sources, String kind, String key) {
        var all = new TreeSet<String>();
        for (var source : sources) {
            if (text(source, "kind").equals(kind)) {
                all.add(text(source, key));
            }
        }
        return all;
    }

    private static String text(Json.Obj source, String key) {
        return source.get(key) instanceof Json.Str(var text) ? text : "";
    }
}

package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.remediation.execution.CloudPermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The minimal grants of the function's service account on Google Cloud for its enabled actions: one grant for each resource,
 * each as a custom role.
 *
 * @param project the function's own, with ledger, queue and topic
 * @param database the Firestore database of the ledger
 * @param queue {@code projects/PROJECT/locations/REGION/queues/QUEUE}
 * @param topic {@code projects/PROJECT/topics/TOPIC}
 * @see <a href="https://cloud.google.com/iam/docs/creating-custom-roles">Google Cloud: custom roles</a>
 */
public record GcpRole(String project, String database, String queue, String topic) {

    /** The default names in the documentation. */
    public static GcpRole of(String project) {
        return new GcpRole(
                project,
                "(default)",
                "projects/" + project + "/locations/REGION/queues/QUEUE",
                "projects/" + project + "/topics/TOPIC");
    }

    private static final String ACT_AS = "iam.serviceAccounts.actAs";

    /**
     * For BatchGetDocuments, RunQuery, and a Commit of new and existing documents: these are all calls of the ledger, and all
     * that the fake of its contract tests supports.
     */
    private static final Set<String> LEDGER = Set.of(
            "datastore.entities.get",
            "datastore.entities.list",
            "datastore.entities.create",
            "datastore.entities.update");

    /**
     * @param actions the enabled actions
     * @param secrets the secrets in the environment, {@code projects/PROJECT/secrets/SECRET}
     */
    public List<RoleGrant> grants(Collection<ActionType> actions, List<String> secrets) {
        var needed = permissions(actions);
        boolean actsAs = needed.remove(ACT_AS);
        var grants = own(secrets);
        if (!needed.isEmpty()) {
            grants.add(new RoleGrant("remediation", "projects/" + project + " and each further project", needed, ""));
        }
        if (actsAs) {
            grants.add(new RoleGrant(
                    "update", "the service accounts by which the changed services run", Set.of(ACT_AS), ""));
        }
        return List.copyOf(grants);
    }

    /** Ledger, timers, dead-letter queue, secrets: the same for every function. */
    public List<RoleGrant> own(List<String> secrets) {
        var grants = new ArrayList<RoleGrant>();
        grants.add(new RoleGrant(
                "ledger",
                "projects/" + project,
                new TreeSet<>(LEDGER),
                "resource.name == \"projects/" + project + "/databases/" + database + "\""));
        grants.add(new RoleGrant(
                "timers", queue, new TreeSet<>(Set.of("cloudtasks.tasks.create", "cloudtasks.tasks.get")), ""));
        grants.add(new RoleGrant("wake", "the service account in NIGHTSHIFT_WAKE_ACCOUNT", Set.of(ACT_AS), ""));
        grants.add(new RoleGrant("dead letters", topic, Set.of("pubsub.topics.publish"), ""));
        for (var secret : secrets) {
            grants.add(new RoleGrant("secret", secret, Set.of("secretmanager.versions.access"), ""));
        }
        return grants;
    }

    /** All permissions for the adapters' calls for these actions: to act, to probe, and to query before and after. */
    public static Set<String> permissions(Collection<ActionType> actions) {
        return CloudPermissions.of(actions, Cloud.GCP, GcpObserver.PERMISSIONS, GcpTargetContext.PERMISSIONS);
    }
}

package io.nightshift.gcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The minimal grants of a function's service account on Google Cloud for the infrastructure that every function uses: one
 * grant for each resource, each as a custom role.
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

    /** To work in another project by a service account of it; the predefined role {@code roles/iam.serviceAccountTokenCreator} has it. */
    public static final String IMPERSONATE = "iam.serviceAccounts.getAccessToken";

    /** To deploy or wake in the name of a service account. */
    public static final String ACT_AS = "iam.serviceAccounts.actAs";

    /**
     * For BatchGetDocuments, RunQuery, and a Commit of new and existing documents: these are all calls of the ledger, and all
     * that the fake of its contract tests supports.
     */
    private static final Set<String> LEDGER = Set.of(
            "datastore.entities.get",
            "datastore.entities.list",
            "datastore.entities.create",
            "datastore.entities.update");

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
}

package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.core.act.Repetition.PROBE;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.regex.Pattern;

/** Actions that only Google Cloud has. */
public final class GoogleActions {

    private static final Pattern TIER = Pattern.compile("db-[A-Za-z0-9-]{1,60}");
    private static final Pattern NETWORK_TAG = Pattern.compile("[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?");

    public static final ActionType ISOLATE_INSTANCE = named(
                    "isolate-instance",
                    "Gives a virtual machine one network tag instead of its own, for which your firewall lets nothing through.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "compute.instances.get", "compute.instances.setTags")
            .required("tag", Form.TEXT, "The network tag of the firewall rules that deny everything.")
            .madeBy(says("isolate instance {target} by tag {tag}", "tag", GoogleActions::networkTag));

    public static final ActionType REMOVE_PUBLIC_ADDRESS = named(
                    "remove-public-address",
                    "Takes the external address of a virtual machine away. The undo gives it another one, unless it was reserved.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.GCP,
                    "compute.instances.get",
                    "compute.instances.addAccessConfig",
                    "compute.instances.deleteAccessConfig",
                    "compute.subnetworks.useExternalIp")
            .madeBy(says("remove the external address of instance {target}"));

    public static final ActionType REMOVE_PUBLIC_BINDINGS = named(
                    "remove-public-bindings",
                    "Removes allUsers and allAuthenticatedUsers from the IAM policy of a bucket.",
                    CONVERGENT)
            .on(Kinds.GCS_BUCKET)
            .undoable()
            .needs(Cloud.GCP, "storage.buckets.get", "storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy")
            .madeBy(says("remove everybody from the IAM policy of bucket {target}"));

    public static final ActionType ENABLE_SUBNET_LOGS = named(
                    "enable-subnet-logs", "Logs the traffic of a subnet (VPC flow logs).", CONVERGENT)
            .on(Kinds.GCE_SUBNETWORK)
            .undoable()
            .needs(Cloud.GCP, "compute.subnetworks.get", "compute.subnetworks.update")
            .madeBy(says("log the traffic of subnet {target}"));

    public static final ActionType SET_DATABASE_TIER = named(
                    "set-database-tier",
                    "Gives a Cloud SQL database another machine type. It restarts for that.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .required("tier", Form.TEXT, "The machine type, such as db-custom-4-16384.")
            .madeBy(says("give database {target} the machine type {tier}", "tier", GoogleActions::tier));

    public static final ActionType RUN_JOB = named("run-job", "Runs a Cloud Run job once more.", PROBE)
            .on(Kinds.RUN_JOB)
            .needs(Cloud.GCP, "run.jobs.get", "run.jobs.run")
            .madeBy(says("run job {target}"));

    public static final ActionType FAIL_OVER_CACHE = named(
                    "fail-over-cache",
                    "Fails a Memorystore for Redis instance over to its replica, if little data would be lost, or a replication group of ElastiCache without cluster mode.",
                    PROBE)
            .on(Kinds.MEMORYSTORE_INSTANCE, Kinds.ELASTICACHE_REPLICATION_GROUP)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "elasticache:DescribeReplicationGroups",
                    "elasticache:ListTagsForResource",
                    "elasticache:TestFailover")
            .needs(Cloud.GCP, "redis.instances.failover", "redis.instances.get")
            .madeBy(says("fail cache {target} over to its replica"));

    static final List<ActionType> ALL = List.of(
            ISOLATE_INSTANCE,
            REMOVE_PUBLIC_ADDRESS,
            REMOVE_PUBLIC_BINDINGS,
            ENABLE_SUBNET_LOGS,
            SET_DATABASE_TIER,
            RUN_JOB,
            FAIL_OVER_CACHE);

    private GoogleActions() {}

    private static void tier(View value) throws JsonException {
        if (!TIER.matcher(value.text()).matches()) {
            throw value.wrong("a machine type such as db-custom-4-16384");
        }
    }

    private static void networkTag(View value) throws JsonException {
        if (!NETWORK_TAG.matcher(value.text()).matches()) {
            throw value.wrong("a network tag such as quarantine");
        }
    }
}

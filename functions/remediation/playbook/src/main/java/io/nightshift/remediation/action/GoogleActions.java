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

    public static final ActionType ISOLATE_INSTANCE = named(
                    "isolate-instance",
                    "Gives a virtual machine one network tag instead of its own, for which your firewall lets nothing through.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "compute.instances.get", "compute.instances.setTags")
            .required("tag", Form.TEXT, "The network tag of the firewall rules that deny everything.")
            .madeBy(says("isolate instance {target} by tag {tag}", "tag", ParameterReading::computeName));

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

    public static final ActionType PATCH_INSTANCE = named(
                    "patch-instance",
                    "Installs the pending updates of a virtual machine, by a patch job of VM Manager. The machine restarts if an update needs it.",
                    PROBE)
            .on(Kinds.GCE_INSTANCE)
            .disruptive()
            .irreversible()
            .needs(Cloud.GCP, "compute.instances.get", "osconfig.patchJobs.exec", "osconfig.patchJobs.list")
            .madeBy(says("patch instance {target}"));

    public static final ActionType SET_GROUP_SIZE = named(
                    "set-group-size",
                    "Sets the number of machines of a managed instance group that has no autoscaler.",
                    CONVERGENT)
            .on(Kinds.INSTANCE_GROUP)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "compute.instanceGroupManagers.get", "compute.instanceGroupManagers.update")
            .required("size", Form.INTEGER, "How many.")
            .madeBy(says("run {size} machines in group {target}"));

    private static final String[] AUTOSCALING = {
        "compute.autoscalers.get", "compute.autoscalers.update", "compute.instanceGroupManagers.get"
    };

    public static final ActionType PAUSE_AUTOSCALER = named(
                    "pause-autoscaler", "Lets an autoscaler leave the size of its group as it is.", CONVERGENT)
            .on(Kinds.INSTANCE_GROUP)
            .undoable()
            .needs(Cloud.GCP, AUTOSCALING)
            .madeBy(says("pause the autoscaler of group {target}"));

    public static final ActionType RESUME_AUTOSCALER = named(
                    "resume-autoscaler", "Lets a paused autoscaler set the size of its group again.", CONVERGENT)
            .on(Kinds.INSTANCE_GROUP)
            .undoable()
            .needs(Cloud.GCP, AUTOSCALING)
            .madeBy(says("resume the autoscaler of group {target}"));

    public static final ActionType SET_RUN_MINIMUM = named(
                    "set-minimum-instances",
                    "Sets how many instances of a Cloud Run service run at least; 0 lets it stop without requests.",
                    CONVERGENT)
            .on(Kinds.RUN_SERVICE)
            .undoable()
            .needs(Cloud.GCP, "iam.serviceAccounts.actAs", "run.services.get", "run.services.update")
            .required("min", Form.INTEGER, "How many.")
            .madeBy(says("run at least {min} instances of service {target}"));

    static final List<ActionType> ALL = List.of(
            ISOLATE_INSTANCE,
            SET_DATABASE_TIER,
            RUN_JOB,
            FAIL_OVER_CACHE,
            PATCH_INSTANCE,
            SET_GROUP_SIZE,
            PAUSE_AUTOSCALER,
            RESUME_AUTOSCALER,
            SET_RUN_MINIMUM);

    private GoogleActions() {}

    private static void tier(View value) throws JsonException {
        if (!TIER.matcher(value.text()).matches()) {
            throw value.wrong("a machine type such as db-custom-4-16384");
        }
    }
}

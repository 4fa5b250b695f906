package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions on what runs in a cluster, and on its nodes. */
public final class WorkloadActions {

    private static final String UP_TO = "up-to";
    private static final String WITHOUT_OWNER = "without-owner";

    private static final String[] REPLICATED = {
        Kinds.K8S_DEPLOYMENT, Kinds.K8S_STATEFUL_SET, Kinds.GKE_DEPLOYMENT, Kinds.GKE_STATEFUL_SET
    };

    private static final String[] SCALING = {
        "container.deployments.get",
        "container.deployments.update",
        "container.statefulSets.get",
        "container.statefulSets.update",
        "container.horizontalPodAutoscalers.list"
    };

    public static final ActionType SCALE_DEPLOYMENT = named(
                    "scale-deployment", "Sets the replicas of a deployment or stateful set.", CONVERGENT)
            .on(REPLICATED)
            .undoable()
            .needs(Cloud.GCP, SCALING)
            .required("replicas", Form.INTEGER, "The number of replicas; 0 stops all of them.")
            .madeBy(says("scale {target} to {replicas} replicas"));

    public static final ActionType RAISE_REPLICAS = named(
                    "raise-replicas", "Raises the replicas of a deployment or stateful set, up to a limit.", CONVERGENT)
            .on(REPLICATED)
            .undoable()
            .needs(Cloud.GCP, SCALING)
            .optional("by", Form.INTEGER, "How many replicas more.", Json.of(1))
            .required(UP_TO, Form.INTEGER, "The number that is never exceeded.")
            .madeBy(says("raise the replicas of {target} by {by}, up to {up-to}"));

    /** The bounds are those of a horizontal pod autoscaler. */
    public static final ActionType SET_AUTOSCALER_BOUNDS = named(
                    "set-autoscaler-bounds", "Sets the minimum and maximum of an autoscaler.", CONVERGENT)
            .on(Kinds.INSTANCE_GROUP, Kinds.K8S_AUTOSCALER)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "compute.autoscalers.get",
                    "compute.autoscalers.update",
                    "compute.instanceGroupManagers.get")
            .required("min", Form.INTEGER, "The least number of replicas; at least 1.")
            .required("max", Form.INTEGER, "The greatest number of replicas.")
            .madeBy(says("set the bounds of autoscaler {target} to {min} and {max}", "min", WorkloadActions::positive));

    public static final ActionType RAISE_AUTOSCALER_MAXIMUM = named(
                    "raise-autoscaler-maximum", "Raises the maximum of an autoscaler, up to a limit.", CONVERGENT)
            .on(Kinds.INSTANCE_GROUP, Kinds.K8S_AUTOSCALER)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "compute.autoscalers.get",
                    "compute.autoscalers.update",
                    "compute.instanceGroupManagers.get")
            .optional("by", Form.INTEGER, "How many replicas more.", Json.of(1))
            .required(UP_TO, Form.INTEGER, "The maximum that is never exceeded.")
            .madeBy(says("raise the maximum of autoscaler {target} by {by}, up to {up-to}"));

    /** The call names the pod's uid, so a repetition never deletes the pod that came after it. */
    public static final ActionType DELETE_POD = named(
                    "delete-pod", "Deletes a pod, so that its owner starts another one.", CONVERGENT)
            .on(Kinds.K8S_POD, Kinds.GKE_POD)
            .disruptive()
            .needs(
                    Cloud.GCP,
                    "container.pods.get",
                    "container.pods.delete",
                    "container.replicaSets.get",
                    "container.deployments.get",
                    "container.statefulSets.get",
                    "container.daemonSets.get")
            .optional(
                    WITHOUT_OWNER,
                    Form.BOOLEAN,
                    "Whether a pod is deleted that no controller owns and starts again.",
                    Json.of(false))
            .madeBy(says("delete pod {target}"));

    public static final ActionType CORDON_NODE = named(
                    "cordon-node", "Marks a node unschedulable: its pods stay, and no new ones come.", CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .undoable()
            .needs(Cloud.GCP, "container.nodes.get", "container.nodes.update")
            .madeBy(says("cordon node {target}"));

    public static final ActionType UNCORDON_NODE = named(
                    "uncordon-node", "Makes a cordoned node schedulable again.", CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .undoable()
            .needs(Cloud.GCP, "container.nodes.get", "container.nodes.update")
            .madeBy(says("uncordon node {target}"));

    public static final ActionType DRAIN_NODE = named(
                    "drain-node",
                    "Cordons a node and evicts its pods, within their disruption budgets; pods of daemon sets stay.",
                    CONVERGENT)
            .on(Kinds.K8S_NODE, Kinds.GKE_NODE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.GCP,
                    "container.nodes.get",
                    "container.nodes.list",
                    "container.nodes.update",
                    "container.pods.list",
                    "container.pods.evict")
            .optional(
                    WITHOUT_OWNER,
                    Form.BOOLEAN,
                    "Whether pods are evicted that no controller owns and starts elsewhere.",
                    Json.of(false))
            .optional(
                    "local-data",
                    Form.BOOLEAN,
                    "Whether pods are evicted whose emptyDir volumes are lost with them.",
                    Json.of(false))
            .madeBy(says("drain node {target}"));

    /** GKE has the machine of a node in a managed instance group: `recreate-instance` replaces it. */
    public static final ActionType REPLACE_NODE = named(
                    "replace-node",
                    "Deletes a node that Karpenter started, which drains it, ends its machine, and starts another one.",
                    CONVERGENT)
            .on(Kinds.K8S_NODE)
            .disruptive()
            .needs(Cloud.GCP, "container.nodes.delete", "container.nodes.get", "container.nodes.list")
            .madeBy(says("replace node {target}"));

    static final List<ActionType> ALL = List.of(
            REPLACE_NODE,
            SCALE_DEPLOYMENT,
            RAISE_REPLICAS,
            SET_AUTOSCALER_BOUNDS,
            RAISE_AUTOSCALER_MAXIMUM,
            DELETE_POD,
            CORDON_NODE,
            UNCORDON_NODE,
            DRAIN_NODE);

    private WorkloadActions() {}

    private static void positive(View value) throws JsonException {
        ParameterReading.positive(value);
    }

    /** So many more than now, up to the limit; a number above the limit stays. */
    public static int raised(DeclaredAction action, int now) {
        return Math.max(now, (int) Math.min((long) now + action.number("by"), action.number(UP_TO)));
    }
}

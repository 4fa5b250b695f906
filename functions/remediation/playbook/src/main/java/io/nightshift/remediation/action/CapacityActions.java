package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions that change how much works, or whether it works at all. */
public final class CapacityActions {

    private static final String[] SCALING = {
        "autoscaling:DescribeAutoScalingGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        "autoscaling:SuspendProcesses",
        "autoscaling:ResumeProcesses"
    };

    public static final ActionType SUSPEND_SCALING = named(
                    "suspend-scaling", "Suspends processes of an Auto Scaling group.", CONVERGENT)
            .on(Kinds.AUTO_SCALING_GROUP)
            .undoable()
            .needs(Cloud.AWS, SCALING)
            .optional(
                    "processes",
                    Form.TEXT,
                    "Which ones, separated by commas.",
                    Json.of("Terminate,ReplaceUnhealthy,AZRebalance"))
            .madeBy(says("suspend {processes} of group {target}", "processes", ParameterReading::processes));

    public static final ActionType RESUME_SCALING = named(
                    "resume-scaling", "Resumes suspended processes of an Auto Scaling group.", CONVERGENT)
            .on(Kinds.AUTO_SCALING_GROUP)
            .undoable()
            .needs(Cloud.AWS, SCALING)
            .optional(
                    "processes", Form.TEXT, "Which ones, separated by commas.", Json.of(ParameterReading.ALL_PROCESSES))
            .madeBy(says("resume {processes} of group {target}", "processes", ParameterReading::processes));

    public static final ActionType CANCEL_INSTANCE_REFRESH = named(
                    "cancel-instance-refresh",
                    "Cancels the running instance refresh of an Auto Scaling group. Instances that are replaced stay so.",
                    CONVERGENT)
            .on(Kinds.AUTO_SCALING_GROUP)
            .needs(
                    Cloud.AWS,
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeInstanceRefreshes",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "autoscaling:CancelInstanceRefresh")
            .madeBy(says("cancel the instance refresh of group {target}"));

    public static final ActionType ROLL_BACK_INSTANCE_REFRESH = named(
                    "roll-back-instance-refresh",
                    "Rolls the running instance refresh of an Auto Scaling group, or the running update of a managed instance group, back to the template before.",
                    CONVERGENT)
            .on(Kinds.INSTANCE_GROUP, Kinds.AUTO_SCALING_GROUP)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeInstanceRefreshes",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "autoscaling:RollbackInstanceRefresh")
            .needs(Cloud.GCP, "compute.instanceGroupManagers.get", "compute.instanceGroupManagers.update")
            .madeBy(says("roll the instance refresh of group {target} back"));

    public static final ActionType SCALE_SERVICE = named(
                    "scale-service", "Sets the number of tasks of a service.", CONVERGENT)
            .on(Kinds.ECS_SERVICE)
            .undoable()
            .needs(Cloud.AWS, "ecs:DescribeServices", "ecs:UpdateService", "ecs:ListTagsForResource")
            .required("count", Form.INTEGER, "How many.")
            .madeBy(says("run {count} tasks of service {target}"));

    public static final ActionType LIMIT_FUNCTION = named(
                    "limit-function",
                    "Sets the reserved concurrency of a Lambda function: how many copies run at most; 0 stops it.",
                    CONVERGENT)
            .on(Kinds.LAMBDA_FUNCTION)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    "lambda:GetFunctionConcurrency",
                    "lambda:ListTags",
                    "lambda:PutFunctionConcurrency",
                    "lambda:DeleteFunctionConcurrency")
            .required("concurrency", Form.INTEGER, "How many copies run at most.")
            .madeBy(says("let at most {concurrency} copies of function {target} run"));

    public static final ActionType PAUSE_EVENT_SOURCE = named(
                    "pause-event-source",
                    "Pauses an event source of a Lambda function. Its events wait in their queue or stream.",
                    CONVERGENT)
            .on(Kinds.EVENT_SOURCE_MAPPING)
            .undoable()
            .needs(Cloud.AWS, "lambda:GetEventSourceMapping", "lambda:ListTags", "lambda:UpdateEventSourceMapping")
            .madeBy(says("pause event source {target}"));

    public static final ActionType REPLACE_UNHEALTHY_TARGETS = named(
                    "replace-unhealthy-targets",
                    "Marks the unhealthy targets of a target group unhealthy in their Auto Scaling groups, which replace them. A target in no group is refused: nothing would replace it.",
                    CONVERGENT)
            .on(Kinds.TARGET_GROUP)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    "elasticloadbalancing:DescribeTargetHealth",
                    "elasticloadbalancing:DescribeTags",
                    "autoscaling:DescribeAutoScalingInstances",
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:SetInstanceHealth")
            .optional("at-most", Form.INTEGER, "How many targets at once, from 1 to 20.", Json.of(1))
            .madeBy(says(
                    "replace the unhealthy targets of {target}, {at-most} at most",
                    "at-most",
                    value -> ParameterReading.whole(value, 1, 20)));

    static final List<ActionType> ALL = List.of(
            REPLACE_UNHEALTHY_TARGETS,
            SUSPEND_SCALING,
            RESUME_SCALING,
            CANCEL_INSTANCE_REFRESH,
            ROLL_BACK_INSTANCE_REFRESH,
            SCALE_SERVICE,
            LIMIT_FUNCTION,
            PAUSE_EVENT_SOURCE);

    private CapacityActions() {}
}

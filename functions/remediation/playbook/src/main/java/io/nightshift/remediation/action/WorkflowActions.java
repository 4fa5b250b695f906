package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.core.act.Repetition.PROBE;
import static io.nightshift.core.act.Repetition.TOKEN;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;

/** Actions that let work run again, or run a procedure of yours. */
public final class WorkflowActions {

    public static final ActionType REDRIVE_EXECUTION = named(
                    "redrive-execution",
                    "Continues a failed execution of Step Functions from the step that failed.",
                    CONVERGENT)
            .on(Kinds.STATE_MACHINE_EXECUTION)
            .needs(Cloud.AWS, "states:DescribeExecution", "states:ListTagsForResource", "states:RedriveExecution")
            .madeBy(says("redrive execution {target}"));

    public static final ActionType REDRIVE_QUEUE = named(
                    "redrive-queue",
                    "Moves the messages of a dead-letter queue back to the queues that they came from.",
                    PROBE)
            .on(Kinds.SQS_QUEUE)
            .needs(
                    Cloud.AWS,
                    "sqs:GetQueueUrl",
                    "sqs:GetQueueAttributes",
                    "sqs:ListQueueTags",
                    "sqs:ListMessageMoveTasks",
                    "sqs:StartMessageMoveTask",
                    "sqs:ReceiveMessage",
                    "sqs:DeleteMessage",
                    "sqs:SendMessage")
            .optional("per-second", Form.INTEGER, "How many messages at most, from 1 to 500.", Json.of(50))
            .madeBy(says(
                    "move the messages of {target} back",
                    "per-second",
                    value -> ParameterReading.whole(value, 1, 500)));

    public static final ActionType RUN_AUTOMATION = named(
                    "run-automation",
                    "Starts an Automation document of Systems Manager, such as `AWS-RestartEC2Instance`, which stops and starts an instance.",
                    TOKEN)
            .on(Kinds.EC2_INSTANCE)
            .disruptive()
            .needs(
                    Cloud.AWS,
                    InstanceActions.readingAnd(
                            "ssm:DescribeAutomationExecutions",
                            "ssm:StartAutomationExecution",
                            "ssm:AddTagsToResource",
                            "iam:PassRole"))
            .required("document", Form.TEXT, "The name of the document. Its parameter InstanceId is the target.")
            .required("role", Form.TEXT, "The ARN of the role that the document works with (AutomationAssumeRole).")
            .madeBy(says("run {document} on {target}", "role", ParameterReading::roleArn));

    private static final String[] COMMANDING = InstanceActions.readingAnd("ssm:ListCommands", "ssm:SendCommand");

    public static final ActionType RUN_COMMAND = named(
                    "run-command",
                    "Runs a Command document of yours on an instance (Systems Manager). Documents that run any script are for `run-script`.",
                    PROBE)
            .on(Kinds.EC2_INSTANCE)
            .disruptive()
            .needs(Cloud.AWS, COMMANDING)
            .required("document", Form.TEXT, "The name of the document.")
            .optional("parameters", Form.TEXT, "Its parameters, such as Operation=restart; Service=nginx.")
            .madeBy(says(
                    "run command {document} on {target}",
                    Map.of(
                            "document",
                            ParameterReading::commandDocument,
                            "parameters",
                            ParameterReading::assignments)));

    public static final ActionType RUN_SCRIPT = named(
                    "run-script",
                    "Runs a line of shell on an instance (Systems Manager, `AWS-RunShellScript`). Nobody can undo it.",
                    PROBE)
            .on(Kinds.EC2_INSTANCE)
            .disruptive()
            .irreversible()
            .needs(Cloud.AWS, COMMANDING)
            .required("script", Form.TEXT, "The line.")
            .madeBy(says("run the script \"{script}\" on {target}"));

    static final List<ActionType> ALL =
            List.of(REDRIVE_EXECUTION, REDRIVE_QUEUE, RUN_AUTOMATION, RUN_COMMAND, RUN_SCRIPT);

    private WorkflowActions() {}
}

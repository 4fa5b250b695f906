package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.WorkflowActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.Tag;

/** What {@link WorkflowActions} run on AWS. */
final class WorkflowSettings {

    private WorkflowSettings() {}

    static ExecutionTable<AwsRegionApis> table() {
        return new ExecutionTable<AwsRegionApis>()
                .setting(WorkflowActions.REDRIVE_EXECUTION, WorkflowSettings::redrive)
                .with(WorkflowActions.REDRIVE_QUEUE, QueueRedrive::new)
                .with(WorkflowActions.RUN_AUTOMATION, AutomationRun::new)
                .with(WorkflowActions.RUN_COMMAND, CommandRun::document)
                .with(WorkflowActions.RUN_SCRIPT, CommandRun::script);
    }

    /** The value is how often the execution was redriven: one more is wanted. */
    private static Setting redrive(AwsRegionApis apis, DeclaredAction act) {
        var arn = AwsScope.arn(
                "states", act.target().origin(), "execution:" + act.target().name());
        return new SdkSetting(
                () -> SdkSetting.found(
                                () -> Optional.of(
                                        apis.stepFunctions().describeExecution(request -> request.executionArn(arn))),
                                "ExecutionDoesNotExist",
                                "InvalidArn")
                        .map(found -> redriven(apis, found)),
                (from, to) -> apis.stepFunctions().redriveExecution(request -> request.executionArn(arn)));
    }

    private static State redriven(AwsRegionApis apis, DescribeExecutionResponse found) {
        int count = found.redriveCount() == null ? 0 : found.redriveCount();
        var tags = apis.stepFunctions()
                .listTagsForResource(request -> request.resourceArn(found.stateMachineArn()))
                .tags();
        return State.of(Tags.of(tags, Tag::key, Tag::value), Json.of(count), Json.of(count + 1L))
                .cannotIf(
                        found.redriveStatus() != ExecutionRedriveStatus.REDRIVABLE,
                        "Step Functions cannot redrive it; its status is " + found.statusAsString());
    }
}

package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions that turn records on again. */
public final class LoggingActions {

    public static final ActionType ENABLE_TRAIL = named(
                    "enable-trail", "Lets a CloudTrail trail log again.", CONVERGENT)
            .on(Kinds.CLOUDTRAIL_TRAIL)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "cloudtrail:GetTrailStatus",
                    "cloudtrail:ListTags",
                    "cloudtrail:StartLogging",
                    "cloudtrail:StopLogging")
            .madeBy(says("let trail {target} log"));

    public static final ActionType ENABLE_FLOW_LOGS = named(
                    "enable-flow-logs", "Logs the traffic of a network or a subnet to a bucket.", CONVERGENT)
            .on(Kinds.EC2_VPC, Kinds.EC2_SUBNET)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "ec2:DescribeVpcs",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeFlowLogs",
                    "ec2:CreateFlowLogs",
                    "ec2:DeleteFlowLogs",
                    "logs:CreateLogDelivery",
                    "logs:DeleteLogDelivery")
            .required("bucket", Form.TEXT, "The ARN of the bucket, with a folder if you like.")
            .madeBy(says("log the traffic of {target} to {bucket}", "bucket", ParameterReading::bucketArn));

    public static final ActionType ENABLE_GUARDDUTY = named(
                    "enable-guardduty", "Lets a GuardDuty detector look for threats again.", CONVERGENT)
            .on(Kinds.GUARDDUTY_DETECTOR)
            .undoable()
            .needs(Cloud.AWS, "guardduty:GetDetector", "guardduty:UpdateDetector")
            .madeBy(says("enable GuardDuty detector {target}"));

    public static final ActionType SET_LOG_RETENTION = named(
                    "set-log-retention",
                    "Lets a log group, or a log bucket, keep its events for longer. It never shortens the time, which would delete events.",
                    CONVERGENT)
            .on(Kinds.LOG_BUCKET, Kinds.LOG_GROUP)
            .undoable()
            .needs(Cloud.AWS, "logs:DescribeLogGroups", "logs:ListTagsForResource", "logs:PutRetentionPolicy")
            .needs(Cloud.GCP, "logging.buckets.get", "logging.buckets.update")
            .required("days", Form.INTEGER, "For how many days.")
            .madeBy((type, target, with) -> says(
                            "keep the events of {target} for {days} days",
                            "days",
                            target.kind().equals(Kinds.LOG_GROUP)
                                    ? ParameterReading::retention
                                    : ParameterReading::bucketRetention)
                    .make(type, target, with));

    static final List<ActionType> ALL = List.of(ENABLE_TRAIL, ENABLE_FLOW_LOGS, ENABLE_GUARDDUTY, SET_LOG_RETENTION);

    private LoggingActions() {}
}

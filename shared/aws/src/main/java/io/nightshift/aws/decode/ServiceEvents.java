package io.nightshift.aws.decode;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.stream.Stream;

/**
 * The events of AWS services that need no decoder of their own.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events.html">AWS: events by service</a>
 */
final class ServiceEvents {

    private static final List<ServiceEvent> COMPUTE = List.of(
            ServiceEvent.of("EC2 Spot interruption", "aws.ec2", "EC2 Spot Instance Interruption Warning")
                    .notice("spot")
                    .about(Kinds.EC2_INSTANCE, "instance-id")
                    .change("instance-action"),
            ServiceEvent.of("EC2 rebalance recommendation", "aws.ec2", "EC2 Instance Rebalance Recommendation")
                    .notice("spot")
                    .about(Kinds.EC2_INSTANCE, "instance-id"),
            ServiceEvent.of("EBS volume", "aws.ec2", "EBS Volume Notification")
                    .about(Kinds.EC2_VOLUME, "resources")
                    .change("event")
                    .says("cause")
                    .labelled("result", "request-id"),
            ServiceEvent.of(
                            "EBS snapshot",
                            "aws.ec2",
                            "EBS Snapshot Notification",
                            "EBS Multi-Volume Snapshots Completion Status")
                    .about(Kinds.EC2_SNAPSHOT, "snapshot_id", "resources")
                    .change("event")
                    .says("cause")
                    .labelled("result", "request-id", "source", "incremental"),
            ServiceEvent.of("EC2 image", "aws.ec2", "EC2 AMI State Change")
                    .about(Kinds.EC2_IMAGE, "ImageId", "resources")
                    .change("State")
                    .says("ErrorMessage")
                    .labelled("RequestId"),
            ServiceEvent.of("Batch job", "aws.batch", "Batch Job State Change")
                    .about(Kinds.BATCH_JOB, "jobId")
                    .change("status")
                    .says("statusReason", "container.reason")
                    .labelled("jobName", "jobQueue", "jobDefinition", "container.exitCode", "container.logStreamName"),
            ServiceEvent.of("Batch job queue", "aws.batch", "Batch Job Queue Blocked")
                    .about(Kinds.BATCH_JOB_QUEUE, "jobQueueArn", "resources")
                    .says("statusReason", "reason"),
            ServiceEvent.of("Step Functions execution", "aws.states", "Step Functions Execution Status Change")
                    .about(Kinds.STATE_MACHINE_EXECUTION, "executionArn")
                    .change("status")
                    .says("cause", "error")
                    .labelled("stateMachineArn", "name", "error"),
            ServiceEvent.of("Glue job", "aws.glue", "Glue Job State Change", "Glue Job Run Status")
                    .about("glue:job", "jobName")
                    .change("state")
                    .says("message")
                    .labelled("jobRunId", "severity"));

    private static final List<ServiceEvent> DELIVERY = List.of(
            ServiceEvent.of(
                            "CodeDeploy",
                            "aws.codedeploy",
                            "CodeDeploy Deployment State-change Notification",
                            "CodeDeploy Instance State-change Notification")
                    .about(Kinds.CODEDEPLOY_DEPLOYMENT_GROUP, "application/deploymentGroup")
                    .change("state")
                    .labelled("deploymentId", "instanceId", "instanceGroupId"),
            ServiceEvent.of(
                            "CodePipeline",
                            "aws.codepipeline",
                            "CodePipeline Pipeline Execution State Change",
                            "CodePipeline Stage Execution State Change",
                            "CodePipeline Action Execution State Change")
                    .about(Kinds.CODEPIPELINE_PIPELINE, "pipeline")
                    .change("state")
                    .says("execution-result.external-execution-summary", "execution-result.error-code")
                    .labelled("stage", "action", "execution-id", "version", "type.provider", "type.category"),
            ServiceEvent.of(
                            "CodeBuild",
                            "aws.codebuild",
                            "CodeBuild Build State Change",
                            "CodeBuild Build Phase Change")
                    .about(Kinds.CODEBUILD_PROJECT, "project-name")
                    .change("build-status", "completed-phase-status")
                    .by("additional-information.initiator")
                    .labelled("build-id", "current-phase", "completed-phase", "additional-information.build-number"),
            ServiceEvent.of(
                            "CloudFormation",
                            "aws.cloudformation",
                            "CloudFormation Stack Status Change",
                            "CloudFormation Resource Status Change",
                            "CloudFormation Drift Detection Status Change")
                    .about(Kinds.CLOUDFORMATION_STACK, "stack-id")
                    .change(
                            "status-details.status",
                            "status-details.stack-drift-status",
                            "status-details.detection-status")
                    .says("status-details.status-reason")
                    .labelled("logical-resource-id", "physical-resource-id", "resource-type"));

    private static final List<ServiceEvent> MANAGEMENT = List.of(
            ServiceEvent.of(
                            "SSM automation",
                            "aws.ssm",
                            "EC2 Automation Execution Status-change Notification",
                            "EC2 Automation Step Status-change Notification")
                    .about("ssm:automation-execution", "ExecutionId")
                    .change("Status")
                    .by("ExecutedBy")
                    .labelled("Definition", "DefinitionVersion", "StepName", "Action"),
            ServiceEvent.of("SSM command", "aws.ssm", "EC2 Command Status-change Notification")
                    .about("ssm:command", "command-id")
                    .change("status")
                    .labelled("document-name", "expire-after", "requested-date-time"),
            ServiceEvent.of(
                            "SSM command on an instance",
                            "aws.ssm",
                            "EC2 Command Invocation Status-change Notification")
                    .about(Kinds.EC2_INSTANCE, "instance-id")
                    .change("status")
                    .labelled("command-id", "document-name", "requested-date-time"),
            ServiceEvent.of(
                            "SSM maintenance window",
                            "aws.ssm",
                            "Maintenance Window State-change Notification",
                            "Maintenance Window Execution State-change Notification",
                            "Maintenance Window Task Execution State-change Notification",
                            "Maintenance Window Task Target Invocation State-change Notification",
                            "Maintenance Window Target Registration Notification",
                            "Maintenance Window Task Registration Notification")
                    .about("ssm:maintenance-window", "window-id")
                    .change("status")
                    .labelled("window-execution-id", "task-execution-id", "window-task-id", "window-target-id"),
            ServiceEvent.of("SSM association", "aws.ssm", "EC2 State Manager Association State Change")
                    .about("ssm:association", "association-id", "resources")
                    .change("status")
                    .labelled("document-name", "association-version", "last-execution-date"),
            ServiceEvent.of(
                            "SSM association on an instance",
                            "aws.ssm",
                            "EC2 State Manager Instance Association State Change")
                    .about(Kinds.EC2_INSTANCE, "instance-id")
                    .change("status")
                    .says("detailed-status", "execution-summary")
                    .labelled("association-id", "document-name"),
            ServiceEvent.of("SSM parameter", "aws.ssm", "Parameter Store Change", "Parameter Store Policy Action")
                    .about(Kinds.SSM_PARAMETER, "name", "parameter-name", "resources")
                    .change("operation", "action-status")
                    .says("action-reason")
                    .labelled("type", "policy-type"),
            ServiceEvent.of(
                            "AWS Backup",
                            "aws.backup",
                            "Backup Job State Change",
                            "Copy Job State Change",
                            "Restore Job State Change",
                            "Recovery Point State Change",
                            "Recovery Point Change",
                            "Backup Vault State Change")
                    .about(
                            Kinds.BACKUP_VAULT,
                            "resourceArn",
                            "sourceResourceArn",
                            "backupVaultArn",
                            "sourceBackupVaultArn",
                            "backupVaultName",
                            "createdResourceArn",
                            "resources")
                    .change("state", "status")
                    .says("statusMessage", "messageCategory")
                    .labelled(
                            "backupJobId",
                            "copyJobId",
                            "restoreJobId",
                            "resourceType",
                            "recoveryPointArn",
                            "createdResourceArn",
                            "restoreTestingPlanArn"),
            ServiceEvent.of(
                            "DMS",
                            "aws.dms",
                            "DMS Replication Task State Change",
                            "DMS Replication Instance State Change",
                            "DMS Replication State Change")
                    .about(Kinds.DMS_REPLICATION_TASK, "resources")
                    .change("eventType")
                    .says("detailMessage")
                    .labelled("category", "type", "eventId"));

    private static final List<ServiceEvent> OTHERS = List.of(
            ServiceEvent.of(
                            "KMS key",
                            "aws.kms",
                            "KMS CMK Rotation",
                            "KMS CMK Deletion",
                            "KMS Imported Key Material Expiration")
                    .about(Kinds.KMS_KEY, "key-id", "resources"),
            ServiceEvent.of(
                            "ACM certificate",
                            "aws.acm",
                            "ACM Certificate Approaching Expiration",
                            "ACM Certificate Expired",
                            "ACM Certificate Available",
                            "ACM Certificate Renewal Action Required",
                            "ACM Certificate Revoked")
                    .notice("certificate")
                    .about(Kinds.ACM_CERTIFICATE, "resources")
                    .says("Reason", "RenewalStatusReason")
                    .labelled(
                            "DaysToExpiry",
                            "CommonName",
                            "DomainValidationMethod",
                            "CertificateExpirationDate",
                            "Action"),
            ServiceEvent.of(
                            "S3 object",
                            "aws.s3",
                            "Object Created",
                            "Object Deleted",
                            "Object ACL Updated",
                            "Object Restore Initiated",
                            "Object Restore Completed",
                            "Object Restore Expired",
                            "Object Storage Class Changed",
                            "Object Access Tier Changed",
                            "Object Tags Added",
                            "Object Tags Deleted")
                    .about(Kinds.S3_BUCKET, "bucket.name")
                    .by("requester")
                    .labelled("object.key", "object.version-id", "reason", "source-ip-address"),
            ServiceEvent.of("CloudTrail Insights event", "aws.cloudtrail", "AWS Insight via CloudTrail")
                    .notice("insight")
                    .about("aws:service", "insightDetails.eventSource")
                    .change("insightDetails.insightType")
                    .labelled("insightDetails.eventName", "insightDetails.state", "insightDetails.errorCode"),
            ServiceEvent.of(
                            "malware scan of an S3 object",
                            "aws.guardduty",
                            "GuardDuty Malware Protection Object Scan Result")
                    .notice("security")
                    .about(Kinds.S3_BUCKET, "s3ObjectDetails.bucketName")
                    .change("scanResultDetails.scanResultStatus", "scanStatus")
                    .labelled("s3ObjectDetails.objectKey", "s3ObjectDetails.versionId"));

    static final List<ServiceEvent> ALL = Stream.of(COMPUTE, DELIVERY, MANAGEMENT, OTHERS)
            .flatMap(List::stream)
            .toList();

    private ServiceEvents() {}
}

package io.nightshift.promotion.aws;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.TargetKinds;
import java.util.List;
import java.util.Map;

/** The permissions of the function's role, by purpose. A test compares them with the calls that are made. */
public final class AwsPermissions {

    /** By kind of target; for queries and acts together. */
    public static final Map<String, List<String>> TARGETS = Map.of(
            Kinds.LAMBDA_FUNCTION,
            List.of(
                    "lambda:GetAlias",
                    "lambda:GetFunction",
                    "lambda:ListTags",
                    "lambda:ListVersionsByFunction",
                    "lambda:UpdateAlias",
                    "lambda:UpdateFunctionCode"),
            Kinds.ECS_SERVICE,
            List.of(
                    "ecs:DescribeServiceDeployments",
                    "ecs:DescribeServiceRevisions",
                    "ecs:DescribeServices",
                    "ecs:DescribeTaskDefinition",
                    "ecs:DescribeTasks",
                    "ecs:ListServiceDeployments",
                    "ecs:ListTaskDefinitions",
                    "ecs:ListTasks",
                    "ecs:RegisterTaskDefinition",
                    "ecs:StopServiceDeployment",
                    "ecs:TagResource",
                    "ecs:UpdateService"),
            TargetKinds.LISTENER_RULE,
            List.of(
                    "ecs:DescribeServices",
                    "ecs:DescribeTaskDefinition",
                    "ecs:DescribeTasks",
                    "ecs:ListTaskDefinitions",
                    "ecs:ListTasks",
                    "ecs:RegisterTaskDefinition",
                    "ecs:UpdateService",
                    "elasticloadbalancing:DescribeRules",
                    "elasticloadbalancing:DescribeTags",
                    "elasticloadbalancing:ModifyRule"),
            Kinds.AUTO_SCALING_GROUP,
            List.of(
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeInstanceRefreshes",
                    "autoscaling:RollbackInstanceRefresh",
                    "autoscaling:StartInstanceRefresh",
                    "ec2:CreateLaunchTemplateVersion",
                    "ec2:DescribeLaunchTemplateVersions"));

    /**
     * Extra permissions AWS checks on the caller's behalf: the roles of tasks and instances, the tags of new resources, the
     * image of a function.
     */
    public static final Map<String, List<String>> BESIDES = Map.of(
            Kinds.LAMBDA_FUNCTION,
            List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
            Kinds.ECS_SERVICE,
            List.of("ecs:ListTagsForResource", "iam:PassRole"),
            TargetKinds.LISTENER_RULE,
            List.of("ecs:ListTagsForResource", "ecs:TagResource", "iam:PassRole"),
            Kinds.AUTO_SCALING_GROUP,
            List.of("ec2:CreateTags", "ec2:RunInstances", "iam:PassRole"));

    /** For images. */
    public static final List<String> IMAGES = List.of("ecr:BatchGetImage", "ecr:DescribeImages");

    /** For the gate {@code scan} with {@code source: ecr} or {@code inspector}. */
    public static final List<String> SCANS = List.of("ecr:DescribeImageScanFindings");

    /**
     * Also needed if Inspector scans the registry: ECR reads its findings in the caller's name.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html">ECR: enhanced
     *     scanning</a>
     */
    public static final List<String> INSPECTORS_SCANS = List.of("inspector2:ListCoverage", "inspector2:ListFindings");

    /** For the gate {@code attestation} with {@code by: aws-signer}. */
    public static final List<String> SIGNATURES = List.of("ecr:DescribeImageSigningStatus");

    public static final List<String> ALARMS = List.of("cloudwatch:DescribeAlarms");

    /** For analysis. */
    public static final List<String> NUMBERS = List.of("cloudwatch:GetMetricData");

    /** For verification jobs that are functions. */
    public static final List<String> JOBS = List.of("lambda:InvokeFunction", "lambda:ListTags");

    /** For the function that ECS calls before it gives traffic; it changes nothing. */
    public static final List<String> LIFECYCLE_HOOK = List.of(
            "ecs:DescribeServiceDeployments",
            "ecs:DescribeServiceRevisions",
            "ecs:DescribeServices",
            "ecs:DescribeTaskDefinition");

    private AwsPermissions() {}
}

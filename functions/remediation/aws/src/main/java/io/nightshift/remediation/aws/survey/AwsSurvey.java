package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.remediation.survey.Inventory;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads the alarms of one region, and what they should be about. */
public final class AwsSurvey {

    /** A survey has time: a throttled page is requested again after up to 5 s. */
    public static final RetryPolicy RETRY_POLICY = new RetryPolicy(
            8,
            Duration.ofMinutes(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5));

    /** Every call that it makes. */
    public static final List<String> PERMISSIONS = List.of(
            "autoscaling:DescribeAutoScalingGroups",
            "cloudwatch:DescribeAlarms",
            "config:DescribeComplianceByConfigRule",
            "config:DescribeConfigRules",
            "config:GetComplianceDetailsByConfigRule",
            "ec2:DescribeInstances",
            "ecs:ListClusters",
            "ecs:ListServices",
            "elasticloadbalancing:DescribeTargetGroups",
            "guardduty:GetFindings",
            "guardduty:ListDetectors",
            "guardduty:ListFindings",
            "lambda:ListAliases",
            "lambda:ListFunctions",
            "rds:DescribeDBInstances",
            "securityhub:GetFindings");

    private AwsSurvey() {}

    public static Inventory of(AwsRegionApis apis, Instant now, Consumer<String> progress) {
        var region = apis.region();
        var reading = new SurveyReading(region, progress);
        var events = AlarmEvents.in(region, now);
        var alarms = new AlarmSurvey(apis.cloudWatch(), events, reading);
        var findings = new GuardDutySurvey(apis.guardDuty(), events, reading);
        var controls = new SecurityHubSurvey(apis.securityHub(), events, reading);
        var rules = new ConfigSurvey(apis.config(), events, reading);
        var compute = new ComputeSurvey(apis, reading);
        var services = new ServiceSurvey(apis, reading);
        return reading.part(Unread.ALARMS, () -> call(alarms::read))
                .part("Auto Scaling groups", () -> call(compute::groups))
                .part("EC2 instances", () -> call(compute::instances))
                .part("target groups", () -> call(compute::targetGroups))
                .part("RDS databases", () -> call(services::databases))
                .part("Lambda functions", () -> call(services::functions))
                .part("ECS services", () -> call(services::services))
                .part("GuardDuty findings", () -> call(findings::read))
                .part("Security Hub findings", () -> call(controls::read))
                .part("AWS Config rules", () -> call(rules::read))
                .inventory();
    }

    private static void call(Runnable part) throws CallFailed {
        AwsCalls.read(() -> {
            part.run();
            return true;
        });
    }
}

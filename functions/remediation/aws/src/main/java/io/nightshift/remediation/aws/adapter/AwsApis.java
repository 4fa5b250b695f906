package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsClients;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The services of one region. Calls that may be repeated go through clients with bounded retries; a call that must not
 * be (a reboot, a forced deployment) goes through {@link Once}, whose clients try once and report.
 */
public record AwsApis(
        String region,
        Ec2Client ec2,
        AutoScalingClient autoScaling,
        RdsClient rds,
        ElasticLoadBalancingV2Client loadBalancing,
        CloudWatchClient cloudWatch,
        LambdaClient lambda,
        EcsClient ecs,
        Once once) {

    /** Clients without any retry. */
    public record Once(Ec2Client ec2, RdsClient rds, EcsClient ecs) {}

    /**
     * @param repeating clients that retry
     * @param single clients that never retry, for the same region
     */
    public static AwsApis of(String region, AwsClients repeating, AwsClients single) {
        return new AwsApis(
                region,
                repeating.build(Ec2Client.builder()),
                repeating.build(AutoScalingClient.builder()),
                repeating.build(RdsClient.builder()),
                repeating.build(ElasticLoadBalancingV2Client.builder()),
                repeating.build(CloudWatchClient.builder()),
                repeating.build(LambdaClient.builder()),
                repeating.build(EcsClient.builder()),
                new Once(
                        single.build(Ec2Client.builder()),
                        single.build(RdsClient.builder()),
                        single.build(EcsClient.builder())));
    }
}

package io.nightshift.promotion.aws.account;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.Lazy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The services of one region, each made when it is first asked. */
public final class Apis {

    private final String region;
    private final Lazy<LambdaClient> lambda;
    private final Lazy<EcrClient> ecr;
    private final Lazy<CloudWatchClient> cloudWatch;
    private final Lazy<ElasticLoadBalancingV2Client> loadBalancing;
    private final Lazy<EcsClient> ecs;
    private final Lazy<AutoScalingClient> autoScaling;
    private final Lazy<Ec2Client> ec2;

    /** @param clients of that region, with bounded retries: every change that is made here sets a desired state */
    public Apis(String region, AwsClients clients) {
        this.region = region;
        lambda = new Lazy<>(() -> clients.build(LambdaClient.builder()));
        ecr = new Lazy<>(() -> clients.build(EcrClient.builder()));
        cloudWatch = new Lazy<>(() -> clients.build(CloudWatchClient.builder()));
        loadBalancing = new Lazy<>(() -> clients.build(ElasticLoadBalancingV2Client.builder()));
        ecs = new Lazy<>(() -> clients.build(EcsClient.builder()));
        autoScaling = new Lazy<>(() -> clients.build(AutoScalingClient.builder()));
        ec2 = new Lazy<>(() -> clients.build(Ec2Client.builder()));
    }

    public String region() {
        return region;
    }

    public LambdaClient lambda() {
        return lambda.get();
    }

    public EcrClient ecr() {
        return ecr.get();
    }

    public CloudWatchClient cloudWatch() {
        return cloudWatch.get();
    }

    public ElasticLoadBalancingV2Client loadBalancing() {
        return loadBalancing.get();
    }

    public EcsClient ecs() {
        return ecs.get();
    }

    public AutoScalingClient autoScaling() {
        return autoScaling.get();
    }

    public Ec2Client ec2() {
        return ec2.get();
    }
}

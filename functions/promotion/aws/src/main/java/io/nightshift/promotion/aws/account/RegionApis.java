package io.nightshift.promotion.aws.account;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRetryPolicy;
import io.nightshift.aws.Lazy;
import java.time.Duration;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The clients of one region, each created at its first use. */
public final class RegionApis {

    private final String region;
    private final Lazy<LambdaClient> lambda;
    private final Lazy<LambdaClient> jobs;
    private final Lazy<EcrClient> ecr;
    private final Lazy<CloudWatchClient> cloudWatch;
    private final Lazy<ElasticLoadBalancingV2Client> loadBalancing;
    private final Lazy<EcsClient> ecs;
    private final Lazy<AutoScalingClient> autoScaling;
    private final Lazy<Ec2Client> ec2;

    /**
     * A single attempt, with time for a job to end: less than the half of the engine's lease in which it begins no further
     * effect.
     */
    public static final AwsRetryPolicy FOR_JOBS = new AwsRetryPolicy(
            1,
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    /**
     * @param clients of that region, with bounded retries: every change here sets a desired state
     * @param jobs of that region, with {@link #FOR_JOBS}
     */
    public RegionApis(String region, AwsClients clients, AwsClients jobs) {
        this.region = region;
        this.jobs = new Lazy<>(() -> jobs.build(LambdaClient.builder()));
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

    /** For invoking functions. */
    public LambdaClient jobs() {
        return jobs.get();
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

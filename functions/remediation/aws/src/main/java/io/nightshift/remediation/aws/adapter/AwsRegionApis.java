package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.Lazy;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The clients of one region, each created at its first use. Calls that may be repeated use clients with bounded retries; a
 * call that must not be (a reboot, a forced deployment) uses {@link Once}, whose clients try once and report.
 */
public final class AwsRegionApis {

    private final String region;
    private final Lazy<Ec2Client> ec2;
    private final Lazy<AutoScalingClient> autoScaling;
    private final Lazy<RdsClient> rds;
    private final Lazy<ElasticLoadBalancingV2Client> loadBalancing;
    private final Lazy<CloudWatchClient> cloudWatch;
    private final Lazy<LambdaClient> lambda;
    private final Lazy<EcsClient> ecs;
    private final Once once;

    private AwsRegionApis(String region, AwsClients repeating, AwsClients single) {
        this.region = region;
        ec2 = new Lazy<>(() -> repeating.build(Ec2Client.builder()));
        autoScaling = new Lazy<>(() -> repeating.build(AutoScalingClient.builder()));
        rds = new Lazy<>(() -> repeating.build(RdsClient.builder()));
        loadBalancing = new Lazy<>(() -> repeating.build(ElasticLoadBalancingV2Client.builder()));
        cloudWatch = new Lazy<>(() -> repeating.build(CloudWatchClient.builder()));
        lambda = new Lazy<>(() -> repeating.build(LambdaClient.builder()));
        ecs = new Lazy<>(() -> repeating.build(EcsClient.builder()));
        once = new Once(single);
    }

    /** Clients without any retry. */
    public static final class Once {

        private final Lazy<Ec2Client> ec2;
        private final Lazy<RdsClient> rds;
        private final Lazy<EcsClient> ecs;

        private Once(AwsClients single) {
            ec2 = new Lazy<>(() -> single.build(Ec2Client.builder()));
            rds = new Lazy<>(() -> single.build(RdsClient.builder()));
            ecs = new Lazy<>(() -> single.build(EcsClient.builder()));
        }

        public Ec2Client ec2() {
            return ec2.get();
        }

        public RdsClient rds() {
            return rds.get();
        }

        public EcsClient ecs() {
            return ecs.get();
        }
    }

    /**
     * @param repeating clients that retry
     * @param single clients that never retry, for the same region
     */
    public static AwsRegionApis of(String region, AwsClients repeating, AwsClients single) {
        return new AwsRegionApis(region, repeating, single);
    }

    /** Creates all of them, so that a snapshot contains their classes. */
    public void warm() {
        List.of(ec2, autoScaling, rds, loadBalancing, cloudWatch, lambda, ecs, once.ec2, once.rds, once.ecs)
                .forEach(Lazy::get);
    }

    public String region() {
        return region;
    }

    public Ec2Client ec2() {
        return ec2.get();
    }

    public AutoScalingClient autoScaling() {
        return autoScaling.get();
    }

    public RdsClient rds() {
        return rds.get();
    }

    public ElasticLoadBalancingV2Client loadBalancing() {
        return loadBalancing.get();
    }

    public CloudWatchClient cloudWatch() {
        return cloudWatch.get();
    }

    public LambdaClient lambda() {
        return lambda.get();
    }

    public EcsClient ecs() {
        return ecs.get();
    }

    public Once once() {
        return once;
    }
}

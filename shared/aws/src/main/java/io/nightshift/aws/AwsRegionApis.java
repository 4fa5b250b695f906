package io.nightshift.aws;

import io.nightshift.core.act.RetryPolicy;
import io.nightshift.entry.Lazy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * The clients of one region, each created at its first use. Calls that may be repeated use clients with bounded retries; a
 * call that must not be (a reboot, a forced deployment) uses those of {@link #once}.
 *
 * <p>A function depends on the SDK modules of the services that it calls; this module brings none of them.
 */
public final class AwsRegionApis {

    /**
     * A single attempt, with time for a job to end: less than the half of the engine's lease in which it begins no further
     * effect.
     */
    private static final RetryPolicy FOR_JOBS = new RetryPolicy(
            1,
            Duration.ofSeconds(50),
            Duration.ofSeconds(50),
            Duration.ofSeconds(2),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofSeconds(1));

    private final AwsClients clients;
    private final Lazy<AwsRegionApis> once;
    private final Lazy<AwsRegionApis> jobs;
    private final Map<Class<?>, Object> made = new ConcurrentHashMap<>();

    public AwsRegionApis(AwsClients clients) {
        this(clients, FOR_JOBS);
    }

    /** @param forJobs the limits of {@link #jobs} */
    public AwsRegionApis(AwsClients clients, RetryPolicy forJobs) {
        this.clients = clients;
        once = new Lazy<>(() -> new AwsRegionApis(clients.once(), forJobs));
        jobs = new Lazy<>(() -> new AwsRegionApis(clients.with(forJobs), forJobs));
    }

    public String region() {
        return clients.region();
    }

    /** Clients that try once, and report. */
    public AwsRegionApis once() {
        return once.get();
    }

    /** Clients that try once and wait long, for invoking functions. */
    public AwsRegionApis jobs() {
        return jobs.get();
    }

    public AutoScalingClient autoScaling() {
        return made(AutoScalingClient.class, AutoScalingClient::builder);
    }

    public BackupClient backup() {
        return made(BackupClient.class, BackupClient::builder);
    }

    public CloudWatchClient cloudWatch() {
        return made(CloudWatchClient.class, CloudWatchClient::builder);
    }

    public AcmClient certificates() {
        return made(AcmClient.class, AcmClient::builder);
    }

    public DynamoDbClient dynamoDb() {
        return made(DynamoDbClient.class, DynamoDbClient::builder);
    }

    public ElastiCacheClient elastiCache() {
        return made(ElastiCacheClient.class, ElastiCacheClient::builder);
    }

    public Ec2Client ec2() {
        return made(Ec2Client.class, Ec2Client::builder);
    }

    public EcrClient ecr() {
        return made(EcrClient.class, EcrClient::builder);
    }

    public EcsClient ecs() {
        return made(EcsClient.class, EcsClient::builder);
    }

    public LambdaClient lambda() {
        return made(LambdaClient.class, LambdaClient::builder);
    }

    public ElasticLoadBalancingV2Client loadBalancing() {
        return made(ElasticLoadBalancingV2Client.class, ElasticLoadBalancingV2Client::builder);
    }

    public RdsClient rds() {
        return made(RdsClient.class, RdsClient::builder);
    }

    public ConfigClient config() {
        return made(ConfigClient.class, ConfigClient::builder);
    }

    public SecurityHubClient securityHub() {
        return made(SecurityHubClient.class, SecurityHubClient::builder);
    }

    public CloudTrailClient cloudTrail() {
        return made(CloudTrailClient.class, CloudTrailClient::builder);
    }

    public GuardDutyClient guardDuty() {
        return made(GuardDutyClient.class, GuardDutyClient::builder);
    }

    public IamClient iam() {
        return made(IamClient.class, IamClient::builder);
    }

    public CloudWatchLogsClient logs() {
        return made(CloudWatchLogsClient.class, CloudWatchLogsClient::builder);
    }

    public SecretsManagerClient secretsManager() {
        return made(SecretsManagerClient.class, SecretsManagerClient::builder);
    }

    public SqsClient sqs() {
        return made(SqsClient.class, SqsClient::builder);
    }

    public SfnClient stepFunctions() {
        return made(SfnClient.class, SfnClient::builder);
    }

    public SsmClient systemsManager() {
        return made(SsmClient.class, SsmClient::builder);
    }

    public Wafv2Client waf() {
        return made(Wafv2Client.class, Wafv2Client::builder);
    }

    /** With another caller's credentials, to find out whether they are accepted; a new client for each call. */
    public StsClient securityTokens(AwsCredentialsProvider its) {
        return clients.in(region(), its).build(StsClient.builder());
    }

    /** With the bucket in the path: a name with dots has no certificate, and a fake has no host for each bucket. */
    public S3Client s3() {
        return made(S3Client.class, () -> S3Client.builder().forcePathStyle(true));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C made(
            Class<C> type, Supplier<B> builder) {
        return type.cast(made.computeIfAbsent(type, absent -> clients.build(builder.get())));
    }
}

package io.nightshift.aws.decode;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The resource that a metric's dimensions name. A dimension counts only in its own service's namespace or in a custom one
 * (the agent's, Container Insights'): {@code InstanceId} is a contact centre in AWS/Connect, and {@code DBInstanceIdentifier}
 * is not an RDS database in AWS/Neptune.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html">AWS:
 *     metrics and dimensions by service</a>
 */
final class MetricDimensions {

    private static final int LONGEST = 512;
    private static final Pattern INSTANCE_ID = Pattern.compile("i-[0-9a-f]{8,17}");

    private record Reading(String kind, List<String> namespaces, NameOf name) {}

    /** Returns the resource's name, or empty if the dimensions do not contain it. */
    private interface NameOf {
        String in(AlarmMetric metric);
    }

    /** The most specific first: a target group's metrics also name its load balancer. */
    private static final List<Reading> READINGS = List.of(
            new Reading(
                    Kinds.TARGET_GROUP,
                    List.of("AWS/ApplicationELB", "AWS/NetworkELB", "AWS/GatewayELB"),
                    metric -> startingWith("targetgroup/", value(metric, "TargetGroup"))),
            new Reading(Kinds.ECS_SERVICE, List.of("AWS/ECS"), MetricDimensions::ecsService),
            new Reading(Kinds.RDS_INSTANCE, List.of("AWS/RDS"), metric -> value(metric, "DBInstanceIdentifier")),
            new Reading(Kinds.RDS_CLUSTER, List.of("AWS/RDS"), metric -> value(metric, "DBClusterIdentifier")),
            new Reading(Kinds.LAMBDA_FUNCTION, List.of("AWS/Lambda"), MetricDimensions::function),
            new Reading(Kinds.EC2_INSTANCE, List.of("AWS/EC2", "AWS/EBS"), MetricDimensions::instance),
            new Reading(
                    Kinds.AUTO_SCALING_GROUP,
                    List.of("AWS/AutoScaling", "AWS/EC2"),
                    metric -> value(metric, "AutoScalingGroupName")),
            new Reading(
                    Kinds.LOAD_BALANCER,
                    List.of("AWS/ApplicationELB", "AWS/NetworkELB", "AWS/GatewayELB"),
                    metric -> value(metric, "LoadBalancer")));

    /** The dimension that names the resource of a service that no other namespace names by it. */
    private record Row(String namespace, String dimension, String kind) {}

    private static final List<Row> ROWS = List.of(
            new Row("AWS/SQS", "QueueName", Kinds.SQS_QUEUE),
            new Row("AWS/SNS", "TopicName", Kinds.SNS_TOPIC),
            new Row("AWS/DynamoDB", "TableName", Kinds.DYNAMODB_TABLE),
            new Row("AWS/States", "StateMachineArn", Kinds.STATE_MACHINE),
            new Row("AWS/EBS", "VolumeId", Kinds.EC2_VOLUME),
            new Row("AWS/ElastiCache", "ReplicationGroupId", Kinds.ELASTICACHE_REPLICATION_GROUP),
            new Row("AWS/ElastiCache", "CacheClusterId", Kinds.ELASTICACHE_CLUSTER),
            new Row("AWS/ES", "DomainName", Kinds.OPENSEARCH_DOMAIN),
            new Row("AWS/Redshift", "ClusterIdentifier", Kinds.REDSHIFT_CLUSTER),
            new Row("AWS/Kinesis", "StreamName", Kinds.KINESIS_STREAM),
            new Row("AWS/EFS", "FileSystemId", Kinds.EFS_FILE_SYSTEM),
            new Row("AWS/ELB", "LoadBalancerName", Kinds.CLASSIC_LOAD_BALANCER),
            new Row("AWS/CodeBuild", "ProjectName", Kinds.CODEBUILD_PROJECT),
            new Row("AWS/CertificateManager", "CertificateArn", Kinds.ACM_CERTIFICATE),
            new Row("AWS/CloudFront", "DistributionId", Kinds.CLOUDFRONT_DISTRIBUTION),
            new Row("AWS/Logs", "LogGroupName", Kinds.LOG_GROUP),
            new Row("AWS/Events", "RuleName", Kinds.EVENT_RULE),
            new Row("AWS/Backup", "BackupVaultName", Kinds.BACKUP_VAULT),
            new Row("AWS/S3", "BucketName", Kinds.S3_BUCKET),
            new Row("AWS/KMS", "KeyId", Kinds.KMS_KEY),
            new Row("AWS/NATGateway", "NatGatewayId", "ec2:nat-gateway"),
            new Row("AWS/ECS", "ClusterName", Kinds.ECS_CLUSTER));

    private MetricDimensions() {}

    /** The resource, in the metric's own account if it names one. */
    static Optional<Resource> resource(AlarmMetric metric, Origin alarm) {
        var account = metric.account().isEmpty() ? alarm.account() : metric.account();
        for (var reading : READINGS) {
            var name = reading.name().in(metric);
            if (isIn(metric.namespace(), reading.namespaces()) && !name.isBlank() && name.length() <= LONGEST) {
                return Optional.of(new Resource(Origin.aws(account, alarm.region()), reading.kind(), name));
            }
        }
        return row(metric, Origin.aws(account, alarm.region()));
    }

    /** A dimension may be an ARN; one of another account does not name the subject. */
    private static Optional<Resource> row(AlarmMetric metric, Origin origin) {
        return ROWS.stream()
                .filter(row -> row.namespace().equals(metric.namespace()))
                .filter(row -> !value(metric, row.dimension()).isBlank()
                        && value(metric, row.dimension()).length() <= LONGEST)
                .findFirst()
                .map(row -> AwsSubjects.named(row.kind(), value(metric, row.dimension()), origin))
                .filter(resource -> resource.origin().account().equals(origin.account()));
    }

    /** Reports whether it measures what does the work: a queue or table beside it is only its load. */
    static boolean isOfWorker(AlarmMetric metric) {
        return READINGS.stream()
                .anyMatch(reading -> isIn(metric.namespace(), reading.namespaces())
                        && !reading.name().in(metric).isBlank());
    }

    private static boolean isIn(String namespace, List<String> own) {
        return own.contains(namespace) || !namespace.startsWith("AWS/");
    }

    private static String ecsService(AlarmMetric metric) {
        var cluster = value(metric, "ClusterName");
        var service = value(metric, "ServiceName");
        return cluster.isBlank() || service.isBlank() ? "" : cluster + "/" + service;
    }

    /** {@code Resource} is {@code FUNCTION:ALIAS} in an alias's metrics and the function alone in the others. */
    private static String function(AlarmMetric metric) {
        var function = value(metric, "FunctionName");
        var resource = value(metric, "Resource");
        return !function.isBlank() && resource.startsWith(function + ":") ? resource : function;
    }

    private static String instance(AlarmMetric metric) {
        var id = value(metric, "InstanceId");
        return INSTANCE_ID.matcher(id).matches() ? id : "";
    }

    private static String startingWith(String prefix, String value) {
        return value.startsWith(prefix) ? value : "";
    }

    private static String value(AlarmMetric metric, String dimension) {
        return metric.dimensions().getOrDefault(dimension, "");
    }
}

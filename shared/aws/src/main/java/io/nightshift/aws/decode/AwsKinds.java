package io.nightshift.aws.decode;

import static java.util.Map.entry;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One spelling of each kind of resource. ARNs ({@code db}), CloudFormation and Config ({@code AWS::RDS::DBInstance}), Security
 * Hub ({@code AwsRdsDbInstance}), Inspector ({@code AWS_RDS_DB_INSTANCE}) and CloudTrail ({@code dBInstanceIdentifier}) spell
 * the type of a database differently; the kind is {@code rds:instance} in each case.
 */
final class AwsKinds {

    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_ ]+");

    /** The services whose name in ARNs, in event sources or in types differs from the one in our kinds. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            entry("elasticloadbalancing", "elb"),
            entry("elasticloadbalancingv2", "elbv2"),
            entry("auto-scaling", "autoscaling"),
            entry("certificatemanager", "acm"),
            entry("certificate-manager", "acm"),
            entry("stepfunctions", "states"),
            entry("es", "opensearch"),
            entry("elasticsearch", "opensearch"),
            entry("opensearchservice", "opensearch"),
            entry("elasticfilesystem", "efs"),
            entry("databasemigrationservice", "dms"),
            entry("monitoring", "cloudwatch"),
            entry("security-hub", "securityhub"));

    /** From {@code service:type}, without hyphens, to the kind. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            entry("autoscaling:autoscalinggroup", Kinds.AUTO_SCALING_GROUP),
            entry("elbv2:targetgroup", Kinds.TARGET_GROUP),
            entry("elbv2:loadbalancer", Kinds.LOAD_BALANCER),
            entry("elb:loadbalancer", Kinds.CLASSIC_LOAD_BALANCER),
            entry("elb:targetgroup", Kinds.TARGET_GROUP),
            entry("elb:listener", Kinds.LISTENER),
            entry("rds:db", Kinds.RDS_INSTANCE),
            entry("rds:dbinstance", Kinds.RDS_INSTANCE),
            entry("rds:dbcluster", Kinds.RDS_CLUSTER),
            entry("rds:dbsnapshot", Kinds.RDS_SNAPSHOT),
            entry("rds:dbclustersnapshot", Kinds.RDS_CLUSTER_SNAPSHOT),
            entry("ec2:eip", Kinds.EC2_ADDRESS),
            entry("ec2:elasticip", Kinds.EC2_ADDRESS),
            entry("ec2:ami", Kinds.EC2_IMAGE),
            entry("ec2:vpcflowlog", "ec2:flow-log"),
            entry("ec2:natgateway", "ec2:nat-gateway"),
            entry("lambda:layer", "lambda:layer-version"),
            entry("ecr:repository", Kinds.IMAGE_REPOSITORY),
            entry("ecr:containerimage", Kinds.IMAGE_REPOSITORY),
            entry("eks:nodegroup", Kinds.EKS_NODE_GROUP),
            entry("iam:managedpolicy", Kinds.IAM_POLICY),
            entry("elasticache:cachecluster", Kinds.ELASTICACHE_CLUSTER),
            entry("elasticache:replicationgroup", Kinds.ELASTICACHE_REPLICATION_GROUP),
            entry("codedeploy:deploymentgroup", Kinds.CODEDEPLOY_DEPLOYMENT_GROUP),
            entry("states:statemachine", Kinds.STATE_MACHINE),
            entry("lambda:eventsourcemapping", Kinds.EVENT_SOURCE_MAPPING),
            entry("route53:hostedzone", "route53:hosted-zone"),
            entry("route53:resourcerecordset", "route53:hosted-zone"),
            entry("backup:backupvault", Kinds.BACKUP_VAULT),
            entry("backup:backupplan", "backup:plan"),
            entry("dms:rep", Kinds.DMS_REPLICATION_INSTANCE),
            entry("dms:task", Kinds.DMS_REPLICATION_TASK),
            entry("logs:loggroup", Kinds.LOG_GROUP),
            entry("wafv2:webacl", Kinds.WEB_ACL),
            entry("wafv2:ipset", Kinds.IP_SET),
            entry("apigateway:restapis", Kinds.REST_API),
            entry("config:configrule", Kinds.CONFIG_RULE),
            entry("ce:anomalymonitor", "ce:anomaly-monitor"),
            entry("cloudwatch:alarm", Kinds.ALARM));

    private static final Map<String, String> KNOWN = known();

    private AwsKinds() {}

    private static Map<String, String> known() {
        var known = new java.util.HashMap<String, String>();
        Kinds.AWS.forEach(kind -> known.put(kind.replace("-", ""), kind));
        known.putAll(KINDS);
        return Map.copyOf(known);
    }

    /** The kind of this service's type; a type that the table does not have keeps its words ({@code glue:data-catalog}). */
    static String of(String service, String type) {
        return table(service, type).orElseGet(() -> service(service) + ":" + hyphenated(type));
    }

    /** The kind, if the table has one. */
    static Optional<String> table(String service, String type) {
        var bare = hyphenated(type).replace("-", "");
        return Optional.ofNullable(KNOWN.get(service(service) + ":" + bare));
    }

    /**
     * The kind of a resource type as CloudFormation ({@code AWS::EC2::SecurityGroup}), Security Hub
     * ({@code AwsEc2SecurityGroup}) or Inspector ({@code AWS_EC2_INSTANCE}) writes it.
     */
    static String ofType(String type) {
        if (type.contains("::")) {
            var parts = type.split("::", 3);
            return parts.length == 3 && !parts[1].isBlank()
                    ? of(parts[1].toLowerCase(Locale.ROOT), parts[2].replace("::", "-"))
                    : "aws:" + hyphenated(parts[parts.length - 1]);
        }
        var words = hyphenated(type);
        return words.startsWith("aws-") ? ofWords(words.substring("aws-".length())) : words;
    }

    /** {@code ec2-security-group}: the service is the longest known first part. */
    private static String ofWords(String words) {
        if (words.equals("account")) {
            return Kinds.AWS_ACCOUNT;
        }
        for (int end = words.indexOf('-'); end > 0; end = words.indexOf('-', end + 1)) {
            var kind = table(words.substring(0, end).replace("-", ""), words.substring(end + 1));
            if (kind.isPresent()) {
                return kind.get();
            }
        }
        return words.replaceFirst("-", ":");
    }

    /** The service as it begins our kinds. */
    static String service(String service) {
        var lower = service.toLowerCase(Locale.ROOT);
        return SERVICES.getOrDefault(lower, lower);
    }

    /** {@code DBInstance} becomes {@code db-instance}. */
    static String hyphenated(String type) {
        return WORD_END.matcher(type).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}

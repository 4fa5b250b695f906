package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The resources to which a changing permission is limited. Read permissions have none: most of them support only the resource
 * {@code *}.
 *
 * @param service of the resources
 * @param resources the last part of their ARN
 * @param global what the ARN leaves out
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Service
 *     Authorization Reference</a>
 */
record PermissionScope(String service, String resources, Global global) implements Comparable<PermissionScope> {

    /** The parts that an ARN leaves empty. */
    enum Global {
        NOTHING,
        ACCOUNT,
        REGION,
        REGION_AND_ACCOUNT,
        /** It has no resource at all: only {@code *} allows it. */
        EVERYTHING
    }

    private static final Pattern READS = Pattern.compile("[\\w-]+:(Describe|Get|List)\\w+");

    /** What the actions change, by service. */
    private static final Map<String, PermissionScope> BY_SERVICE = byService(Stream.of(
            of("autoscaling", "autoScalingGroup:*"),
            of("ec2", "instance/*"),
            of("ecs", "service/*"),
            of("lambda", "function:*"),
            of("cloudtrail", "trail/*"),
            of("guardduty", "detector/*"),
            new PermissionScope("iam", "user/*", Global.REGION),
            of("logs", "log-group:*"),
            new PermissionScope("s3", "*", Global.REGION_AND_ACCOUNT),
            of("sqs", "*"),
            of("ssm", "automation-execution/*"),
            of("states", "execution:*"),
            of("wafv2", "*/ipset/*"),
            of("acm", "certificate/*"),
            of("elasticache", "replicationgroup:*"),
            of("elasticloadbalancing", "loadbalancer/*"),
            of("rds", "db:*")));

    /** Of those that change other resources of their service. */
    private static final Map<String, PermissionScope> BY_PERMISSION = Map.ofEntries(
            entry("ec2:RevokeSecurityGroupIngress", "security-group/*"),
            entry("ec2:AuthorizeSecurityGroupIngress", "security-group/*"),
            entry("ec2:ModifySnapshotAttribute", "snapshot/*", Global.ACCOUNT),
            entry("ec2:ModifyImageAttribute", "image/*", Global.ACCOUNT),
            entry("ec2:ModifyVolume", "volume/*"),
            entry("ec2:DeleteVolume", "volume/*"),
            entry("ec2:DeleteSnapshot", "snapshot/*", Global.ACCOUNT),
            entry("ec2:ReleaseAddress", "elastic-ip/*"),
            // The volumes and the instance as well as the snapshots.
            entry("ec2:CreateSnapshot", "*", Global.ACCOUNT),
            entry("ec2:CreateSnapshots", "*", Global.ACCOUNT),
            entry("ec2:CreateTags", "*", Global.ACCOUNT),
            entry("ec2:DeleteTags", "*", Global.ACCOUNT),
            // The security group as well as the instance.
            entry("ec2:ModifyInstanceAttribute", "*", Global.ACCOUNT),
            entry("rds:FailoverDBCluster", "cluster:*"),
            // The database, and its cluster, subnets and parameters.
            entry("rds:CreateDBInstance", "*"),
            entry("rds:AddTagsToResource", "db:*-nightshift-*"),
            entry("rds:DeleteDBInstance", "db:*-nightshift-*"),
            // The document as well as the instance.
            entry("ssm:SendCommand", "*", Global.EVERYTHING),
            entry("ssm:StartAutomationExecution", "*", Global.ACCOUNT),
            entry("ssm:AddTagsToResource", "automation-execution/*"),
            entry("iam:PassRole", "role/nightshift-*", Global.REGION),
            // The network as well as the log itself.
            entry("ec2:CreateFlowLogs", "*", Global.ACCOUNT),
            entry("ec2:DeleteFlowLogs", "vpc-flow-log/*"),
            // Log delivery has no resource.
            entry("logs:CreateLogDelivery", "*", Global.EVERYTHING),
            entry("logs:DeleteLogDelivery", "*", Global.EVERYTHING),
            entry("rds:ModifyDBCluster", "cluster:*"),
            entry("rds:ModifyDBSnapshotAttribute", "snapshot:*"),
            entry("rds:ModifyDBClusterSnapshotAttribute", "cluster-snapshot:*"),
            entry("lambda:UpdateEventSourceMapping", "event-source-mapping:*"),
            entry("elasticloadbalancing:ModifyListener", "listener/*"));

    private static Map.Entry<String, PermissionScope> entry(String permission, String resources) {
        return entry(permission, resources, Global.NOTHING);
    }

    private static Map.Entry<String, PermissionScope> entry(String permission, String resources, Global global) {
        return Map.entry(
                permission, new PermissionScope(permission.substring(0, permission.indexOf(':')), resources, global));
    }

    private static PermissionScope of(String service, String resources) {
        return new PermissionScope(service, resources, Global.NOTHING);
    }

    private static Map<String, PermissionScope> byService(Stream<PermissionScope> scopes) {
        return scopes.collect(Collectors.toUnmodifiableMap(PermissionScope::service, scope -> scope));
    }

    static Optional<PermissionScope> of(String permission) {
        if (READS.matcher(permission).matches()) {
            return Optional.empty();
        }
        var service = permission.substring(0, permission.indexOf(':'));
        return Optional.of(Optional.ofNullable(BY_PERMISSION.getOrDefault(permission, BY_SERVICE.get(service)))
                .orElseThrow(() -> new IllegalArgumentException(
                        permission + " has no scope: name the resources of " + service + " that actions change")));
    }

    /** {@code ChangeEc2} for what a service's actions usually change, {@code ChangeEc2SecurityGroup} for the others. */
    String sid() {
        var sid = "Change" + capital(service);
        if (equals(BY_SERVICE.get(service))) {
            return sid;
        }
        return sid + (resources.equals("*") ? "Any" : words());
    }

    private String words() {
        return Stream.of(resources.split("[^a-z]+"))
                .filter(word -> !word.isEmpty())
                .map(PermissionScope::capital)
                .collect(Collectors.joining());
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    List<String> arns(AwsRole role) {
        if (global == Global.EVERYTHING) {
            return List.of("*");
        }
        var region = global == Global.NOTHING || global == Global.ACCOUNT ? role.region() : "";
        // The ARNs of snapshots and images have no account, those of volumes have one; the pattern covers both.
        var account = switch (global) {
            case NOTHING, REGION -> role.account();
            case ACCOUNT -> "*";
            case REGION_AND_ACCOUNT, EVERYTHING -> "";
        };
        return List.of(String.join(":", "arn", role.partition(), service, region, account, resources));
    }

    @Override
    public int compareTo(PermissionScope other) {
        return sid().compareTo(other.sid());
    }
}

package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.core.act.Repetition.PROBE;
import static io.nightshift.remediation.action.DeclaredAction.says;
import static io.nightshift.remediation.action.DeclaredAction.saysByKind;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;

/** Actions that close what is open to too many. */
public final class SecurityActions {

    /** The ports that nobody serves to the whole internet on purpose: remote shells and desktops, and databases. */
    private static final String RISKY_PORTS = "22,3389,1433,1521,3306,5432,6379,9200,11211,27017";

    private static final String URL_MAP = "url-map";

    public static final ActionType CLOSE_INGRESS = named(
                    "close-ingress",
                    "Removes the rules of a security group that let the whole internet reach risky ports, or disables such a firewall rule. A rule goes as a whole, also when its range is wider.",
                    CONVERGENT)
            .on(Kinds.GCE_FIREWALL, Kinds.EC2_SECURITY_GROUP)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "ec2:DescribeSecurityGroups",
                    "ec2:RevokeSecurityGroupIngress",
                    "ec2:AuthorizeSecurityGroupIngress")
            .needs(Cloud.GCP, "compute.firewalls.get", "compute.firewalls.update", "compute.networks.updatePolicy")
            .optional("ports", Form.TEXT, "The ports, separated by commas.", Json.of(RISKY_PORTS))
            .madeBy(says("close {target} to the internet on ports {ports}", "ports", ParameterReading::ports));

    public static final ActionType MAKE_SNAPSHOT_PRIVATE = named(
                    "make-snapshot-private",
                    "Stops sharing a snapshot with everybody. Shares with single accounts stay.",
                    CONVERGENT)
            .on(Kinds.GCE_SNAPSHOT, Kinds.EC2_SNAPSHOT, Kinds.RDS_SNAPSHOT, Kinds.RDS_CLUSTER_SNAPSHOT)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "compute.snapshots.get",
                    "compute.snapshots.getIamPolicy",
                    "compute.snapshots.setIamPolicy")
            .needs(
                    Cloud.AWS,
                    "ec2:DescribeSnapshots",
                    "ec2:DescribeSnapshotAttribute",
                    "ec2:ModifySnapshotAttribute",
                    "rds:DescribeDBSnapshots",
                    "rds:DescribeDBSnapshotAttributes",
                    "rds:ModifyDBSnapshotAttribute",
                    "rds:DescribeDBClusterSnapshots",
                    "rds:DescribeDBClusterSnapshotAttributes",
                    "rds:ModifyDBClusterSnapshotAttribute",
                    "rds:ListTagsForResource")
            .madeBy(says("stop sharing snapshot {target} with everybody"));

    public static final ActionType MAKE_IMAGE_PRIVATE = named(
                    "make-image-private",
                    "Stops sharing a machine image with everybody. Shares with single accounts stay.",
                    CONVERGENT)
            .on(Kinds.GCE_IMAGE, Kinds.EC2_IMAGE)
            .undoable()
            .needs(Cloud.GCP, "compute.images.get", "compute.images.getIamPolicy", "compute.images.setIamPolicy")
            .needs(Cloud.AWS, "ec2:DescribeImages", "ec2:ModifyImageAttribute")
            .madeBy(says("stop sharing image {target} with everybody"));

    public static final ActionType MAKE_DATABASE_PRIVATE = named(
                    "make-database-private",
                    "Takes the public address of a database away. Clients outside of its network lose it.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE, Kinds.RDS_INSTANCE)
            .undoable()
            .needs(Cloud.AWS, "rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:ListTagsForResource")
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .madeBy(says("make database {target} private"));

    public static final ActionType REQUIRE_IMDSV2 = named(
                    "require-imdsv2",
                    "Lets an instance read its metadata with session tokens only (IMDSv2).",
                    CONVERGENT)
            .on(Kinds.EC2_INSTANCE)
            .undoable()
            .needs(Cloud.AWS, InstanceActions.readingAnd("ec2:ModifyInstanceMetadataOptions"))
            .madeBy(says("require IMDSv2 on instance {target}"));

    public static final ActionType ENABLE_DELETION_PROTECTION = named(
                    "enable-deletion-protection",
                    "Protects a database, a load balancer or a virtual machine from deletion.",
                    CONVERGENT)
            .on(
                    Kinds.GCE_INSTANCE,
                    Kinds.SQL_INSTANCE,
                    Kinds.EC2_INSTANCE,
                    Kinds.RDS_INSTANCE,
                    Kinds.RDS_CLUSTER,
                    Kinds.LOAD_BALANCER)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "autoscaling:DescribeAutoScalingGroups",
                    "autoscaling:DescribeAutoScalingInstances",
                    "ec2:DescribeInstanceAttribute",
                    "ec2:DescribeInstances",
                    "ec2:ModifyInstanceAttribute",
                    "elasticloadbalancing:DescribeTargetHealth",
                    "rds:DescribeDBInstances",
                    "rds:ModifyDBInstance",
                    "rds:DescribeDBClusters",
                    "rds:ModifyDBCluster",
                    "rds:ListTagsForResource",
                    "elasticloadbalancing:DescribeLoadBalancerAttributes",
                    "elasticloadbalancing:DescribeTags",
                    "elasticloadbalancing:ModifyLoadBalancerAttributes")
            .needs(
                    Cloud.GCP,
                    "cloudsql.instances.get",
                    "cloudsql.instances.update",
                    "compute.instances.get",
                    "compute.instances.setDeletionProtection")
            .madeBy(says("protect {target} from deletion"));

    public static final ActionType REDIRECT_TO_HTTPS = named(
                    "redirect-to-https",
                    "Lets an HTTP listener, or a target HTTP proxy, of a load balancer redirect to HTTPS instead of forwarding.",
                    CONVERGENT)
            .on(Kinds.GCE_HTTP_PROXY, Kinds.LISTENER)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "elasticloadbalancing:DescribeListeners",
                    "elasticloadbalancing:DescribeTags",
                    "elasticloadbalancing:ModifyListener")
            .needs(
                    Cloud.GCP,
                    "compute.regionTargetHttpProxies.get",
                    "compute.regionTargetHttpProxies.setUrlMap",
                    "compute.regionUrlMaps.get",
                    "compute.regionUrlMaps.use",
                    "compute.targetHttpProxies.get",
                    "compute.targetHttpProxies.setUrlMap",
                    "compute.urlMaps.get",
                    "compute.urlMaps.use")
            .optional(
                    URL_MAP,
                    Form.TEXT,
                    "On Google Cloud, where it is required: the name of a URL map that redirects everything to HTTPS.")
            .madeBy(saysByKind(
                    "redirect {target} to HTTPS",
                    Map.of(Kinds.GCE_HTTP_PROXY, URL_MAP),
                    Map.of(URL_MAP, ParameterReading::computeName)));

    public static final ActionType BLOCK_BUCKET_ACCESS = named(
                    "block-bucket-access",
                    "Blocks public access to a bucket, whatever its policy and its lists allow.",
                    CONVERGENT)
            .on(Kinds.GCS_BUCKET, Kinds.S3_BUCKET)
            .undoable()
            .needs(Cloud.AWS, "s3:GetBucketPublicAccessBlock", "s3:GetBucketTagging", "s3:PutBucketPublicAccessBlock")
            .needs(Cloud.GCP, "storage.buckets.get", "storage.buckets.setIamPolicy", "storage.buckets.update")
            .madeBy(says("block public access to bucket {target}"));

    public static final ActionType DEACTIVATE_ACCESS_KEY = named(
                    "deactivate-access-key", "Deactivates an access key. It can be activated again.", CONVERGENT)
            .on(Kinds.SERVICE_ACCOUNT_KEY, Kinds.IAM_ACCESS_KEY)
            .undoable()
            .needs(
                    Cloud.AWS,
                    "iam:GetAccessKeyLastUsed",
                    "iam:ListAccessKeys",
                    "iam:ListUserTags",
                    "iam:UpdateAccessKey")
            .needs(
                    Cloud.GCP,
                    "iam.serviceAccountKeys.disable",
                    "iam.serviceAccountKeys.enable",
                    "iam.serviceAccountKeys.get")
            .madeBy(says("deactivate access key {target}"));

    public static final ActionType BLOCK_ADDRESS = named(
                    "block-address",
                    "Adds an address or a range to an IP set of AWS WAF, which a rule of yours blocks, or a rule to a policy of Cloud Armor.",
                    CONVERGENT)
            .on(Kinds.GCE_SECURITY_POLICY, Kinds.IP_SET)
            .needs(Cloud.AWS, "wafv2:GetIPSet", "wafv2:ListTagsForResource", "wafv2:UpdateIPSet")
            .needs(Cloud.GCP, "compute.securityPolicies.get", "compute.securityPolicies.update")
            .required("address", Form.TEXT, "The address, or a range such as 198.51.100.0/24.")
            .part("198.51.100.7")
            .expiring()
            .madeBy(says("block {address} in {target}", "address", ParameterReading::address));

    public static final ActionType QUARANTINE_INSTANCE = named(
                    "quarantine-instance",
                    "Keeps the disks of an instance as snapshots, takes it out of its group, and isolates it by a security group or a network tag. The undo leaves the snapshots, and never puts a machine back into a managed group.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE, Kinds.EC2_INSTANCE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    InstanceActions.readingAnd(
                            "ec2:DescribeSecurityGroups",
                            "ec2:DescribeSnapshots",
                            "ec2:CreateSnapshots",
                            "ec2:CreateTags",
                            "ec2:ModifyInstanceAttribute",
                            "autoscaling:EnterStandby",
                            "autoscaling:ExitStandby"))
            .needs(
                    Cloud.GCP,
                    "compute.disks.createSnapshot",
                    "compute.instanceGroupManagers.get",
                    "compute.instanceGroupManagers.update",
                    "compute.instances.get",
                    "compute.instances.setTags",
                    "compute.snapshots.create",
                    "compute.snapshots.get")
            .optional(
                    "security-group",
                    Form.TEXT,
                    "On AWS, where it is required: the id of a security group without rules, in the instance's network.")
            .optional(
                    "tag",
                    Form.TEXT,
                    "On Google Cloud, where it is required: the network tag of the firewall rules that deny everything.")
            .madeBy(saysByKind(
                    "quarantine instance {target} in {security-group}{tag}",
                    Map.of(Kinds.EC2_INSTANCE, "security-group", Kinds.GCE_INSTANCE, "tag"),
                    Map.of("tag", ParameterReading::computeName)));

    public static final ActionType REMOVE_PUBLIC_ADDRESS = named(
                    "remove-public-address",
                    "Takes the public addresses of an instance away: Elastic IP addresses and assigned ones (IPv4) on AWS, IPv4 and IPv6 on Google Cloud. The undo gives it reserved ones back, and others instead of those that were not.",
                    CONVERGENT)
            .on(Kinds.GCE_INSTANCE, Kinds.EC2_INSTANCE)
            .disruptive()
            .undoable()
            .needs(
                    Cloud.AWS,
                    InstanceActions.readingAnd(
                            "ec2:AssociateAddress",
                            "ec2:DescribeAddresses",
                            "ec2:DisassociateAddress",
                            "ec2:ModifyNetworkInterfaceAttribute"))
            .needs(
                    Cloud.GCP,
                    "compute.addresses.list",
                    "compute.addresses.use",
                    "compute.instances.get",
                    "compute.instances.addAccessConfig",
                    "compute.instances.deleteAccessConfig",
                    "compute.subnetworks.useExternalIp")
            .madeBy(says("remove the public addresses of instance {target}"));

    public static final ActionType RENEW_CERTIFICATE = named(
                    "renew-certificate",
                    "Renews a certificate of ACM from a private CA, or sends the validation mail of a public one again. A certificate that is validated by DNS renews itself; it is refused with the records that are missing.",
                    PROBE)
            .on(Kinds.ACM_CERTIFICATE)
            .needs(
                    Cloud.AWS,
                    "acm:DescribeCertificate",
                    "acm:ListTagsForCertificate",
                    "acm:RenewCertificate",
                    "acm:ResendValidationEmail")
            .madeBy(says("renew certificate {target}"));

    static final List<ActionType> ALL = List.of(
            CLOSE_INGRESS,
            QUARANTINE_INSTANCE,
            BLOCK_BUCKET_ACCESS,
            DEACTIVATE_ACCESS_KEY,
            BLOCK_ADDRESS,
            MAKE_SNAPSHOT_PRIVATE,
            MAKE_IMAGE_PRIVATE,
            MAKE_DATABASE_PRIVATE,
            REQUIRE_IMDSV2,
            ENABLE_DELETION_PROTECTION,
            REMOVE_PUBLIC_ADDRESS,
            REDIRECT_TO_HTTPS,
            RENEW_CERTIFICATE);

    private SecurityActions() {}
}

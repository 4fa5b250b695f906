package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of findings, by GuardDuty's types, the controls of Security Hub and the managed rules of AWS Config, with the action
 * that answers each.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html">AWS: controls</a>
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html">AWS: managed rules</a>
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html">AWS: finding types</a>
 */
final class AwsFindings {

    private static final SignalClass.Source GUARDDUTY = SignalClass.Source.findings("aws.guardduty");

    private static final SignalClass.Source HUB = SignalClass.Source.findings("aws.securityhub");
    private static final SignalClass.Source CONFIG = SignalClass.Source.findings("aws.config");

    private static final String PORTS = "The whole internet reaches a port that nobody serves on purpose.";
    private static final String BUCKET =
            "Everybody reads or writes the bucket. A website that is public on purpose needs an exception here.";
    private static final String TOKENS = "Whoever makes the instance fetch a URL gets its credentials without tokens.";
    private static final String ADDRESS =
            "The instance has a public address. One that needs it needs an exception here.";
    private static final String DATABASE = "The database has a public address. Clients outside of its network lose it.";
    private static final String PROTECTION = "One call deletes it.";
    private static final String UNUSED =
            "Nothing uses it. Its owner has a week to take the mark away; nothing is deleted by this.";
    private static final String RETENTION =
            "Its events are deleted too early for an inquiry. Logs cost by their volume.";

    static final List<SignalClass> CLASSES = List.of(
            new SignalClass(
                    "guardduty-access-key",
                    GUARDDUTY.named(Kinds.IAM_ACCESS_KEY, "*:IAMUser/*"),
                    "Somebody else seems to use the key. Deactivated, it can be activated again.",
                    always(ProposedRung.of("deactivate-access-key", "10m"))),
            new SignalClass(
                    "guardduty-public-bucket",
                    GUARDDUTY.named(Kinds.S3_BUCKET, "Policy:S3/*"),
                    "Public access to the bucket was opened. A website that is public on purpose needs an exception here.",
                    always(ProposedRung.of("block-bucket-access", "10m"))),
            forPeople(
                    "guardduty-other",
                    GUARDDUTY.rest(),
                    "A person looks at it. To isolate an instance: quarantine-instance, with a security group without rules."),
            answered("securityhub-open-ports", HUB, Kinds.EC2_SECURITY_GROUP, "EC2.1*", "close-ingress", PORTS),
            answered("securityhub-bucket-access", HUB, Kinds.S3_BUCKET, "S3.8", "block-bucket-access", BUCKET),
            answered("securityhub-bucket-read", HUB, Kinds.S3_BUCKET, "S3.2", "block-bucket-access", BUCKET),
            answered("securityhub-bucket-write", HUB, Kinds.S3_BUCKET, "S3.3", "block-bucket-access", BUCKET),
            answered("securityhub-imdsv2", HUB, Kinds.EC2_INSTANCE, "EC2.8", "require-imdsv2", TOKENS),
            answered("securityhub-public-address", HUB, Kinds.EC2_INSTANCE, "EC2.9", "remove-public-address", ADDRESS),
            answered(
                    "securityhub-public-database", HUB, Kinds.RDS_INSTANCE, "RDS.2", "make-database-private", DATABASE),
            answered(
                    "securityhub-database-protection",
                    HUB,
                    Kinds.RDS_INSTANCE,
                    "RDS.8",
                    "enable-deletion-protection",
                    PROTECTION),
            answered(
                    "securityhub-cluster-protection",
                    HUB,
                    Kinds.RDS_CLUSTER,
                    "RDS.7",
                    "enable-deletion-protection",
                    PROTECTION),
            answered(
                    "securityhub-balancer-protection",
                    HUB,
                    Kinds.LOAD_BALANCER,
                    "ELB.6",
                    "enable-deletion-protection",
                    PROTECTION),
            answered("securityhub-unused-address", HUB, Kinds.EC2_ADDRESS, "EC2.12", "mark-for-deletion", UNUSED),
            kept("securityhub-log-retention", HUB, "CloudWatch.16"),
            forPeople("securityhub-other", HUB.rest(), "No action answers these: a person looks at it."),
            answered("config-open-ports", CONFIG, Kinds.EC2_SECURITY_GROUP, "*restricted-*", "close-ingress", PORTS),
            answered(
                    "config-public-bucket",
                    CONFIG,
                    Kinds.S3_BUCKET,
                    "*s3-bucket-*public*",
                    "block-bucket-access",
                    BUCKET),
            answered("config-imdsv2", CONFIG, Kinds.EC2_INSTANCE, "*imdsv2-check*", "require-imdsv2", TOKENS),
            answered(
                    "config-public-address",
                    CONFIG,
                    Kinds.EC2_INSTANCE,
                    "*no-public-ip*",
                    "remove-public-address",
                    ADDRESS),
            answered(
                    "config-public-database",
                    CONFIG,
                    Kinds.RDS_INSTANCE,
                    "*rds-instance-public-access-check*",
                    "make-database-private",
                    DATABASE),
            answered(
                    "config-database-protection",
                    CONFIG,
                    Kinds.RDS_INSTANCE,
                    "*deletion-protection-enabled*",
                    "enable-deletion-protection",
                    PROTECTION),
            answered(
                    "config-unused-volume",
                    CONFIG,
                    Kinds.EC2_VOLUME,
                    "*ec2-volume-inuse-check*",
                    "mark-for-deletion",
                    UNUSED),
            answered("config-unused-address", CONFIG, Kinds.EC2_ADDRESS, "*eip-attached*", "mark-for-deletion", UNUSED),
            kept("config-log-retention", CONFIG, "*loggroup-retention-period-check*"),
            forPeople("config-other", CONFIG.rest(), "No action answers these: a person looks at it."));

    private AwsFindings() {}

    private static SignalClass answered(
            String name, SignalClass.Source source, String kind, String control, String action, String why) {
        return new SignalClass(name, source.named(kind, control), why, always(ProposedRung.of(action, "10m")));
    }

    private static SignalClass kept(String name, SignalClass.Source source, String control) {
        var rung = ProposedRung.of("set-log-retention", "10m").with("days", "365");
        return new SignalClass(name, source.named(Kinds.LOG_GROUP, control), RETENTION, always(rung));
    }
}

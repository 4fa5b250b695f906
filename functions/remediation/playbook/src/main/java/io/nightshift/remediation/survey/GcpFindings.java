package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of findings of Security Command Center, by their categories, with the action that answers each.
 *
 * @see <a href="https://cloud.google.com/security-command-center/docs/concepts-vulnerabilities-findings">Google Cloud:
 *     vulnerability findings</a>
 */
final class GcpFindings {

    private static final SignalClass.Source SCC = SignalClass.Source.findings("gcp.scc");

    static final List<SignalClass> CLASSES = List.of(
            answered(
                    "scc-open-firewall",
                    Kinds.GCE_FIREWALL,
                    "OPEN_*",
                    "close-ingress",
                    "The whole internet reaches a port that nobody serves on purpose."),
            answered(
                    "scc-firewall-logs",
                    Kinds.GCE_FIREWALL,
                    "FIREWALL_RULE_LOGGING_DISABLED",
                    "enable-firewall-logs",
                    "Without logs nobody can tell what a rule let in. Logs cost by their volume."),
            answered(
                    "scc-public-bucket",
                    Kinds.GCS_BUCKET,
                    "PUBLIC_BUCKET_ACL",
                    "block-bucket-access",
                    "Everybody reads the bucket. A website that is public on purpose needs an exception here."),
            answered(
                    "scc-public-address",
                    Kinds.GCE_INSTANCE,
                    "PUBLIC_IP_ADDRESS",
                    "remove-public-address",
                    "The machine has an external address. One that needs it needs an exception here."),
            answered(
                    "scc-public-database",
                    Kinds.SQL_INSTANCE,
                    "*PUBLIC_*",
                    "make-database-private",
                    "The database has a public address. Clients outside of its network lose it."),
            answered(
                    "scc-database-encryption",
                    Kinds.SQL_INSTANCE,
                    "SSL_NOT_ENFORCED",
                    "require-database-encryption",
                    "Passwords and data cross the network in the clear. Clients without TLS are refused then."),
            answered(
                    "scc-database-backups",
                    Kinds.SQL_INSTANCE,
                    "AUTO_BACKUP_DISABLED",
                    "enable-database-backups",
                    "Without a backup nothing brings deleted data back."),
            answered(
                    "scc-public-image",
                    Kinds.GCE_IMAGE,
                    "PUBLIC_COMPUTE_IMAGE",
                    "make-image-private",
                    "Everybody may start machines from the image, and read what is on it."),
            answered(
                    "scc-public-key",
                    Kinds.KMS_CRYPTO_KEY,
                    "KMS_PUBLIC_KEY",
                    "remove-public-bindings",
                    "Everybody may use the key."),
            answered(
                    "scc-flow-logs",
                    Kinds.GCE_SUBNETWORK,
                    "FLOW_LOGS_DISABLED",
                    "enable-subnet-logs",
                    "Without flow logs nobody can tell who talked to whom. Logs cost by their volume."),
            answered(
                    "scc-audit-logs",
                    Kinds.GCP_PROJECT,
                    "AUDIT_LOGGING_DISABLED",
                    "enable-audit-logs",
                    "Without audit logs nobody can tell who read what. Logs cost by their volume."),
            forPeople("scc-other", SCC.rest(), "No action answers these, or a threat: a person looks at it."));

    private GcpFindings() {}

    private static SignalClass answered(String name, String kind, String category, String action, String why) {
        return new SignalClass(name, SCC.named(kind, category), why, always(ProposedRung.of(action, "10m")));
    }
}

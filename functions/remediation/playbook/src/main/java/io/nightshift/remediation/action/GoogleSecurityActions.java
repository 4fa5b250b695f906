package io.nightshift.remediation.action;

import static io.nightshift.core.act.ActionType.named;
import static io.nightshift.core.act.Repetition.CONVERGENT;
import static io.nightshift.remediation.action.DeclaredAction.says;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/** Actions that only Google Cloud has, on who may reach something and what is logged and kept of it. */
public final class GoogleSecurityActions {

    public static final ActionType REMOVE_PUBLIC_BINDINGS = named(
                    "remove-public-bindings",
                    "Removes allUsers and allAuthenticatedUsers from the IAM policy of a resource.",
                    CONVERGENT)
            .on(Kinds.GCS_BUCKET, Kinds.RUN_SERVICE, Kinds.PUBSUB_TOPIC, Kinds.KMS_CRYPTO_KEY)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "cloudkms.cryptoKeys.get",
                    "cloudkms.cryptoKeys.getIamPolicy",
                    "cloudkms.cryptoKeys.setIamPolicy",
                    "pubsub.topics.get",
                    "pubsub.topics.getIamPolicy",
                    "pubsub.topics.setIamPolicy",
                    "run.services.get",
                    "run.services.getIamPolicy",
                    "run.services.setIamPolicy",
                    "storage.buckets.get",
                    "storage.buckets.getIamPolicy",
                    "storage.buckets.setIamPolicy")
            .madeBy(says("remove everybody from the IAM policy of {target}"));

    public static final ActionType DISABLE_SERVICE_ACCOUNT = named(
                    "disable-service-account",
                    "Disables a service account: what runs as it can call nothing any more.",
                    CONVERGENT)
            .on(Kinds.SERVICE_ACCOUNT)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "iam.serviceAccounts.disable", "iam.serviceAccounts.enable", "iam.serviceAccounts.get")
            .madeBy(says("disable service account {target}"));

    public static final ActionType ENABLE_SUBNET_LOGS = named(
                    "enable-subnet-logs", "Logs the traffic of a subnet (VPC flow logs).", CONVERGENT)
            .on(Kinds.GCE_SUBNETWORK)
            .undoable()
            .needs(Cloud.GCP, "compute.subnetworks.get", "compute.subnetworks.update")
            .madeBy(says("log the traffic of subnet {target}"));

    public static final ActionType ENABLE_FIREWALL_LOGS = named(
                    "enable-firewall-logs", "Logs the connections that a firewall rule allows or denies.", CONVERGENT)
            .on(Kinds.GCE_FIREWALL)
            .undoable()
            .needs(Cloud.GCP, "compute.firewalls.get", "compute.firewalls.update", "compute.networks.updatePolicy")
            .madeBy(says("log the connections of firewall rule {target}"));

    public static final ActionType ENABLE_AUDIT_LOGS = named(
                    "enable-audit-logs",
                    "Lets Cloud Audit Logs record every access of a project: reads and writes of data, and reads of configuration. Only the audit part of its IAM policy is written.",
                    CONVERGENT)
            .on(Kinds.GCP_PROJECT)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "resourcemanager.projects.get",
                    "resourcemanager.projects.getIamPolicy",
                    "resourcemanager.projects.setIamPolicy")
            .madeBy(says("record every access of project {target}"));

    public static final ActionType ENABLE_LOG_SINK = named(
                    "enable-log-sink", "Lets a disabled sink of Cloud Logging route entries again.", CONVERGENT)
            .on(Kinds.LOG_SINK)
            .undoable()
            .needs(Cloud.GCP, "logging.sinks.get", "logging.sinks.update")
            .madeBy(says("enable log sink {target}"));

    public static final ActionType REQUIRE_DATABASE_ENCRYPTION = named(
                    "require-database-encryption",
                    "Lets a Cloud SQL database accept encrypted connections only. Clients without TLS are refused.",
                    CONVERGENT)
            .on(Kinds.SQL_INSTANCE)
            .disruptive()
            .undoable()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .madeBy(says("require encrypted connections to database {target}"));

    public static final ActionType ENABLE_DATABASE_BACKUPS = named(
                    "enable-database-backups", "Takes a backup of a Cloud SQL database every day.", CONVERGENT)
            .on(Kinds.SQL_INSTANCE)
            .undoable()
            .needs(Cloud.GCP, "cloudsql.instances.get", "cloudsql.instances.update")
            .madeBy(says("take daily backups of database {target}"));

    static final List<ActionType> ALL = List.of(
            REMOVE_PUBLIC_BINDINGS,
            DISABLE_SERVICE_ACCOUNT,
            ENABLE_SUBNET_LOGS,
            ENABLE_FIREWALL_LOGS,
            ENABLE_AUDIT_LOGS,
            ENABLE_LOG_SINK,
            REQUIRE_DATABASE_ENCRYPTION,
            ENABLE_DATABASE_BACKUPS);

    private GoogleSecurityActions() {}
}

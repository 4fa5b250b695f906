package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing in the environment that can be healthy or unhealthy.
 *
 * @param origin its account and region
 * @param kind its kind; one of {@link Kinds} for everything that Nightshift can act on
 * @param name its name inside the origin, as the provider's API expects it (an instance id, a service name, for
 *     things inside others a path: {@code cluster/service}, {@code zone/instance}, {@code function:alias})
 */
public record Resource(Origin origin, String kind, String name) {

    /** Reports whether it is of this kind in this cloud, in any account. */
    public boolean is(Cloud cloud, String ofKind) {
        return origin.cloud() == cloud && kind.equals(ofKind);
    }

    /** {@code ec2:instance/i-0abc}: kind and name without the origin, short enough for messages. */
    public String label() {
        return kind + "/" + name;
    }

    /** {@code aws:111122223333:eu-central-1:ec2:instance/i-0abc}: the whole identity, the same in every run. */
    @Override
    public String toString() {
        return origin + ":" + label();
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("cloud", origin.cloud().id())
                .with("account", origin.account())
                .with("region", origin.region())
                .with("kind", kind)
                .with("name", name);
    }

    public static Resource fromJson(View json) throws JsonException {
        var cloud = Cloud.byId(json.at("cloud").text())
                .orElseThrow(() -> json.at("cloud").wrong("aws, gcp or none"));
        var origin =
                new Origin(cloud, json.at("account").text(), json.at("region").text());
        return new Resource(origin, json.at("kind").text(), json.at("name").text());
    }

    /** The kinds that decoders produce; the part before the colon is the provider's own service name. */
    public static final class Kinds {
        public static final String EC2_INSTANCE = "ec2:instance";
        public static final String AUTO_SCALING_GROUP = "autoscaling:group";
        /** Name: {@code targetgroup/NAME/ID}, the last part of its ARN, as in CloudWatch's dimension. */
        public static final String TARGET_GROUP = "elbv2:target-group";
        /** Name: {@code app/NAME/ID}, the last part of its ARN, as in CloudWatch's dimension. */
        public static final String LOAD_BALANCER = "elbv2:load-balancer";

        public static final String RDS_INSTANCE = "rds:instance";
        public static final String RDS_CLUSTER = "rds:cluster";
        /** Name: {@code FUNCTION} or {@code FUNCTION:ALIAS}. */
        public static final String LAMBDA_FUNCTION = "lambda:function";
        /** Name: {@code CLUSTER/SERVICE}. */
        public static final String ECS_SERVICE = "ecs:service";

        public static final String EC2_SECURITY_GROUP = "ec2:security-group";
        public static final String EC2_VOLUME = "ec2:volume";
        public static final String EC2_SNAPSHOT = "ec2:snapshot";
        public static final String EC2_IMAGE = "ec2:image";
        public static final String EC2_VPC = "ec2:vpc";
        public static final String EC2_SUBNET = "ec2:subnet";
        public static final String EC2_NETWORK_INTERFACE = "ec2:network-interface";
        public static final String EC2_NETWORK_ACL = "ec2:network-acl";
        /** Name: the allocation id, {@code eipalloc-…}. */
        public static final String EC2_ADDRESS = "ec2:address";

        public static final String EC2_LAUNCH_TEMPLATE = "ec2:launch-template";
        /** Name: {@code app/NAME/ID/ID}, the last part of its ARN. */
        public static final String LISTENER = "elbv2:listener";

        public static final String CLASSIC_LOAD_BALANCER = "elb:load-balancer";
        public static final String RDS_SNAPSHOT = "rds:snapshot";
        public static final String RDS_CLUSTER_SNAPSHOT = "rds:cluster-snapshot";
        public static final String EVENT_SOURCE_MAPPING = "lambda:event-source-mapping";
        public static final String ECS_CLUSTER = "ecs:cluster";
        /** Name: {@code CLUSTER/TASK}. */
        public static final String ECS_TASK = "ecs:task";
        /** Name: {@code CLUSTER/ID}. */
        public static final String ECS_CONTAINER_INSTANCE = "ecs:container-instance";

        public static final String EKS_CLUSTER = "eks:cluster";
        /** Name: {@code CLUSTER/GROUP}. */
        public static final String EKS_NODE_GROUP = "eks:node-group";

        public static final String S3_BUCKET = "s3:bucket";
        public static final String IAM_USER = "iam:user";
        public static final String IAM_ROLE = "iam:role";
        public static final String IAM_GROUP = "iam:group";
        public static final String IAM_POLICY = "iam:policy";
        /** Name: the key's id, {@code AKIA…}; the user is a label, if the sender names it. */
        public static final String IAM_ACCESS_KEY = "iam:access-key";

        public static final String KMS_KEY = "kms:key";
        public static final String CLOUDTRAIL_TRAIL = "cloudtrail:trail";
        public static final String GUARDDUTY_DETECTOR = "guardduty:detector";
        public static final String SQS_QUEUE = "sqs:queue";
        public static final String SNS_TOPIC = "sns:topic";
        public static final String DYNAMODB_TABLE = "dynamodb:table";
        public static final String CLOUDFRONT_DISTRIBUTION = "cloudfront:distribution";
        public static final String REDSHIFT_CLUSTER = "redshift:cluster";
        public static final String ELASTICACHE_CLUSTER = "elasticache:cluster";
        public static final String ELASTICACHE_REPLICATION_GROUP = "elasticache:replication-group";
        public static final String OPENSEARCH_DOMAIN = "opensearch:domain";
        /** Name: with the six characters at the end, as in its ARN. */
        public static final String SECRET = "secretsmanager:secret";

        public static final String SSM_PARAMETER = "ssm:parameter";
        public static final String SSM_DOCUMENT = "ssm:document";
        public static final String ACM_CERTIFICATE = "acm:certificate";
        public static final String CODEBUILD_PROJECT = "codebuild:project";
        public static final String CODEPIPELINE_PIPELINE = "codepipeline:pipeline";
        /** Name: {@code APPLICATION/GROUP}. */
        public static final String CODEDEPLOY_DEPLOYMENT_GROUP = "codedeploy:deployment-group";

        public static final String BATCH_JOB = "batch:job";
        public static final String BATCH_JOB_QUEUE = "batch:job-queue";
        public static final String STATE_MACHINE = "states:state-machine";
        /** Name: {@code MACHINE:EXECUTION}. */
        public static final String STATE_MACHINE_EXECUTION = "states:execution";

        public static final String BACKUP_VAULT = "backup:vault";
        public static final String DMS_REPLICATION_INSTANCE = "dms:replication-instance";
        public static final String DMS_REPLICATION_TASK = "dms:replication-task";
        public static final String LOG_GROUP = "logs:group";
        public static final String EVENT_RULE = "events:rule";
        /** Name: {@code NAME} or {@code NAME/ID}. */
        public static final String CLOUDFORMATION_STACK = "cloudformation:stack";
        /** Name: {@code regional/NAME/ID} or {@code global/NAME/ID}. */
        public static final String WEB_ACL = "wafv2:web-acl";
        /** Name: {@code regional/NAME/ID} or {@code global/NAME/ID}. */
        public static final String IP_SET = "wafv2:ip-set";

        public static final String REST_API = "apigateway:rest-api";
        public static final String KINESIS_STREAM = "kinesis:stream";
        public static final String EFS_FILE_SYSTEM = "efs:file-system";
        public static final String CONFIG_RULE = "config:rule";
        public static final String BUDGET = "budgets:budget";
        public static final String AWS_ACCOUNT = "aws:account";

        public static final String RUN_SERVICE = "run:service";
        public static final String SQL_INSTANCE = "sql:instance";
        /** Name: {@code ZONE/INSTANCE}. */
        public static final String GCE_INSTANCE = "gce:instance";
        /** Name: {@code LOCATION/GROUP}. */
        public static final String INSTANCE_GROUP = "gce:instance-group";
        /** Name: {@code CLUSTER/NAMESPACE/DEPLOYMENT}. */
        public static final String GKE_DEPLOYMENT = "gke:deployment";
        /** Name: {@code CLUSTER/NAMESPACE/NAME}. */
        public static final String GKE_STATEFUL_SET = "gke:statefulset";
        /** Name: {@code CLUSTER/NAMESPACE/NAME}. */
        public static final String GKE_DAEMON_SET = "gke:daemonset";
        /** Name: {@code CLUSTER/NAMESPACE/POD}. */
        public static final String GKE_POD = "gke:pod";
        /** Name: {@code CLUSTER/NODE}. */
        public static final String GKE_NODE = "gke:node";
        /** Name: {@code LOCATION/CLUSTER}. */
        public static final String GKE_CLUSTER = "gke:cluster";
        /** Name: {@code LOCATION/CLUSTER/POOL}. */
        public static final String GKE_NODE_POOL = "gke:node-pool";

        public static final String RUN_JOB = "run:job";
        public static final String CLOUD_FUNCTION = "functions:function";
        /** Name: {@code ZONE/DISK}; {@code REGION/DISK} of a regional one. */
        public static final String GCE_DISK = "gce:disk";

        public static final String GCE_SNAPSHOT = "gce:snapshot";
        public static final String GCE_IMAGE = "gce:image";
        /** Name: {@code REGION/ADDRESS}; {@code ADDRESS} of a global one. */
        public static final String GCE_ADDRESS = "gce:address";

        public static final String GCE_FIREWALL = "gcp:firewall";
        public static final String GCE_NETWORK = "gce:network";
        /** Name: {@code REGION/SUBNETWORK}. */
        public static final String GCE_SUBNETWORK = "gce:subnetwork";
        /** Name: {@code BACKEND}; {@code REGION/BACKEND} of a regional one. */
        public static final String GCE_BACKEND_SERVICE = "gcp:gce_backend_service";

        /** Name: {@code PROXY}; {@code REGION/PROXY} of a regional one. */
        public static final String GCE_HTTP_PROXY = "gce:target-http-proxy";

        public static final String GCE_SECURITY_POLICY = "gce:security-policy";
        public static final String GCE_INSTANCE_TEMPLATE = "gce:instance-template";
        public static final String GCS_BUCKET = "gcs:bucket";
        /** Name: its e-mail address, or its number. */
        public static final String SERVICE_ACCOUNT = "iam:service-account";
        /** Name: {@code ACCOUNT/KEY}. */
        public static final String SERVICE_ACCOUNT_KEY = "iam:service-account-key";

        public static final String PUBSUB_TOPIC = "pubsub:topic";
        public static final String PUBSUB_SUBSCRIPTION = "pubsub:subscription";
        public static final String GCP_SECRET = "secretmanager:secret";
        /** Name: {@code OWNER/REPOSITORY/NUMBER}. */
        public static final String GITHUB_SECRET_ALERT = "github:secret-alert";
        /** Name: {@code LOCATION/RING/KEY}. */
        public static final String KMS_CRYPTO_KEY = "cloudkms:crypto-key";

        public static final String BIGQUERY_DATASET = "bigquery:dataset";
        /** Name: {@code DATASET/TABLE}. */
        public static final String BIGQUERY_TABLE = "bigquery:table";
        /** Name: {@code REGION/INSTANCE}. */
        public static final String MEMORYSTORE_INSTANCE = "redis:instance";
        /** Name: the database's id; {@code (default)} is one. */
        public static final String FIRESTORE_DATABASE = "firestore:database";

        public static final String DNS_ZONE = "dns:managed-zone";
        public static final String LOG_SINK = "logging:sink";
        /** Name: {@code LOCATION/BUCKET}; {@code BUCKET} of a global one. */
        public static final String LOG_BUCKET = "logging:bucket";

        public static final String BUILD = "cloudbuild:build";
        /** Name: {@code REGION/PIPELINE}. */
        public static final String DELIVERY_PIPELINE = "clouddeploy:delivery-pipeline";

        public static final String BILLING_ACCOUNT = "billing:account";
        public static final String GCP_PROJECT = "gcp:project";

        /** Name: {@code NAMESPACE/DEPLOYMENT}. */
        public static final String K8S_DEPLOYMENT = "k8s:deployment";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_STATEFUL_SET = "k8s:statefulset";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_DAEMON_SET = "k8s:daemonset";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_JOB = "k8s:job";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_CRON_JOB = "k8s:cronjob";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_REPLICA_SET = "k8s:replicaset";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_POD = "k8s:pod";

        public static final String K8S_NODE = "k8s:node";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_VOLUME_CLAIM = "k8s:persistentvolumeclaim";
        /** Name: {@code NAMESPACE/NAME}. */
        public static final String K8S_AUTOSCALER = "k8s:horizontalpodautoscaler";

        public static final String K8S_NAMESPACE = "k8s:namespace";

        /** A repository of images. Its name is its path; outside of the clouds the registry's host comes first. */
        public static final String IMAGE_REPOSITORY = "registry:repository";
        /** A plain process, host or service that only its alert names; {@code JOB/INSTANCE} for one of several hosts. */
        public static final String SERVICE = "service";
        /** The alarm itself, if nothing in the payload names a resource. */
        public static final String ALARM = "alarm";

        /** Copies of secrets in a cluster that the External Secrets Operator refreshes. */
        public static final String GKE_EXTERNAL_SECRET = "gke:externalsecret";

        public static final String K8S_EXTERNAL_SECRET = "k8s:externalsecret";

        /** The workloads of Kubernetes that run pods and replace them by an update of their own. */
        public static final List<String> WORKLOADS = List.of(
                GKE_DEPLOYMENT, GKE_STATEFUL_SET, GKE_DAEMON_SET, K8S_DEPLOYMENT, K8S_STATEFUL_SET, K8S_DAEMON_SET);

        /** The kinds of AWS. */
        public static final List<String> AWS = List.of(
                EC2_INSTANCE,
                AUTO_SCALING_GROUP,
                TARGET_GROUP,
                LOAD_BALANCER,
                RDS_INSTANCE,
                RDS_CLUSTER,
                LAMBDA_FUNCTION,
                ECS_SERVICE,
                EC2_SECURITY_GROUP,
                EC2_VOLUME,
                EC2_SNAPSHOT,
                EC2_IMAGE,
                EC2_VPC,
                EC2_SUBNET,
                EC2_NETWORK_INTERFACE,
                EC2_NETWORK_ACL,
                EC2_ADDRESS,
                EC2_LAUNCH_TEMPLATE,
                LISTENER,
                CLASSIC_LOAD_BALANCER,
                RDS_SNAPSHOT,
                RDS_CLUSTER_SNAPSHOT,
                EVENT_SOURCE_MAPPING,
                ECS_CLUSTER,
                ECS_TASK,
                ECS_CONTAINER_INSTANCE,
                EKS_CLUSTER,
                EKS_NODE_GROUP,
                S3_BUCKET,
                IAM_USER,
                IAM_ROLE,
                IAM_GROUP,
                IAM_POLICY,
                IAM_ACCESS_KEY,
                KMS_KEY,
                CLOUDTRAIL_TRAIL,
                GUARDDUTY_DETECTOR,
                SQS_QUEUE,
                SNS_TOPIC,
                DYNAMODB_TABLE,
                CLOUDFRONT_DISTRIBUTION,
                REDSHIFT_CLUSTER,
                ELASTICACHE_CLUSTER,
                ELASTICACHE_REPLICATION_GROUP,
                OPENSEARCH_DOMAIN,
                SECRET,
                SSM_PARAMETER,
                SSM_DOCUMENT,
                ACM_CERTIFICATE,
                CODEBUILD_PROJECT,
                CODEPIPELINE_PIPELINE,
                CODEDEPLOY_DEPLOYMENT_GROUP,
                BATCH_JOB,
                BATCH_JOB_QUEUE,
                STATE_MACHINE,
                STATE_MACHINE_EXECUTION,
                BACKUP_VAULT,
                DMS_REPLICATION_INSTANCE,
                DMS_REPLICATION_TASK,
                LOG_GROUP,
                EVENT_RULE,
                CLOUDFORMATION_STACK,
                WEB_ACL,
                IP_SET,
                REST_API,
                KINESIS_STREAM,
                EFS_FILE_SYSTEM,
                CONFIG_RULE,
                BUDGET,
                AWS_ACCOUNT);

        /** The kinds of Google Cloud. */
        public static final List<String> GOOGLE = List.of(
                RUN_SERVICE,
                SQL_INSTANCE,
                GCE_INSTANCE,
                INSTANCE_GROUP,
                GKE_DEPLOYMENT,
                GKE_STATEFUL_SET,
                GKE_DAEMON_SET,
                GKE_POD,
                GKE_NODE,
                GKE_CLUSTER,
                GKE_NODE_POOL,
                GKE_EXTERNAL_SECRET,
                RUN_JOB,
                CLOUD_FUNCTION,
                GCE_DISK,
                GCE_SNAPSHOT,
                GCE_IMAGE,
                GCE_ADDRESS,
                GCE_FIREWALL,
                GCE_NETWORK,
                GCE_SUBNETWORK,
                GCE_BACKEND_SERVICE,
                GCE_HTTP_PROXY,
                GCE_SECURITY_POLICY,
                GCE_INSTANCE_TEMPLATE,
                GCS_BUCKET,
                SERVICE_ACCOUNT,
                SERVICE_ACCOUNT_KEY,
                PUBSUB_TOPIC,
                PUBSUB_SUBSCRIPTION,
                GCP_SECRET,
                KMS_CRYPTO_KEY,
                BIGQUERY_DATASET,
                BIGQUERY_TABLE,
                MEMORYSTORE_INSTANCE,
                FIRESTORE_DATABASE,
                DNS_ZONE,
                LOG_SINK,
                LOG_BUCKET,
                BUILD,
                DELIVERY_PIPELINE,
                BILLING_ACCOUNT,
                GCP_PROJECT);

        /** The kinds of no cloud. */
        public static final List<String> OPEN = List.of(
                K8S_DEPLOYMENT,
                K8S_STATEFUL_SET,
                K8S_DAEMON_SET,
                K8S_JOB,
                K8S_CRON_JOB,
                K8S_REPLICA_SET,
                K8S_POD,
                K8S_NODE,
                K8S_VOLUME_CLAIM,
                K8S_AUTOSCALER,
                K8S_NAMESPACE,
                K8S_EXTERNAL_SECRET,
                IMAGE_REPOSITORY,
                SERVICE,
                ALARM);

        /** All kinds, in the order above. */
        public static final List<String> ALL =
                Stream.of(AWS, GOOGLE, OPEN).flatMap(List::stream).toList();

        /** The cloud whose resources have this kind; {@link Cloud#NONE} for an open or unknown kind. */
        public static Cloud cloud(String kind) {
            if (AWS.contains(kind)) {
                return Cloud.AWS;
            }
            return GOOGLE.contains(kind) ? Cloud.GCP : Cloud.NONE;
        }

        private Kinds() {}
    }
}

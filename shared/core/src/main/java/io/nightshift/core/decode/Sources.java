package io.nightshift.core.decode;

import io.nightshift.core.signal.Cloud;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The senders of signals, as {@link Signal.Header#source} names them. A CloudEvent can have any other source, and so can an
 * event of an application on EventBridge; only names that begin with {@code aws.} or {@code gcp.} are the clouds' own.
 */
public final class Sources {

    public static final String AWS_PREFIX = "aws.";
    public static final String GCP_PREFIX = "gcp.";

    /** The signal types of a sender that sends only these. An API call through CloudTrail has the service's source. */
    private static final Map<String, Set<String>> TYPES = Map.ofEntries(
            Map.entry("alertmanager", Set.of("alarm")),
            Map.entry("grafana", Set.of("alarm")),
            Map.entry("registry", Set.of("image-push")),
            Map.entry("nightshift.secrets", Set.of("provider-notice")),
            Map.entry("github", Set.of("image-push")),
            Map.entry("gcp.monitoring", Set.of("alarm")),
            Map.entry("gcp.logging", Set.of("log", "notice")),
            Map.entry("gcp.audit", Set.of("resource-change", "log", "notice")),
            Map.entry("gcp.artifact-registry", Set.of("image-push", "image-scan", "notice")),
            Map.entry("gcp.scc", Set.of("finding")),
            Map.entry("gcp.gke", Set.of("provider-notice")),
            Map.entry("gcp.billing", Set.of("provider-notice")),
            Map.entry("gcp.cloudbuild", Set.of("resource-change")),
            Map.entry("gcp.clouddeploy", Set.of("resource-change")),
            Map.entry("gcp.storage", Set.of("resource-change")),
            Map.entry("aws.cloudwatch", Set.of("alarm", "resource-change", "notice")),
            Map.entry("aws.health", Set.of("provider-notice", "resource-change", "notice")),
            Map.entry("aws.securityhub", Set.of("finding", "resource-change", "notice")),
            Map.entry("aws.guardduty", Set.of("finding", "resource-change", "notice")),
            Map.entry("aws.wafv2", Set.of("log", "resource-change", "notice")),
            Map.entry("aws.logs", Set.of("log", "resource-change", "notice")));

    /** The labels of senders whose signals have no others; those of the rest depend on what they report about. */
    private static final Map<String, Set<String>> LABELS = Map.of(
            "aws.guardduty",
            Set.of(
                    "actionType",
                    "count",
                    "detectorId",
                    "remoteIp",
                    "resourceRole",
                    "resourceType",
                    "sample",
                    "userName",
                    "userType"),
            "aws.wafv2",
            Set.of(
                    "action",
                    "clientIp",
                    "country",
                    "httpMethod",
                    "httpSourceId",
                    "httpSourceName",
                    "terminatingRuleId",
                    "terminatingRuleType",
                    "uri"),
            "aws.cloudtrail",
            Set.of(
                    "errorCode",
                    "eventSource",
                    "eventType",
                    "invokedBy",
                    "mfaAuthenticated",
                    "mfaUsed",
                    "readOnly",
                    "sourceIPAddress",
                    "user",
                    "userAgent",
                    "userType"));

    /** AWS services that send events, with and without a decoder of their own. */
    private static final String AWS = """
            access-analyzer account acm acm-pca amplify aoss apigateway appconfig appflow application-autoscaling
            applicationinsights appmesh apprunner appsync athena autoscaling backup batch bedrock braket budgets
            cassandra ce chatbot cleanrooms cloud9 cloudformation cloudfront cloudhsm cloudsearch cloudshell cloudtrail
            cloudwatch codeartifact codebuild codecommit codeconnections codedeploy codepipeline codestar
            cognito-identity cognito-idp config connect controltower cur databrew dataexchange datapipeline datasync
            datazone dax deadline detective devicefarm devops-guru directconnect discovery dlm dms docdb drs ds
            dynamodb ebs ec2 ec2fleet ec2spotfleet ecr ecs eks elasticache elasticbeanstalk elasticfilesystem
            elasticloadbalancing elasticmapreduce emr emr-containers emr-serverless es events finspace firehose fis fms
            forecast fsx gamelift glacier glue grafana greengrass groundstation guardduty health iam identitystore
            imagebuilder inspector inspector2 internetmonitor iot iotanalytics ivs kafka kendra kinesis
            kinesisanalytics kms lakeformation lambda lex license-manager lightsail location logs macie macie2
            managedblockchain mediaconvert medialive mediapackage memorydb mgn migrationhub monitoring mq mwaa neptune
            network-firewall networkmanager networkmonitor oam omics opensearch opsworks organizations outposts
            partner personalize pipes polly pricing proton qldb quicksight ram rds redshift redshift-data
            redshift-serverless rekognition resiliencehub resource-groups robomaker rolesanywhere route53
            route53-recovery-readiness route53domains route53resolver rum s3 sagemaker savingsplans scheduler schemas
            secretsmanager securityhub securitylake serverlessrepo servicecatalog servicediscovery servicequotas ses
            shield signer signin sms sns sqs ssm ssm-contacts ssm-incidents ssm-sap sso states storagegateway sts
            support swf synthetics tag textract timestream transcribe transfer translate trustedadvisor vmwarecloudonaws
            vpc-lattice waf waf-regional wafv2 wellarchitected workmail workspaces xray
            """;

    /** All known senders. */
    public static final Set<String> KNOWN = known();

    private Sources() {}

    private static Set<String> known() {
        var known = new TreeSet<>(TYPES.keySet());
        known.add("cloudevents");
        Arrays.stream(AWS.strip().split("\\s+")).map(AWS_PREFIX::concat).forEach(known::add);
        return Collections.unmodifiableSet(known);
    }

    /** Whether only a cloud sends under this name. */
    public static boolean isReserved(String source) {
        return source.startsWith(AWS_PREFIX) || source.startsWith(GCP_PREFIX);
    }

    /** The known sender that a misspelled name probably means. */
    public static Optional<String> nearest(String source) {
        int most = Math.max(1, own(source).length() / 5);
        return KNOWN.stream()
                .filter(known -> isReserved(known) || !isReserved(source))
                .filter(known -> source.length() <= 64 && NearestName.distance(source, known) <= most)
                .min(Comparator.comparingInt(known -> NearestName.distance(source, known)));
    }

    private static String own(String source) {
        return source.substring(isReserved(source) ? AWS_PREFIX.length() : 0);
    }

    /** The signal types that a sender can send; empty if it can send any. */
    public static Set<String> types(String source) {
        return TYPES.getOrDefault(source, Set.of());
    }

    /** The labels that signals of a sender can have; empty if they can have any. */
    public static Set<String> labels(String source) {
        return LABELS.getOrDefault(source, Set.of());
    }

    /** The cloud that a sender reports about; {@link Cloud#NONE} if it can report about anything. */
    public static Cloud cloud(String source) {
        if (source.startsWith(AWS_PREFIX)) {
            return Cloud.AWS;
        }
        return source.startsWith(GCP_PREFIX) ? Cloud.GCP : Cloud.NONE;
    }
}

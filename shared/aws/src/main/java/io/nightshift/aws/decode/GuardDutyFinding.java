package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Set;

/**
 * A GuardDuty finding: it keeps its id, and each update is a separate event. An administrator account gets the findings of its
 * members: account and region are taken from the finding.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-format.html">AWS: finding details</a>
 */
final class GuardDutyFinding implements EventBridgeFormat {

    /** A member of {@code resource}, of it the members that name the resource, and the kind. */
    private record Place(String type, List<String> path, String kind) {}

    private static final List<Place> PLACES = List.of(
            new Place("AccessKey", List.of("accessKeyDetails", "accessKeyId"), Kinds.IAM_ACCESS_KEY),
            new Place("AccessKey", List.of("accessKeyDetails", "userName"), Kinds.IAM_USER),
            new Place("Lambda", List.of("lambdaDetails", "functionArn"), Kinds.LAMBDA_FUNCTION),
            new Place("EKSCluster", List.of("eksClusterDetails", "arn"), Kinds.EKS_CLUSTER),
            new Place("ECSCluster", List.of("ecsClusterDetails", "arn"), Kinds.ECS_CLUSTER),
            new Place("RDSDBInstance", List.of("rdsDbInstanceDetails", "dbInstanceArn"), Kinds.RDS_INSTANCE),
            new Place("RDSDBInstance", List.of("rdsDbInstanceDetails", "dbInstanceIdentifier"), Kinds.RDS_INSTANCE),
            new Place("Instance", List.of("instanceDetails", "instanceId"), Kinds.EC2_INSTANCE),
            new Place("EBSSnapshot", List.of("ebsSnapshotDetails", "snapshotArn"), Kinds.EC2_SNAPSHOT),
            new Place("EC2AMI", List.of("ec2ImageDetails", "imageArn"), Kinds.EC2_IMAGE));

    @Override
    public String name() {
        return "GuardDuty finding";
    }

    @Override
    public String source() {
        return "aws.guardduty";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("GuardDuty Finding");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var finding = event.detail();
        var origin = Origin.aws(
                Fields.name(finding.at("accountId")),
                Fields.firstName(finding.at("region")).isEmpty()
                        ? event.origin().region()
                        : Fields.name(finding.at("region")));
        var updated = ProviderTimes.timeOr(finding.at("updatedAt"), event.time());
        var id = Fields.name(finding.at("id")) + "@" + updated;
        var title = finding.at("title").exists() ? finding.at("title") : finding.at("description");
        return Decoded.of(new Signal.Finding(
                event.header(id, updated, subject(finding.at("resource"), origin), labels(finding)),
                Fields.name(finding.at("type")),
                Fields.message(title),
                FindingText.ofTen(finding.at("severity").number().doubleValue()),
                open(finding.at("service"))));
    }

    /** A sample finding, which people make to try their rules, is about nothing that exists. */
    private static boolean open(View service) throws JsonException {
        return !service.at("archived").boolOr(false)
                && !service.at("additionalInfo", "sample").boolOr(false);
    }

    private static Labels labels(View finding) throws JsonException {
        var service = finding.at("service");
        return new Labels()
                .with("resourceType", finding.at("resource", "resourceType"))
                .with("resourceRole", service.at("resourceRole"))
                .with("actionType", service.at("action", "actionType"))
                .with("count", service.at("count"))
                .with("sample", service.at("additionalInfo", "sample"))
                .with("detectorId", service.at("detectorId"))
                .with(finding.at("resource", "accessKeyDetails"), "userName", "userType")
                .with("remoteIp", remote(service.at("action")));
    }

    /** The address at the other side, to block: each type of action has it in its own member. */
    private static String remote(View action) throws JsonException {
        for (var type : List.of(
                "networkConnectionAction", "awsApiCallAction", "kubernetesApiCallAction", "rdsLoginAttemptAction")) {
            var address = address(action.at(type, "remoteIpDetails"));
            if (!address.isEmpty()) {
                return address;
            }
        }
        var probe = action.at("portProbeAction", "portProbeDetails").at(0);
        return address(probe.at("remoteIpDetails"));
    }

    private static String address(View remote) throws JsonException {
        return Fields.firstName(remote.at("ipAddressV4"), remote.at("ipAddressV6"));
    }

    /** The resource of the finding's own type; else any that it names, for an attack on a container also has an instance. */
    private static Resource subject(View resource, Origin origin) throws JsonException {
        var type = Fields.firstName(resource.at("resourceType"));
        if (type.equals("S3Bucket") || resource.at("s3BucketDetails").isArray()) {
            var bucket = resource.at("s3BucketDetails").at(0);
            var name = Fields.firstName(bucket.at("name"), bucket.at("arn"));
            if (!name.isEmpty()) {
                return AwsSubjects.named(Kinds.S3_BUCKET, name, origin);
            }
        }
        var own = PLACES.stream().filter(place -> place.type().equals(type)).toList();
        for (var places : List.of(own, PLACES)) {
            for (var place : places) {
                var details = resource.at(place.path().getFirst());
                var name = Fields.firstName(details.at(place.path().getLast()));
                if (!name.isEmpty()) {
                    return AwsSubjects.named(place.kind(), name, origin);
                }
            }
        }
        return new Resource(origin, Kinds.AWS_ACCOUNT, origin.account());
    }
}

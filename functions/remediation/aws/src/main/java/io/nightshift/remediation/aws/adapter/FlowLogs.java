package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.FlowLogsResourceType;
import software.amazon.awssdk.services.ec2.model.LogDestinationType;
import software.amazon.awssdk.services.ec2.model.TrafficType;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;

/** Whether the traffic of a network or a subnet is logged, wherever to. The undo ends only what goes to the action's bucket. */
record FlowLogs(AwsRegionApis apis, String kind, String name, String bucket) {

    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var logs = new FlowLogs(apis, act.target().kind(), act.target().name(), act.text("bucket"));
        return new SdkSetting(logs::read, (from, to) -> {
            if (SdkSetting.on(to)) {
                logs.create();
            } else {
                logs.delete();
            }
        });
    }

    private Optional<State> read() {
        return SdkSetting.found(
                        this::tags,
                        "InvalidVpcID.NotFound",
                        "InvalidSubnetID.NotFound",
                        "InvalidVpcId.Malformed",
                        "InvalidSubnetID.Malformed")
                .map(tags -> State.of(tags, !logs().isEmpty(), true));
    }

    private Optional<Map<String, String>> tags() {
        return kind.equals(Kinds.EC2_SUBNET)
                ? apis.ec2().describeSubnets(request -> request.subnetIds(name)).subnets().stream()
                        .findFirst()
                        .map(found -> Tags.ofEc2(found.tags()))
                : apis.ec2().describeVpcs(request -> request.vpcIds(name)).vpcs().stream()
                        .findFirst()
                        .map(found -> Tags.ofEc2(found.tags()));
    }

    private List<FlowLog> logs() {
        return apis
                .ec2()
                .describeFlowLogsPaginator(request -> request.filter(
                        Filter.builder().name("resource-id").values(name).build()))
                .flowLogs()
                .stream()
                .toList();
    }

    private void create() {
        check(apis.ec2()
                .createFlowLogs(request -> request.resourceIds(name)
                        .resourceType(
                                kind.equals(Kinds.EC2_SUBNET) ? FlowLogsResourceType.SUBNET : FlowLogsResourceType.VPC)
                        .trafficType(TrafficType.ALL)
                        .logDestinationType(LogDestinationType.S3)
                        .logDestination(bucket))
                .unsuccessful());
    }

    private void delete() {
        var ids = logs().stream()
                .filter(log -> bucket.equals(log.logDestination()))
                .map(FlowLog::flowLogId)
                .toList();
        check(apis.ec2().deleteFlowLogs(request -> request.flowLogIds(ids)).unsuccessful());
    }

    /** EC2 answers with 200 although it has refused, and says so in the answer. */
    private static void check(List<UnsuccessfulItem> refused) {
        if (!refused.isEmpty()) {
            throw Ec2Exception.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName("Ec2")
                            .errorCode(refused.getFirst().error().code())
                            .errorMessage("")
                            .build())
                    .build();
        }
    }
}

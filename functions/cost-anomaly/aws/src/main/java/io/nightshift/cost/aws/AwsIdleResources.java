package io.nightshift.cost.aws;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.idle.ResourceUse;
import io.nightshift.cost.idle.UseMetric;
import io.nightshift.cost.runtime.IdleSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Machines, volumes, addresses, databases and load balancers of one region, and how CloudWatch saw them used. */
public record AwsIdleResources(AwsRegionApis apis, String account) implements IdleSource {

    /** Every call that it makes. */
    public static final List<String> PERMISSIONS = List.of(
            "cloudwatch:GetMetricData",
            "ec2:DescribeAddresses",
            "ec2:DescribeInstances",
            "ec2:DescribeVolumes",
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth",
            "rds:DescribeDBInstances");

    private static final int PAGE = 500;
    private static final String RUNNING = "running";
    private static final String MEAN = "Average";
    private static final String HIGHEST = "Maximum";
    private static final String SUM = "Sum";

    @Override
    public String place() {
        return apis.region();
    }

    @Override
    public List<Part> parts() {
        return List.of(
                new Part("EC2 instances", this::instances),
                new Part("EBS volumes", this::volumes),
                new Part("addresses", now -> addresses()),
                new Part("RDS databases", this::databases),
                new Part("load balancers", now -> new IdleBalancers(apis, account).read(now)));
    }

    private Resource resource(String kind, String name) {
        return new Resource(Origin.aws(account, apis.region()), kind, name);
    }

    private List<ResourceUse> instances(Instant now) throws CallFailed {
        var sizes = new LinkedHashMap<String, String>();
        states().forEach((id, state) -> {
            if (state.startsWith(RUNNING)) {
                sizes.put(id, state.substring(RUNNING.length() + 1));
            }
        });
        var metrics = new DailyMetrics(apis.cloudWatch());
        for (var id : sizes.keySet()) {
            want(metrics, id, UseMetric.CPU_MEAN, "CPUUtilization", MEAN);
            want(metrics, id, UseMetric.CPU_HIGHEST, "CPUUtilization", HIGHEST);
            want(metrics, id, UseMetric.NETWORK_BYTES, "NetworkIn", SUM);
            want(metrics, id, UseMetric.NETWORK_BYTES, "NetworkOut", SUM);
        }
        return measured(Kinds.EC2_INSTANCE, sizes, metrics.read(now));
    }

    private static void want(DailyMetrics metrics, String id, UseMetric use, String name, String statistic) {
        metrics.want(id, use, "AWS/EC2", name, "InstanceId", id, statistic);
    }

    private List<ResourceUse> measured(
            String kind, Map<String, String> sizes, Map<String, Map<UseMetric, List<Double>>> days) {
        return sizes.entrySet().stream()
                .map(one -> ResourceUse.measured(
                        resource(kind, one.getKey()), one.getValue(), days.getOrDefault(one.getKey(), Map.of())))
                .toList();
    }

    /** State and type of each instance by its id. */
    private Map<String, String> states() throws CallFailed {
        var states = new LinkedHashMap<String, String>();
        AwsCalls.read(() -> {
            apis.ec2()
                    .describeInstancesPaginator(request -> request.maxResults(PAGE))
                    .reservations()
                    .forEach(reservation -> reservation
                            .instances()
                            .forEach(one -> states.put(
                                    one.instanceId(), one.state().nameAsString() + " " + one.instanceTypeAsString())));
            return true;
        });
        return states;
    }

    private List<ResourceUse> volumes(Instant now) throws CallFailed {
        var uses = new ArrayList<ResourceUse>();
        var attached = new LinkedHashMap<String, String>();
        var metrics = new DailyMetrics(apis.cloudWatch());
        var volumes = AwsCalls.read(
                () -> apis.ec2().describeVolumesPaginator(request -> request.maxResults(PAGE)).volumes().stream()
                        .toList());
        for (var volume : volumes) {
            var size = volume.size() + " GiB " + volume.volumeTypeAsString();
            if (isAttached(volume)) {
                attached.put(volume.volumeId(), size);
                for (var name : List.of("VolumeReadOps", "VolumeWriteOps")) {
                    metrics.want(
                            volume.volumeId(),
                            UseMetric.DISK_OPERATIONS,
                            "AWS/EBS",
                            name,
                            "VolumeId",
                            volume.volumeId(),
                            SUM);
                }
            } else if ("available".equals(volume.stateAsString())) {
                uses.add(ResourceUse.unused(
                        resource(Kinds.EC2_VOLUME, volume.volumeId()),
                        size,
                        "attached to nothing",
                        Optional.ofNullable(volume.createTime())));
            }
        }
        uses.addAll(measured(Kinds.EC2_VOLUME, attached, metrics.read(now)));
        return uses;
    }

    private static boolean isAttached(Volume volume) {
        return "in-use".equals(volume.stateAsString());
    }

    /** An address costs money whether it is used or not; one of a stopped machine is used by nothing. */
    private List<ResourceUse> addresses() throws CallFailed {
        var states = states();
        return AwsCalls.read(() -> apis.ec2().describeAddresses().addresses().stream()
                .map(address -> {
                    var of = resource(Kinds.EC2_ADDRESS, address.allocationId());
                    if (address.associationId() == null) {
                        return ResourceUse.unused(of, address.publicIp(), "attached to nothing", Optional.empty());
                    }
                    var state = states.getOrDefault(String.valueOf(address.instanceId()), RUNNING);
                    return state.startsWith("stopped")
                            ? ResourceUse.unused(
                                    of,
                                    address.publicIp(),
                                    "attached to " + address.instanceId() + ", which is stopped",
                                    Optional.empty())
                            : ResourceUse.measured(of, address.publicIp(), Map.of());
                })
                .toList());
    }

    private List<ResourceUse> databases(Instant now) throws CallFailed {
        var sizes = new LinkedHashMap<String, String>();
        AwsCalls.read(() -> {
            apis.rds().describeDBInstancesPaginator().dbInstances().stream()
                    .filter(database -> "available".equals(database.dbInstanceStatus()))
                    .forEach(database -> sizes.put(database.dbInstanceIdentifier(), database.dbInstanceClass()));
            return true;
        });
        var metrics = new DailyMetrics(apis.cloudWatch());
        for (var id : sizes.keySet()) {
            metrics.want(
                    id, UseMetric.CONNECTIONS, "AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", id, HIGHEST);
            metrics.want(id, UseMetric.CPU_HIGHEST, "AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", id, HIGHEST);
        }
        return measured(Kinds.RDS_INSTANCE, sizes, metrics.read(now));
    }
}

package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Item;

/**
 * Replication groups of ElastiCache: the properties {@code members} and {@code primary}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/">ElastiCache query API, 2015-02-02</a>
 */
final class FakeElastiCache implements FakeService {

    private static final String NAMESPACE = "http://elasticache.amazonaws.com/doc/2015-02-02/";
    private static final String TYPE = "replication-group/";
    private static final String NODES = "0001";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeReplicationGroups" -> describe(call, account);
            case "ListTagsForResource" -> tags(call, account);
            case "TestFailover" -> failOver(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static AwsError missing(String id) {
        return new AwsError(404, "ReplicationGroupNotFoundFault", "ReplicationGroup " + id + " not found.");
    }

    private static String describe(AwsCall call, FakeAccount account) {
        call.only("ReplicationGroupId", "Marker", "MaxRecords");
        var id = call.required("ReplicationGroupId");
        var group = account.items(TYPE).stream()
                .filter(item -> item.key().equals(TYPE + id))
                .findFirst()
                .orElseThrow(() -> missing(id));
        return FakeService.query(
                call, NAMESPACE, Xml.of("ReplicationGroups", Xml.of("ReplicationGroup", inside(id, group))));
    }

    private static String inside(String id, Item group) {
        var members = Xml.list(
                "NodeGroupMembers",
                "NodeGroupMember",
                group.texts("members"),
                member -> Xml.text("CacheClusterId", member)
                        + Xml.text("CacheNodeId", NODES)
                        + Xml.text("CurrentRole", member.equals(group.text("primary")) ? "primary" : "replica"));
        return Xml.text("ReplicationGroupId", id)
                + Xml.text("ARN", arn(id))
                + Xml.text("Status", "available")
                + Xml.text("ClusterEnabled", false)
                + Xml.text("AutomaticFailover", group.text("failover"))
                + Xml.of("NodeGroups", Xml.of("NodeGroup", Xml.text("NodeGroupId", NODES), members));
    }

    private static String arn(String id) {
        return AwsStandIn.arn("elasticache", "replicationgroup:" + id);
    }

    private static String tags(AwsCall call, FakeAccount account) {
        call.only("ResourceName");
        return account.items(TYPE).stream()
                .filter(item -> arn(item.key().substring(TYPE.length())).equals(call.required("ResourceName")))
                .findFirst()
                .map(item ->
                        FakeService.query(call, NAMESPACE, Xml.tags("TagList", "Tag", "Key", "Value", item.tags())))
                .orElseThrow(() -> missing(call.required("ResourceName")));
    }

    private static String failOver(AwsCall call, FakeAccount account) {
        call.only("ReplicationGroupId", "NodeGroupId");
        var id = call.required("ReplicationGroupId");
        var group = account.item(TYPE + id).orElseThrow(() -> missing(id));
        if (!call.required("NodeGroupId").equals(NODES)) {
            throw new AwsError(404, "NodeGroupNotFoundFault", "NodeGroup not found.");
        }
        if (!group.text("failover").equals("enabled")) {
            throw new AwsError(400, "InvalidReplicationGroupState", "Automatic failover is not enabled.");
        }
        var next = group.texts("members").stream()
                .filter(member -> !member.equals(group.text("primary")))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "InvalidReplicationGroupState", "There is no replica."));
        var changed = group.with("primary", next);
        account.change("fail-over", changed);
        return FakeService.query(call, NAMESPACE, Xml.of("ReplicationGroup", inside(id, changed)));
    }
}

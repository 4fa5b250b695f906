package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;
import software.amazon.awssdk.services.elasticache.model.NodeGroup;
import software.amazon.awssdk.services.elasticache.model.NodeGroupMember;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Tag;

/**
 * {@code TestFailover}, called once: another primary than before shows that it happened. It is the only call that fails a group
 * with automatic failover over. AWS offers it for tests, allows 15 a day, and may block it while much of a region fails.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_TestFailover.html">TestFailover</a>
 */
record CacheFailover(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    private static final String PRIMARY = "primary";
    private static final String NODES = "nodeGroup";

    @Override
    public LiveState before() {
        return find().map(group -> ActionExecution.found(
                        Tags.of(
                                apis.elastiCache()
                                        .listTagsForResource(request -> request.resourceName(group.arn()))
                                        .tagList(),
                                Tag::key,
                                Tag::value),
                        Optional.empty(),
                        capsule(group)))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    private Optional<ReplicationGroup> find() {
        return SdkSetting.found(
                () -> apis
                        .elastiCache()
                        .describeReplicationGroups(request ->
                                request.replicationGroupId(action.target().name()))
                        .replicationGroups()
                        .stream()
                        .findFirst(),
                "ReplicationGroupNotFoundFault");
    }

    private static Json.Obj capsule(ReplicationGroup group) {
        var nodes = group.nodeGroups().stream().findFirst();
        var capsule = Json.obj()
                .with(PRIMARY, primary(group))
                .with(NODES, nodes.map(NodeGroup::nodeGroupId).orElse(""));
        return cannot(group, nodes).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    private static Optional<String> cannot(ReplicationGroup group, Optional<NodeGroup> nodes) {
        if (Boolean.TRUE.equals(group.clusterEnabled())) {
            return Optional.of("it has cluster mode: ElastiCache does not say which nodes are primaries");
        }
        if (group.automaticFailover() != AutomaticFailoverStatus.ENABLED) {
            return Optional.of("its automatic failover is " + group.automaticFailoverAsString());
        }
        if (nodes.filter(one -> one.nodeGroupMembers().size() > 1).isEmpty()) {
            return Optional.of("it has no replica");
        }
        return "available".equals(group.status()) ? Optional.empty() : Optional.of("it is " + group.status());
    }

    private static String primary(ReplicationGroup group) {
        return group.nodeGroups().stream()
                .flatMap(nodes -> nodes.nodeGroupMembers().stream())
                .filter(member -> PRIMARY.equals(member.currentRole()))
                .findFirst()
                .map(NodeGroupMember::cacheClusterId)
                .orElse("");
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var nodes = View.of(capsule).at(NODES).text();
        return SdkExecution.changing(() -> {
            apis.once()
                    .elastiCache()
                    .testFailover(request ->
                            request.replicationGroupId(action.target().name()).nodeGroupId(nodes));
            return Json.obj().with(NODES, nodes);
        });
    }

    /** While the failover runs, no primary is shown or still the old one, and the group is busy. */
    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var was = View.of(capsule).at(PRIMARY).text();
        return find().map(group -> primary(group).equals(was) && "available".equals(group.status())
                        ? Probed.NOT_HAPPENED
                        : Probed.HAPPENED)
                .orElse(Probed.UNKNOWN);
    }
}

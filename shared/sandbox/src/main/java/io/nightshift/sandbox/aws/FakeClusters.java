package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.ArrayList;

/** The part of {@link FakeRds} that keeps clusters. */
final class FakeClusters {

    private static final String MEMBERS = "members";
    private static final String WRITER = "writer";

    private FakeClusters() {}

    static String describe(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.items("cluster/").stream()
                .filter(item -> item.key().equals("cluster/" + id))
                .findFirst()
                .orElseThrow(() -> missing(id));
        return FakeService.query(
                call, FakeRds.NAMESPACE, Xml.of("DBClusters", Xml.of("DBCluster", inside(id, cluster))));
    }

    private static AwsError missing(String id) {
        return new AwsError(404, "DBClusterNotFoundFault", "DBCluster " + id + " not found.");
    }

    private static String inside(String id, Item cluster) {
        return Xml.text("DBClusterIdentifier", id)
                + Xml.text("Status", "available")
                + Xml.text("Engine", "aurora-postgresql")
                + Xml.list(
                        "DBClusterMembers",
                        "DBClusterMember",
                        cluster.texts(MEMBERS),
                        member -> Xml.text("DBInstanceIdentifier", member)
                                + Xml.text("IsClusterWriter", member.equals(cluster.text(WRITER)))
                                + Xml.text("PromotionTier", 1))
                + Xml.text("DeletionProtection", cluster.text("DeletionProtection"))
                + Xml.tags("TagList", "Tag", "Key", "Value", cluster.tags());
    }

    static String modify(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier", "DeletionProtection", "ApplyImmediately");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        var changed = cluster.with("DeletionProtection", call.bool("DeletionProtection"));
        account.change("modify", changed);
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBCluster", inside(id, changed)));
    }

    static String failOver(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier", "TargetDBInstanceIdentifier");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        var target = call.required("TargetDBInstanceIdentifier");
        if (!cluster.texts(MEMBERS).contains(target) || cluster.text(WRITER).equals(target)) {
            throw AwsError.invalid(call, target + " is no reader of the cluster");
        }
        var changed = cluster.with(WRITER, target);
        account.change("fail-over", changed);
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBCluster", inside(id, changed)));
    }

    /** A database that joins a cluster; it takes storage and users from there. */
    static String add(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "DBClusterIdentifier", "DBInstanceClass", "Engine", "PromotionTier", "Tags");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        var name = call.required("DBInstanceIdentifier");
        if (cluster.texts(MEMBERS).contains(name)) {
            throw new AwsError(400, "DBInstanceAlreadyExists", "DB instance already exists");
        }
        if (!call.required("DBInstanceClass").startsWith("db.")
                || !call.required("Engine").startsWith("aurora")) {
            throw AwsError.invalid(call, "DBInstanceClass or Engine");
        }
        var members = new ArrayList<>(cluster.texts(MEMBERS));
        members.add(name);
        account.change("join", cluster.with(MEMBERS, Json.strings(members)));
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.of("DBInstance", Xml.text("DBInstanceIdentifier", name), Xml.text("DBInstanceStatus", "creating")));
    }

    static String remove(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "SkipFinalSnapshot");
        var name = call.required("DBInstanceIdentifier");
        var cluster = account.items("cluster/").stream()
                .filter(item -> item.texts(MEMBERS).contains(name))
                .findFirst()
                .orElseThrow(() -> FakeRds.notFound(name));
        var members = new ArrayList<>(cluster.texts(MEMBERS));
        members.remove(name);
        account.change("leave", cluster.with(MEMBERS, Json.strings(members)));
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBInstance", Xml.text("DBInstanceIdentifier", name)));
    }
}

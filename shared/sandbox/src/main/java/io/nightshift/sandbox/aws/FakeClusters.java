package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link FakeRds} that keeps clusters. */
final class FakeClusters {

    private static final String MEMBERS = "members";
    private static final String WRITER = "writer";
    private static final List<String> PROPERTIES = List.of(
            "EngineVersion",
            "MasterUsername",
            "ClusterCreateTime",
            "LatestRestorableTime",
            "AllocatedStorage",
            "StorageEncrypted",
            "KmsKeyId");

    private FakeClusters() {}

    static String describe(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier", "Marker", "MaxRecords");
        var id = call.optional("DBClusterIdentifier");
        var found = account.items("cluster/").stream()
                .filter(item -> id.isEmpty() || item.key().equals("cluster/" + id.get()))
                .toList();
        if (found.isEmpty() && id.isPresent()) {
            throw missing(id.get());
        }
        var part = ReplyPage.of(found, call.optional("Marker"));
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.list(
                        "DBClusters",
                        "DBCluster",
                        part.items(),
                        item -> inside(item.key().substring("cluster/".length()), item)
                                + Xml.of("PendingModifiedValues", FakeDatabaseProgress.password(account, item.key()))),
                Xml.next("Marker", part.next()));
    }

    static AwsError missing(String id) {
        return new AwsError(404, "DBClusterNotFoundFault", "DBCluster " + id + " not found.");
    }

    static String inside(String id, Item cluster) {
        return Xml.text("DBClusterIdentifier", id)
                + Xml.text("Status", status(cluster))
                + Xml.text("Engine", cluster.text("Engine").isEmpty() ? "aurora-postgresql" : cluster.text("Engine"))
                + Xml.list(
                        "DBClusterMembers",
                        "DBClusterMember",
                        cluster.texts(MEMBERS),
                        member -> Xml.text("DBInstanceIdentifier", member)
                                + Xml.text("IsClusterWriter", member.equals(cluster.text(WRITER)))
                                + Xml.text("PromotionTier", 1))
                + Xml.text("DeletionProtection", cluster.text("DeletionProtection"))
                + FakeDatabaseSnapshots.properties(cluster, PROPERTIES)
                + Xml.text("Endpoint", id + ".cluster-c1a2b3." + AwsStandIn.REGION + ".rds.amazonaws.com")
                + Xml.text("Port", 5432)
                + Xml.tags("TagList", "Tag", "Key", "Value", cluster.tags());
    }

    private static String status(Item cluster) {
        return cluster.text("Status").isEmpty() ? "available" : cluster.text("Status");
    }

    static String modify(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier", "DeletionProtection", "ApplyImmediately", "MasterUserPassword");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        if (call.optional("MasterUserPassword").isPresent()) {
            available(cluster);
            FakeDatabaseProgress.setPassword(account, cluster.key(), call);
            return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBCluster", inside(id, cluster)));
        }
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
        call.only(
                "DBInstanceIdentifier",
                "DBClusterIdentifier",
                "DBInstanceClass",
                "Engine",
                "PromotionTier",
                "PubliclyAccessible",
                "AutoMinorVersionUpgrade",
                "Tags");
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        var name = call.required("DBInstanceIdentifier");
        if (cluster.texts(MEMBERS).contains(name)
                || account.find(Database.class, "database/" + name).isPresent()) {
            throw new AwsError(400, "DBInstanceAlreadyExists", "DB instance already exists");
        }
        if (!call.required("DBInstanceClass").startsWith("db.")
                || !call.required("Engine").startsWith("aurora")) {
            throw AwsError.invalid(call, "DBInstanceClass or Engine");
        }
        var members = new ArrayList<>(cluster.texts(MEMBERS));
        members.add(name);
        account.change("join", cluster.with(MEMBERS, Json.strings(members)));
        var made = new Database(
                name, call.required("Engine"), "creating", false, 1, 0, List.of(), FakeDatabaseRestores.tags(call), 0);
        account.place(made);
        account.place(Item.of(
                made.key() + "/attributes",
                Json.obj().with("DBClusterIdentifier", id).with("EngineVersion", cluster.text("EngineVersion"))));
        FakeSequences.begin(account, made.key(), List.of("available"));
        return FakeService.query(
                call,
                FakeRds.NAMESPACE,
                Xml.of("DBInstance", Xml.text("DBInstanceIdentifier", name), Xml.text("DBInstanceStatus", "creating")));
    }

    /** An instance, which leaves its cluster if it is in one. */
    static String remove(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "SkipFinalSnapshot", "DeleteAutomatedBackups");
        var name = call.required("DBInstanceIdentifier");
        var cluster = account.items("cluster/").stream()
                .filter(item -> item.texts(MEMBERS).contains(name))
                .findFirst();
        var database = account.find(Database.class, "database/" + name);
        if (cluster.isEmpty() && database.isEmpty()) {
            throw FakeRds.notFound(name);
        }
        cluster.ifPresentOrElse(its -> leave(name, its, account), () -> FakeDatabaseProgress.finalSnapshot(call));
        database.ifPresent(its -> delete(its, account, cluster.isEmpty()));
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBInstance", Xml.text("DBInstanceIdentifier", name)));
    }

    private static void leave(String name, Item cluster, FakeAccount account) {
        var members = new ArrayList<>(cluster.texts(MEMBERS));
        members.remove(name);
        account.change("leave", cluster.with(MEMBERS, Json.strings(members)));
    }

    /** @param alone whether it is in no cluster, so that this is a change of its own */
    private static void delete(Database database, FakeAccount account, boolean alone) {
        if (database.status().equals("deleting")) {
            throw new AwsError(
                    400, "InvalidDBInstanceState", "Instance " + database.id() + " is already being deleted.");
        }
        account.item(database.key() + "/attributes")
                .ifPresent(item -> FakeDatabaseProgress.unprotected(item.text("DeletionProtection")));
        if (alone) {
            account.change("delete", database.in("deleting"));
        } else {
            account.place(database.in("deleting"));
        }
    }

    static String delete(AwsCall call, FakeAccount account) {
        call.only("DBClusterIdentifier", "SkipFinalSnapshot");
        FakeDatabaseProgress.finalSnapshot(call);
        var id = call.required("DBClusterIdentifier");
        var cluster = account.item("cluster/" + id).orElseThrow(() -> missing(id));
        FakeDatabaseProgress.unprotected(cluster.text("DeletionProtection"));
        if (!cluster.texts(MEMBERS).isEmpty()) {
            throw new AwsError(
                    400,
                    "InvalidDBClusterStateFault",
                    "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
        }
        var deleting = cluster.with("Status", "deleting");
        account.change("delete", deleting);
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBCluster", inside(id, deleting)));
    }

    private static void available(Item cluster) {
        if (!status(cluster).equals("available")) {
            throw new AwsError(400, "InvalidDBClusterStateFault", "DBCluster is not in available state.");
        }
    }
}

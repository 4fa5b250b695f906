package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The part of {@link FakeRds} that restores. No call takes a token; what is restored gets its tags at the call, and the password of
 * the backup's hour.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html">RDS:
 *     RestoreDBInstanceFromDBSnapshot</a>
 */
final class FakeDatabaseRestores {

    static final String GROUPS = "VpcSecurityGroupIds.VpcSecurityGroupId";

    private static final Pattern NAME = Pattern.compile("[a-z](?:-?[a-z0-9]){0,62}");
    private static final Pattern GROUP = Pattern.compile("sg-[0-9a-f]+");

    private static final List<String> COMMON =
            List.of("DBSubnetGroupName", "VpcSecurityGroupIds", "DeletionProtection", "EngineLifecycleSupport", "Tags");
    private static final List<String> INSTANCE = List.of(
            "DBInstanceClass", "DBParameterGroupName", "PubliclyAccessible", "MultiAZ", "AutoMinorVersionUpgrade");

    private FakeDatabaseRestores() {}

    private static void only(AwsCall call, List<String> more, String... own) {
        call.only(Stream.of(COMMON, more, List.of(own)).flatMap(List::stream).toArray(String[]::new));
    }

    static String instanceFromSnapshot(AwsCall call, FakeAccount account) {
        only(call, INSTANCE, "DBInstanceIdentifier", "DBSnapshotIdentifier");
        var snapshot = usable(call, account, "DBSnapshot", call.required("DBSnapshotIdentifier"));
        return instance(call, account, call.required("DBInstanceIdentifier"), snapshot);
    }

    static String instanceToTime(AwsCall call, FakeAccount account) {
        only(call, INSTANCE, "TargetDBInstanceIdentifier", "SourceDBInstanceIdentifier", "RestoreTime");
        var source = call.required("SourceDBInstanceIdentifier");
        if (account.find(Database.class, "database/" + source).isEmpty()) {
            throw FakeRds.notFound(source);
        }
        var attributes = account.item("database/" + source + "/attributes")
                .orElseThrow(() -> new AwsError(400, "PointInTimeRestoreNotEnabled", "Backups are disabled"));
        inWindow(call, call.required("RestoreTime"), attributes);
        return instance(call, account, call.required("TargetDBInstanceIdentifier"), attributes);
    }

    static String clusterFromSnapshot(AwsCall call, FakeAccount account) {
        only(call, List.of(), "DBClusterIdentifier", "SnapshotIdentifier", "Engine", "DBClusterParameterGroupName");
        var snapshot = usable(call, account, "DBClusterSnapshot", call.required("SnapshotIdentifier"));
        if (!call.required("Engine").equals(snapshot.text("Engine"))) {
            throw AwsError.invalid(call, "the engine of the snapshot is another one");
        }
        return cluster(call, account, snapshot);
    }

    static String clusterToTime(AwsCall call, FakeAccount account) {
        only(
                call,
                List.of(),
                "DBClusterIdentifier",
                "SourceDBClusterIdentifier",
                "RestoreToTime",
                "RestoreType",
                "DBClusterParameterGroupName");
        var source = call.required("SourceDBClusterIdentifier");
        var attributes = account.item("cluster/" + source).orElseThrow(() -> FakeClusters.missing(source));
        inWindow(call, call.required("RestoreToTime"), attributes);
        return cluster(call, account, attributes);
    }

    private static void inWindow(AwsCall call, String time, Item source) {
        if (time.compareTo(source.text("LatestRestorableTime")) > 0) {
            throw AwsError.invalid(call, "The specified instance cannot be restored to a time later than its latest");
        }
    }

    private static Item usable(AwsCall call, FakeAccount account, String type, String id) {
        var snapshot = account.item(type + "/" + id).orElseThrow(() -> FakeDatabaseSnapshots.missing(type));
        if (!FakeDatabaseSnapshots.status(snapshot).equals("available")) {
            throw new AwsError(400, "Invalid" + type + "State", "The snapshot is not in the available state.");
        }
        var name = call.optional("DBInstanceIdentifier").or(() -> call.optional("DBClusterIdentifier"));
        if (name.isEmpty() || !NAME.matcher(name.get()).matches()) {
            throw AwsError.invalid(call, "The parameter is not a valid identifier.");
        }
        return snapshot;
    }

    private static String instance(AwsCall call, FakeAccount account, String name, Item from) {
        if (account.find(Database.class, "database/" + name).isPresent()) {
            throw new AwsError(400, "DBInstanceAlreadyExists", "DB instance already exists");
        }
        groups(call);
        var states = FakeSequences.restored(account);
        var gib = from.text("AllocatedStorage").isEmpty() ? "20" : from.text("AllocatedStorage");
        var made = new Database(
                name,
                from.text("Engine").isEmpty() ? "postgres" : from.text("Engine"),
                states.getFirst(),
                call.bool("MultiAZ"),
                Integer.parseInt(gib),
                0,
                List.of(),
                tags(call),
                0);
        account.change("restore", made);
        account.place(Item.of(
                made.key() + "/attributes",
                Json.obj()
                        .with("DBInstanceClass", call.required("DBInstanceClass"))
                        .with("EngineVersion", from.text("EngineVersion"))
                        .with("MasterUsername", from.text("MasterUsername"))
                        .with("InstanceCreateTime", account.time().toString())
                        .with("PubliclyAccessible", call.bool("PubliclyAccessible"))
                        .with("DeletionProtection", call.bool("DeletionProtection"))));
        FakeSequences.begin(account, made.key(), states.subList(1, states.size()));
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBInstance", FakeRds.inside(made, account)));
    }

    private static String cluster(AwsCall call, FakeAccount account, Item from) {
        var name = call.required("DBClusterIdentifier");
        if (account.item("cluster/" + name).isPresent()) {
            throw new AwsError(400, "DBClusterAlreadyExistsFault", "DB Cluster already exists");
        }
        groups(call);
        var states = FakeSequences.restored(account);
        var made = Item.of(
                        "cluster/" + name,
                        Json.obj()
                                .with("members", Json.arr())
                                .with("Status", states.getFirst())
                                .with("Engine", from.text("Engine"))
                                .with("EngineVersion", from.text("EngineVersion"))
                                .with("MasterUsername", from.text("MasterUsername"))
                                .with("ClusterCreateTime", account.time().toString())
                                .with("DeletionProtection", call.bool("DeletionProtection")))
                .tagged(tags(call));
        account.change("restore", made);
        FakeSequences.begin(account, made.key(), states.subList(1, states.size()));
        return FakeService.query(call, FakeRds.NAMESPACE, Xml.of("DBCluster", FakeClusters.inside(name, made)));
    }

    private static void groups(AwsCall call) {
        for (var group : call.list(GROUPS)) {
            if (!GROUP.matcher(group).matches()) {
                throw AwsError.invalid(call, "Invalid security group");
            }
        }
    }

    static Map<String, String> tags(AwsCall call) {
        var tags = new TreeMap<String, String>();
        for (int i = 1; call.optional("Tags.Tag." + i + ".Key").isPresent(); i++) {
            tags.put(call.required("Tags.Tag." + i + ".Key"), call.required("Tags.Tag." + i + ".Value"));
        }
        return tags;
    }

    /** Only for instances and clusters; other tags stay. */
    static String tag(AwsCall call, FakeAccount account) {
        call.only("ResourceName", "Tags");
        var arn = call.required("ResourceName");
        var name = arn.substring(arn.lastIndexOf(':') + 1);
        if (arn.equals(AwsStandIn.arn("rds", "db:" + name))) {
            var found = account.find(Database.class, "database/" + name).orElseThrow(() -> FakeRds.notFound(name));
            account.change("tag", found.tagged(and(found.tags(), tags(call))));
        } else {
            var found = account.item("cluster/" + name).orElseThrow(() -> FakeClusters.missing(name));
            account.change("tag", found.tagged(and(found.tags(), tags(call))));
        }
        return FakeService.query(call, FakeRds.NAMESPACE);
    }

    private static Map<String, String> and(Map<String, String> tags, Map<String, String> more) {
        var all = new TreeMap<>(tags);
        all.putAll(more);
        return all;
    }
}

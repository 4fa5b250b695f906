package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/">RDS query API, 2014-10-31</a> */
final class FakeRds implements FakeService {

    static final String NAMESPACE = "http://rds.amazonaws.com/doc/2014-10-31/";

    /** The properties that ModifyDBInstance sets, besides the storage. */
    private static final List<String> ATTRIBUTES =
            List.of("PubliclyAccessible", "DeletionProtection", "EnablePerformanceInsights", "CACertificateIdentifier");

    private static final String SOURCE = "ReadReplicaSourceDBInstanceIdentifier";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeDBInstances" -> databases(call, account);
            case "DescribeEvents" -> events(call, account);
            case "RebootDBInstance" -> reboot(call, account);
            case "ModifyDBInstance" -> modify(call, account);
            case "PromoteReadReplica" -> promote(call, account);
            case "StopDBInstance" -> run(call, account, "available", "stopping");
            case "StartDBInstance" -> run(call, account, "stopped", "starting");
            case "DescribeDBClusters" -> FakeClusters.describe(call, account);
            case "CreateDBInstance" -> FakeClusters.add(call, account);
            case "DeleteDBInstance" -> FakeClusters.remove(call, account);
            case "DeleteDBCluster" -> FakeClusters.delete(call, account);
            case "RestoreDBInstanceFromDBSnapshot" -> FakeDatabaseRestores.instanceFromSnapshot(call, account);
            case "RestoreDBInstanceToPointInTime" -> FakeDatabaseRestores.instanceToTime(call, account);
            case "RestoreDBClusterFromSnapshot" -> FakeDatabaseRestores.clusterFromSnapshot(call, account);
            case "RestoreDBClusterToPointInTime" -> FakeDatabaseRestores.clusterToTime(call, account);
            case "AddTagsToResource" -> FakeDatabaseRestores.tag(call, account);
            case "FailoverDBCluster" -> FakeClusters.failOver(call, account);
            case "ModifyDBCluster" -> FakeClusters.modify(call, account);
            case "DescribeDBSnapshots" -> FakeDatabaseSnapshots.describe(call, account, "DBSnapshot");
            case "DescribeDBSnapshotAttributes" -> FakeDatabaseSnapshots.sharing(call, account, "DBSnapshot");
            case "ModifyDBSnapshotAttribute" -> FakeDatabaseSnapshots.share(call, account, "DBSnapshot");
            case "DescribeDBClusterSnapshots" -> FakeDatabaseSnapshots.describe(call, account, "DBClusterSnapshot");
            case "DescribeDBClusterSnapshotAttributes" ->
                FakeDatabaseSnapshots.sharing(call, account, "DBClusterSnapshot");
            case "ModifyDBClusterSnapshotAttribute" -> FakeDatabaseSnapshots.share(call, account, "DBClusterSnapshot");
            default -> throw FakeService.unknown(call);
        };
    }

    private static String databases(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "Marker", "MaxRecords");
        var id = call.optional("DBInstanceIdentifier");
        var found = account.seen(Database.class).stream()
                .filter(database -> id.isEmpty() || id.get().equals(database.id()))
                .toList();
        if (found.isEmpty() && id.isPresent()) {
            throw notFound(id.get());
        }
        var part = ReplyPage.of(found, call.optional("Marker"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list("DBInstances", "DBInstance", part.items(), database -> inside(database, account)),
                Xml.next("Marker", part.next()));
    }

    static String inside(Database database, FakeAccount account) {
        return Xml.text("DBInstanceIdentifier", database.id())
                + Xml.text("DBInstanceArn", AwsStandIn.arn("rds", "db:" + database.id()))
                + (account.item(attributes(database))
                                .filter(item -> !item.text("DBInstanceClass").isEmpty())
                                .isPresent()
                        ? ""
                        : Xml.text("DBInstanceClass", "db.r6g.large"))
                + Xml.text("Engine", database.engine())
                + Xml.text("DBInstanceStatus", database.status())
                + Xml.text("MultiAZ", database.multiAz())
                + Xml.text("AllocatedStorage", database.gib())
                + Xml.of(
                        "PendingModifiedValues",
                        database.pendingGib() > 0 ? Xml.text("AllocatedStorage", database.pendingGib()) : "",
                        FakeDatabaseProgress.password(account, database.key()))
                + (database.status().equals("creating") ? "" : endpoint(database.id()))
                + account.items(attributes(database)).stream()
                        .flatMap(item -> item.values().members().keySet().stream()
                                .map(name -> Xml.text(
                                        name.equals("EnablePerformanceInsights") ? "PerformanceInsightsEnabled" : name,
                                        item.text(name))))
                        .collect(Collectors.joining())
                + Xml.tags("TagList", "Tag", "Key", "Value", database.tags());
    }

    private static String endpoint(String id) {
        return Xml.of(
                "Endpoint",
                Xml.text("Address", id + ".c1a2b3." + AwsStandIn.REGION + ".rds.amazonaws.com"),
                Xml.text("Port", 5432));
    }

    private static String events(AwsCall call, FakeAccount account) {
        call.only("SourceIdentifier", "SourceType", "Duration", "Marker", "MaxRecords", "EventCategories");
        if (!call.required("SourceType").equals("db-instance")) {
            throw AwsError.invalid(call, "only db-instance events are kept here");
        }
        var id = call.required("SourceIdentifier");
        var happenings = account.seen(Database.class).stream()
                .filter(database -> database.id().equals(id))
                .flatMap(database -> database.happenings().stream())
                .toList();
        var part = ReplyPage.of(happenings, call.optional("Marker"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list(
                        "Events",
                        "Event",
                        part.items(),
                        happening -> Xml.text("SourceIdentifier", id)
                                + Xml.text("SourceType", "db-instance")
                                + Xml.text("Message", happening.message())
                                + Xml.text("Date", happening.at())),
                Xml.next("Marker", part.next()));
    }

    private static String reboot(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "ForceFailover");
        var database = available(find(call, account));
        if (call.optional("ForceFailover").filter("true"::equals).isPresent() && !database.multiAz()) {
            throw new AwsError(
                    400, "InvalidParameterCombination", "Cannot force failover of a DB instance that is not Multi-AZ");
        }
        var rebooting = database.rebooting();
        account.change("reboot", rebooting);
        return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(rebooting, account)));
    }

    private static String run(AwsCall call, FakeAccount account, String from, String to) {
        call.only("DBInstanceIdentifier");
        var database = find(call, account);
        if (!database.status().equals(from)) {
            throw new AwsError(
                    400, "InvalidDBInstanceState", "Instance " + database.id() + " is not in " + from + " state.");
        }
        account.change(to.equals("stopping") ? "stop" : "start", database.in(to));
        return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(database.in(to), account)));
    }

    private static String attributes(Database database) {
        return database.key() + "/attributes";
    }

    private static String modify(AwsCall call, FakeAccount account) {
        call.only(Stream.concat(
                        Stream.of("DBInstanceIdentifier", "AllocatedStorage", "ApplyImmediately", "MasterUserPassword"),
                        ATTRIBUTES.stream())
                .toArray(String[]::new));
        var database = available(find(call, account));
        if (!call.bool("ApplyImmediately")) {
            throw AwsError.invalid(call, "the stand-in has no maintenance window: ApplyImmediately must be true");
        }
        if (call.optional("MasterUserPassword").isPresent()) {
            FakeDatabaseProgress.setPassword(account, database.key(), call);
            return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(database, account)));
        }
        if (call.optional("AllocatedStorage").isPresent()) {
            return grow(call, account, database);
        }
        var item = account.item(attributes(database)).orElseGet(() -> Item.of(attributes(database), Json.obj()));
        for (var name : ATTRIBUTES) {
            if (call.optional(name).isPresent()) {
                item = item.with(name, call.required(name));
            }
        }
        account.change("modify", item);
        return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(database, account)));
    }

    private static String promote(AwsCall call, FakeAccount account) {
        call.only("DBInstanceIdentifier", "BackupRetentionPeriod", "PreferredBackupWindow");
        var database = available(find(call, account));
        var item = account.item(attributes(database)).orElseGet(() -> Item.of(attributes(database), Json.obj()));
        if (item.text(SOURCE).isEmpty()) {
            throw new AwsError(400, "InvalidDBInstanceState", "DB Instance is not a read replica.");
        }
        account.change("promote", item.with(SOURCE, ""));
        return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(database, account)));
    }

    private static String grow(AwsCall call, FakeAccount account, Database database) {
        int wanted = call.number("AllocatedStorage");
        if (wanted * 10 < database.gib() * 11) {
            throw new AwsError(
                    400,
                    "InvalidParameterCombination",
                    "Invalid storage size: the allocated storage must be increased by at least 10%");
        }
        var growing = database.growing(wanted);
        account.change("grow", growing);
        return FakeService.query(call, NAMESPACE, Xml.of("DBInstance", inside(growing, account)));
    }

    private static Database find(AwsCall call, FakeAccount account) {
        var id = call.required("DBInstanceIdentifier");
        return account.find(Database.class, "database/" + id).orElseThrow(() -> notFound(id));
    }

    private static Database available(Database database) {
        if (!database.status().equals("available")) {
            throw new AwsError(400, "InvalidDBInstanceState", "Database instance is not in available state.");
        }
        return database;
    }

    static AwsError notFound(String id) {
        return new AwsError(404, "DBInstanceNotFound", "DBInstance " + id + " not found.");
    }
}

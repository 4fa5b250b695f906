package io.nightshift.backup.aws;

import static io.nightshift.aws.IamStatement.allow;
import static io.nightshift.aws.IamStatement.where;

import io.nightshift.aws.AwsRole;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.restore.ProtectedDatabase;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.RunId;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the role of backup verification allows. It makes nothing without the tag of a run, and changes and deletes only what carries
 * it.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html">Service Authorization
 *     Reference: RDS</a>
 */
public final class BackupStatements {

    private static final String ANY = "?*";

    private BackupStatements() {}

    /** @param restoreTests whether restore tests of AWS Backup are answered */
    public static List<Json> of(AwsRole role, boolean restoreTests) {
        var statements = new ArrayList<Json>();
        statements.add(allow("ReadBackups", permissions(BackupStatements::reads), List.of("*")));
        statements.add(allow("Restore", permissions(BackupStatements::makes), List.of(role.arn("rds", "*")))
                .with("Condition", tagged("aws:RequestTag/")));
        statements.add(allow(
                        "OpenAndRemoveRestores",
                        permissions(BackupStatements::changes),
                        List.of(role.arn("rds", "db:*"), role.arn("rds", "cluster:*")))
                .with("Condition", tagged("aws:ResourceTag/")));
        if (restoreTests) {
            statements.add(allow("AnswerRestoreTests", permissions(name -> name.startsWith("backup:")), List.of("*")));
        }
        return statements;
    }

    /** The buckets that the entries name: dumps are read, the objects of copies are listed only. */
    public static List<Json> buckets(List<ProtectedDatabase> databases) {
        var listed = new TreeSet<String>();
        var read = new TreeSet<String>();
        for (var database : databases) {
            if (database.subject().kind().equals(Kinds.S3_BUCKET)) {
                var bucket = "arn:aws:s3:::" + RdsSnapshots.sourceText(database, "bucket");
                listed.add(bucket);
                if (RdsSnapshots.sourceText(database, "kind").equals("s3-dump")) {
                    read.add(bucket + "/" + RdsSnapshots.sourceText(database, "prefix") + "*");
                }
            }
        }
        var statements = new ArrayList<Json>();
        if (!listed.isEmpty()) {
            statements.add(allow("ListBuckets", Set.of("s3:ListBucket"), List.copyOf(listed)));
        }
        if (!read.isEmpty()) {
            statements.add(allow("ReadDumps", Set.of("s3:GetObject"), List.copyOf(read)));
        }
        return statements;
    }

    /**
     * The tables that the entries name, and restores of them. IAM sees no tag when DynamoDB restores, so restores are limited by
     * the name that each has. DynamoDB itself writes the items in the caller's name.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/backuprestore_IAM.html">DynamoDB: IAM and
     *     backups</a>
     */
    public static List<Json> tables(AwsRole role, List<ProtectedDatabase> databases) {
        var sources = new TreeSet<String>();
        databases.stream()
                .filter(database -> database.subject().kind().equals(Kinds.DYNAMODB_TABLE))
                .forEach(database -> sources.add(
                        role.arn("dynamodb", "table/" + database.subject().name())));
        if (sources.isEmpty()) {
            return List.of();
        }
        var restores = role.arn("dynamodb", "table/" + RestoreOrder.nameOf(new RunId(RestoreOrder.RUNS)) + "*");
        var backups = sources.stream().map(source -> source + "/backup/*").toList();
        return List.of(
                allow("ListTables", Set.of("dynamodb:ListTables"), List.of("*")),
                allow("ReadTables", READ_TABLES, with(sources, restores)),
                allow("ReadTableBackups", Set.of("dynamodb:DescribeBackup"), backups),
                allow("RestoreTables", RESTORE_TABLES, with(sources, backups)),
                allow("MakeAndRemoveTables", MAKE_TABLES, List.of(restores)));
    }

    private static final Set<String> READ_TABLES = Set.of(
            "dynamodb:DescribeContinuousBackups",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:ListBackups",
            "dynamodb:ListTagsOfResource");

    private static final Set<String> RESTORE_TABLES =
            Set.of("dynamodb:RestoreTableFromBackup", "dynamodb:RestoreTableToPointInTime");

    /** Those from BatchWriteItem to UpdateItem are what a restore does in the caller's name. */
    private static final Set<String> MAKE_TABLES = Set.of(
            "dynamodb:RestoreTableFromBackup",
            "dynamodb:RestoreTableToPointInTime",
            "dynamodb:TagResource",
            "dynamodb:UpdateTable",
            "dynamodb:DeleteTable",
            "dynamodb:Scan",
            "dynamodb:BatchWriteItem",
            "dynamodb:DeleteItem",
            "dynamodb:GetItem",
            "dynamodb:PutItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem");

    private static List<String> with(Collection<String> some, Collection<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> with(Collection<String> some, String other) {
        return with(some, List.of(other));
    }

    private static Json.Obj tagged(String key) {
        return where("StringLike", key + RestoreOrder.RUN_TAG, Json.of(ANY));
    }

    private static boolean reads(String permission) {
        return permission.startsWith("rds:Describe");
    }

    private static boolean makes(String permission) {
        return permission.startsWith("rds:Restore")
                || permission.startsWith("rds:Create")
                || permission.startsWith("rds:AddTags");
    }

    private static boolean changes(String permission) {
        return permission.startsWith("rds:") && !reads(permission) && !makes(permission);
    }

    private static Set<String> permissions(Predicate<String> which) {
        return Stream.of(RestoreStep.values())
                .flatMap(step -> step.type().permissions().getOrDefault(Cloud.AWS, List.of()).stream())
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

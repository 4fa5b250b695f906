package io.nightshift.backup.action;

import io.nightshift.backup.restore.BackupKinds;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;

/** The acts of a verification on what it restores. Each leads to a state, so it may be repeated after a crash anywhere. */
@SuppressWarnings("ImmutableEnumChecker") // types of actions are immutable
public enum RestoreStep {
    RESTORE(
            "restore-backup",
            "Restores a backup into an isolated place, under a name of this run.",
            "restore a backup of",
            new String[] {
                "rds:RestoreDBInstanceFromDBSnapshot",
                "rds:RestoreDBInstanceToPointInTime",
                "rds:RestoreDBClusterFromSnapshot",
                "rds:RestoreDBClusterToPointInTime",
                "rds:CreateDBInstance",
                "rds:AddTagsToResource",
                "rds:DescribeDBInstances",
                "rds:DescribeDBClusters",
                "rds:DescribeDBSnapshots",
                "rds:DescribeDBClusterSnapshots",
                "dynamodb:DescribeBackup",
                "dynamodb:DescribeContinuousBackups",
                "dynamodb:DescribeTable",
                "dynamodb:DescribeTimeToLive",
                "dynamodb:ListBackups",
                "dynamodb:ListTables",
                "dynamodb:ListTagsOfResource",
                "dynamodb:RestoreTableFromBackup",
                "dynamodb:RestoreTableToPointInTime",
                "dynamodb:Scan",
                "dynamodb:TagResource"
            },
            new String[] {
                "cloudsql.backupRuns.get",
                "cloudsql.backupRuns.list",
                "cloudsql.instances.clone",
                "cloudsql.instances.create",
                "cloudsql.instances.get",
                "cloudsql.instances.restoreBackup",
                "cloudsql.instances.update",
                "datastore.backups.get",
                "datastore.backups.list",
                "datastore.backups.restoreDatabase",
                "datastore.databases.clone",
                "datastore.databases.create",
                "datastore.databases.getMetadata",
                "datastore.databases.list",
                "datastore.entities.get",
                "datastore.entities.list",
                "datastore.operations.get",
                "datastore.operations.list"
            }),
    OPEN(
            "open-restore",
            "Sets a password of this run in what it restored: those in it are of the backup's hour.",
            "log in to the restored backup of",
            new String[] {"rds:ModifyDBInstance", "rds:ModifyDBCluster"},
            new String[] {"cloudsql.users.update"}),
    DAMAGE(
            "damage-restore",
            "Deletes rows of what it restored, to test that the checks find it.",
            "damage the restored backup of",
            new String[] {},
            new String[] {}),
    ANSWER(
            "answer-restore-test",
            "Tells AWS Backup the verdict of a restore test; it removes the data then.",
            "answer the restore test of",
            new String[] {"backup:PutRestoreValidationResult", "backup:DescribeRestoreJob", "backup:ListRestoreJobs"},
            new String[] {}),
    REMOVE(
            "remove-restore",
            "Removes what this run restored, if tag and ledger say that it did.",
            "remove the restored backup of",
            new String[] {"rds:DeleteDBInstance", "rds:DeleteDBCluster", "dynamodb:DeleteTable", "dynamodb:UpdateTable"
            },
            new String[] {
                "cloudsql.instances.delete",
                "cloudsql.instances.list",
                "datastore.databases.delete",
                "datastore.databases.update"
            }),
    RECORD(
            "record-verification",
            "Writes what the verification measured to the ledger.",
            "record the verification of",
            new String[] {},
            new String[] {});

    private final ActionType type;
    private final String sentence;

    RestoreStep(String name, String summary, String sentence, String[] aws, String[] gcp) {
        this.sentence = sentence;
        type = ActionType.named(name, summary, Repetition.CONVERGENT)
                .on(BackupKinds.ALL)
                .needs(Cloud.AWS, aws)
                .needs(Cloud.GCP, gcp)
                .readBy((target, with) -> RestoreAction.read(this, target, with));
    }

    public ActionType type() {
        return type;
    }

    String sentence() {
        return sentence;
    }
}

package io.nightshift.backup.entry.aws;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.backup.BackupPlaybook;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import java.util.List;
import java.util.Map;

/** An account with a snapshot of a database, and a ledger in DynamoDB Local behind the same endpoint. */
final class BackupAccount extends LambdaAccount {

    static final String SEED = "canary-seed-of-restore-passwords-0123456789";
    private static final String SEED_ARN = AwsStandIn.arn("secretsmanager", "secret:restore-AbCdEf");

    static final String POLICY = """
            version: 1
            rules: []
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: console}
            backups:
              orders:
                source: {kind: rds, instance: orders}
                schedule: {cron: "0 4 * * *", time-zone: UTC}
                rpo: 3650d
                restore: {class: db.t4g.medium, subnet-group: restores, security-groups: [sg-0a1b2c3d]}
              vaulted:
                source: {kind: aws-backup, resource: "arn:aws:rds:eu-central-1:111122223333:db:orders", vault: nightly}
                rpo: 3650d
                restore: {security-groups: [sg-0a1b2c3d]}
            """;

    BackupAccount() {
        aws.place(
                new SecretText(SEED_ARN, SEED),
                Item.of(
                        "DBSnapshot/rds:orders-2026-11-30-03-05",
                        Json.obj()
                                .with("DBInstanceIdentifier", "orders")
                                .with("SnapshotCreateTime", "2026-11-30T03:05:00Z")
                                .with("SnapshotType", "automated")
                                .with("Engine", "postgres")
                                .with("EngineVersion", "15.18")
                                .with("MasterUsername", "app")));
    }

    Map<String, String> variables() {
        var variables = variables(POLICY);
        variables.put("NIGHTSHIFT_RESTORE_SECRET", SEED_ARN);
        return variables;
    }

    /** The verifications; their measures have a run of their own. */
    List<Run> verifications() {
        return runs().stream()
                .filter(run -> run.key().playbook().equals(BackupPlaybook.NAME))
                .toList();
    }

    Run run() {
        return verifications().getFirst();
    }
}

package io.nightshift.backup.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.aws.sandbox.LambdaSuite;
import io.nightshift.backup.runtime.RestorePassword;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.lambda.RuntimeApi.FunctionErrorException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The function as Lambda runs it: AWS's runtime interface client in a JVM of its own, Spring's adapter, real SDK clients, and a
 * ledger in DynamoDB Local.
 */
class BackupRuntimeTest extends LambdaSuite {

    private static final byte[] DUE = Payloads.bytes("{\"nightshift\":{\"due\":\"orders\"}}");

    private final BackupAccount account = new BackupAccount();

    BackupRuntimeTest() {
        super(BackupHandler.class);
    }

    @Override
    protected LambdaAccount account() {
        return account;
    }

    @Override
    protected Map<String, String> variables() {
        return account.variables();
    }

    @AfterEach
    void close() {
        account.close();
    }

    private void noSecretIsLeft(LambdaProcess lambda) {
        var password = RestorePassword.of(
                        BackupAccount.SEED.getBytes(StandardCharsets.UTF_8),
                        account.run().id())
                .text();
        assertThat(lambda.log()).doesNotContain("canary", password);
        assertThat(account.written()).doesNotContain("canary", password);
    }

    @Test
    void aScheduleStartsAVerificationThatTimersCarryOnAndThatLeavesNothing() throws Exception {
        try (var lambda = start()) {
            assertThat(invoke(DUE)).as(lambda.log()).contains("\"handled\"");
            assertThat(account.run().status()).as(account.written()).isEqualTo(Status.WAITING);
            assertThat(account.aws.calls("RestoreDBInstanceFromDBSnapshot")).isEqualTo(1);
            assertThat(invoke(DUE)).contains("\"handled\"");
            assertThat(account.verifications()).hasSize(1);

            account.aws.settle();
            account.aws.settle();
            until(lambda, "ModifyDBInstance");
            assertThat(account.aws.calls())
                    .filteredOn(call -> call.operation().equals("ModifyDBInstance"))
                    .extracting(AwsCall::fields)
                    .allSatisfy(fields -> assertThat(fields)
                            .containsEntry(
                                    "MasterUserPassword",
                                    RestorePassword.of(
                                                    BackupAccount.SEED.getBytes(StandardCharsets.UTF_8),
                                                    account.run().id())
                                            .text()));

            var restored = account.aws.things(Database.class).getFirst();
            account.aws.alter(Database.class, restored.key(), database -> database.in("incompatible-parameters"));
            until(lambda, "DeleteDBInstance");
            account.aws.settle();
            untilEnded(lambda);
            assertThat(account.run().outcome()).as(account.written()).contains(Outcome.ESCALATED);
            assertThat(account.aws.things(Database.class)).isEmpty();
            noSecretIsLeft(lambda);
        }
    }

    /** AWS Backup restores it under a name of its own, and keeps it until it has the verdict. */
    private void restoreTest() {
        account.aws.place(
                Database.available("awsbackup-restore-test-ab123456", 100),
                Item.of(
                        "restore-job/AB123456-78C9-0123-456D-789012E34567",
                        Json.obj()
                                .with("Status", "COMPLETED")
                                .with("ResourceType", "RDS")
                                .with("BackupVaultArn", AwsStandIn.arn("backup", "backup-vault:nightly"))
                                .with("SourceResourceArn", AwsStandIn.arn("rds", "db:orders"))
                                .with("CreatedResourceArn", AwsStandIn.arn("rds", "db:awsbackup-restore-test-ab123456"))
                                .with("RecoveryPointCreationDate", 1_795_143_600)
                                .with("BackupSizeInBytes", 1000)
                                .with(
                                        "CreatedBy",
                                        Json.obj()
                                                .with(
                                                        "RestoreTestingPlanArn",
                                                        AwsStandIn.arn(
                                                                "backup", "restore-testing-plan:nightly-9d2c")))));
    }

    private void answersOnce(LambdaProcess lambda) throws Exception {
        until(lambda, "AddTagsToResource");
        account.aws.alter(
                Database.class,
                account.aws.things(Database.class).getFirst().key(),
                database -> database.in("incompatible-parameters"));
        until(lambda, "PutRestoreValidationResult");
        account.aws.settle();
        account.aws.settle();
        untilEnded(lambda);
        assertThat(account.verifications()).hasSize(1);
        assertThat(account.run().key().subject().kind()).isEqualTo("backup:vault");
        assertThat(account.aws.calls("PutRestoreValidationResult")).isEqualTo(1);
        assertThat(account.aws.calls("DeleteDBInstance")).isZero();
    }

    @Test
    void aFinishedRestoreTestStartsAVerificationThatIsAnsweredOnce() throws Exception {
        restoreTest();
        var event = Sample.of("aws", "backup/restore-test-completed.json").bytes();
        try (var lambda = start()) {
            assertThat(invoke(event)).as(lambda.log()).contains("\"handled\"");
            assertThat(account.verifications()).as(lambda.log()).hasSize(1);
            assertThat(invoke(event)).contains("\"handled\"");
            answersOnce(lambda);
        }
    }

    @Test
    void theSweepFindsARestoreTestWhoseEventWasLost() throws Exception {
        restoreTest();
        var sweep = Payloads.bytes("{\"nightshift\":{\"due\":\"backup-sweep\"}}");
        try (var lambda = start()) {
            invoke(sweep);
            assertThat(account.verifications()).as(lambda.log()).hasSize(1);
            invoke(sweep);
            answersOnce(lambda);
            invoke(sweep);
            assertThat(account.verifications()).hasSize(1);
        }
    }

    private void until(LambdaProcess lambda, String operation) throws Exception {
        for (int turn = 0; account.aws.calls(operation) == 0; turn++) {
            assertThat(turn).as(lambda.log() + account.written()).isLessThan(2000);
            invoke(Payloads.wake(account.run().id()));
        }
    }

    private void untilEnded(LambdaProcess lambda) throws Exception {
        for (int turn = 0; account.run().status() != Status.FINISHED; turn++) {
            assertThat(turn).as(lambda.log() + account.written()).isLessThan(2000);
            invoke(Payloads.wake(account.run().id()));
        }
    }

    @Test
    void theSweepNamesWhatCarriesOurTagAndIsNotInTheLedger() throws Exception {
        account.aws.place(
                Database.available("nightshift-foreign", 20).tagged(Map.of("nightshift-run", "backup-of-nobody")));
        try (var lambda = start()) {
            assertThat(invoke(Payloads.bytes("{\"nightshift\":{\"due\":\"backup-sweep\"}}")))
                    .as(lambda.log())
                    .contains("\"handled\"");
            assertThat(lambda.log()).contains("nightshift-foreign carries our tag and is not in the ledger");
            assertThat(account.aws.changes()).isEmpty();
        }
    }

    @Test
    void aLedgerThatDoesNotAnswerMakesTheEventComeAgain() throws Exception {
        var variables = account.variables();
        variables.put("NIGHTSHIFT_TABLE", "no-such-table");
        try (var lambda = start(variables)) {
            assertThatThrownBy(() -> invoke(DUE)).isInstanceOf(FunctionErrorException.class);
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void aMissingSecretIsToldWhenTheFunctionIsMade() throws Exception {
        var variables = variables();
        variables.remove("NIGHTSHIFT_RESTORE_SECRET");
        try (var lambda = start(variables)) {
            assertThat(account.api.initError().json().text()).contains("NIGHTSHIFT_RESTORE_SECRET is missing");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }
}

package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.aws.StoreSteps.NotDoneException;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.sandbox.InMemoryCredentials;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.RotatedSecret;
import io.nightshift.sandbox.world.World.WorkerDied;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The four steps of Secrets Manager, over the wire, with a system in memory. */
class StoreStepsTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");
    private static final Duration LEASE = Duration.ofMinutes(3);

    private final AtomicInteger untilDeath = new AtomicInteger(Integer.MAX_VALUE);
    private final InMemoryCredentials system = new InMemoryCredentials("postgres", this::point);
    private final RotationAccount account = account("alternating");

    private RotationAccount account(String strategy) {
        system.user(RotationAccount.OLD);
        return new RotationAccount(
                system, strategy, "db.internal", 5432, RotationAccount.OLD, new Credential("admin", "canary-admin"));
    }

    private void point() {
        if (untilDeath.decrementAndGet() < 0) {
            untilDeath.set(Integer.MAX_VALUE);
            throw new WorkerDied();
        }
    }

    @AfterEach
    void close() {
        account.close();
    }

    private void alter(java.util.function.UnaryOperator<RotatedSecret> how) {
        account.aws.alter(RotatedSecret.class, "rotated-secret/" + RotationAccount.NAME, how);
    }

    @Test
    void eachStepMayBeRepeatedAndTheLabelsMoveAtTheLastOne() throws Exception {
        account.begin();
        for (var step : STEPS) {
            account.step(step);
            account.step(step);
            assertThat(account.secret()
                            .holder("AWSCURRENT")
                            .filter(RotationAccount.VERSION::equals)
                            .isPresent())
                    .isEqualTo(step.equals("finishSecret"));
        }
        assertThat(account.secret().holder("AWSPREVIOUS")).contains("00000000-0000-0000-0000-000000000000");
        assertThat(account.currentCredential().user()).isEqualTo("app_clone");
        account.pass(Duration.ofMinutes(10));
        assertThat(account.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(system.knows(RotationAccount.OLD)).isFalse();
        assertThat(system.knows(account.currentCredential())).isTrue();
    }

    @Test
    void theTokenOfTheRotationGoesWithTheValueAndNowhereElse() {
        alter(secret -> new RotatedSecret(
                secret.name(),
                secret.versions(),
                secret.tags(),
                secret.replicas(),
                Optional.of(RotationAccount.TOKEN),
                secret.details()));
        account.begin();
        STEPS.forEach(account::step);
        account.pass(Duration.ofMinutes(10));
        assertThat(account.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(account.readable()).doesNotContain("canary");
    }

    @Test
    void lostRepliesAndThrottlingChangeNothingTwice() throws Exception {
        for (var operation : List.of("PutSecretValue", "UpdateSecretVersionStage")) {
            account.aws.fail(
                    operation, new AwsFault.CutReply(), new AwsFault.BrokenAfterwards(), new AwsFault.Throttled());
        }
        account.begin();
        STEPS.forEach(this::insist);
        assertThat(account.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
        assertThat(system.knows(account.currentCredential())).isTrue();
    }

    @Test
    void theRoleAllowsExactlyTheCallsThatAreMade() {
        account.begin();
        STEPS.forEach(account::step);
        account.pass(Duration.ofMinutes(10));
        var made = account.aws.calls().stream()
                .filter(call -> call.service().equals("secretsmanager"))
                .flatMap(AwsCall::permissions)
                .collect(Collectors.toSet());
        assertThat(made).isEqualTo(RotationStatements.secretPermissions());
        assertThat(RotationStatements.of(AwsRole.ANY, List.of()).toString())
                .contains("arn:aws:secretsmanager:*:*:secret:*");
    }

    /** Asks again as the service does, some time later. */
    private void insist(String step) {
        for (int attempt = 1; ; attempt++) {
            try {
                account.step(step);
                return;
            } catch (NotDoneException | WorkerDied e) {
                if (attempt == 5) {
                    throw e;
                }
                account.restart();
                account.clock.pass(LEASE);
            }
        }
    }

    @Test
    void afterADeathAtAnyChangeTheNextAttemptCompletes() throws Exception {
        var old = RotationAccount.OLD;
        boolean died = true;
        for (int n = 0; died; n++) {
            try (var fresh = account("alternating")) {
                untilDeath.set(n);
                fresh.begin();
                died = false;
                for (var step : STEPS) {
                    died |= dies(fresh, step);
                    assertThat(system.knows(fresh.currentCredential())
                                    || system.knows(fresh.value("AWSPENDING").credential()))
                            .as("death at " + n + " in " + step)
                            .isTrue();
                }
                assertThat(fresh.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
                assertThat(system.knows(fresh.currentCredential())).isTrue();
                died |= diesLater(fresh);
                assertThat(fresh.run().outcome()).contains(Outcome.RESOLVED);
                assertThat(system.knows(old)).isFalse();
                assertThat(n).isLessThan(20);
            }
        }
        untilDeath.set(Integer.MAX_VALUE);
    }

    private static boolean diesLater(RotationAccount fresh) {
        try {
            fresh.pass(Duration.ofMinutes(10));
            return false;
        } catch (WorkerDied e) {
            fresh.restart();
            fresh.pass(Duration.ofMinutes(15));
            return true;
        }
    }

    private static boolean dies(RotationAccount fresh, String step) {
        boolean died = false;
        for (int attempt = 0; attempt < 5; attempt++) {
            try {
                fresh.step(step);
                return died;
            } catch (NotDoneException | WorkerDied e) {
                died = true;
                fresh.restart();
                fresh.clock.pass(LEASE);
            }
        }
        throw new AssertionError(step + " is never done");
    }

    @Test
    void aTestAloneSaysThatNothingIsPendingAndWritesNothing() {
        account.begin();
        int before = account.aws.changes().size();
        assertThatThrownBy(() -> account.step("testSecret"))
                .isInstanceOf(NotDoneException.class)
                .hasMessageContaining("RotateImmediately=false");
        assertThat(account.aws.changes()).hasSize(before);
    }

    @Test
    void whatIsWrongIsNamedAndTheCurrentCredentialStays() {
        assertThatThrownBy(() -> account.step("createSecret"))
                .hasMessageContaining(
                        "is not pending: Secrets Manager gives AWSPENDING before it asks; no version is pending");
        account.begin();
        assertThatThrownBy(() -> account.step("deleteSecret"))
                .hasMessageContaining("$.Step")
                .hasMessageContaining("createSecret, setSecret, testSecret or finishSecret");
        assertThatThrownBy(() ->
                        account.step(Json.obj().with("Step", "createSecret").with("SecretId", "shop/db")))
                .isInstanceOf(NotDoneException.class);
        alter(secret -> secret.withDetail("OwningService", Json.of("rds")));
        assertThatThrownBy(() -> account.step("createSecret")).hasMessageContaining("managed by rds");
        assertThat(system.knows(RotationAccount.OLD)).isTrue();
    }

    @Test
    void aSecretThatNoEntryMatchesIsRefusedInWords() {
        account.aws.place(new RotatedSecret("other/db", "11111111-1111-1111-1111-111111111111", "{}")
                .with(
                        RotationAccount.VERSION,
                        new io.nightshift.sandbox.aws.FakeResource.SecretVersion(
                                Optional.empty(), java.util.Set.of("AWSPENDING"))));
        assertThatThrownBy(() -> account.step(Json.obj()
                        .with("Step", "createSecret")
                        .with("SecretId", account.secret().arn().replace("shop", "other"))
                        .with("ClientRequestToken", RotationAccount.VERSION)))
                .hasMessageContaining("no entry of the policy's section secrets matches other/db");
    }

    @Test
    void aReplicaThatIsNotInSyncHoldsTheLabels() {
        account.begin();
        List.of("createSecret", "setSecret", "testSecret").forEach(account::step);
        alter(secret -> new RotatedSecret(
                secret.name(),
                secret.versions(),
                secret.tags(),
                List.of("InProgress"),
                Optional.empty(),
                secret.details()));
        assertThatThrownBy(() -> account.step("finishSecret"))
                .hasMessageContaining("the replica in eu-west-1 is InProgress");
        alter(secret -> new RotatedSecret(
                secret.name(),
                secret.versions(),
                secret.tags(),
                List.of("InSync"),
                Optional.empty(),
                secret.details()));
        account.step("finishSecret");
        assertThat(account.secret().holder("AWSCURRENT")).contains(RotationAccount.VERSION);
    }

    @Test
    void noValueIsWrittenAnywhere() {
        account.begin();
        system.refuses("the password is too simple");
        assertThatThrownBy(() -> STEPS.forEach(account::step)).hasMessageContaining("too simple");
        assertThat(account.readable()).doesNotContain("canary");
    }
}

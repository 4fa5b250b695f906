package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.AwsRole;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.aws.StoreSteps.NotDoneException;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.CredentialEngine;
import io.nightshift.rotation.engine.IssuedKeyEngine;
import io.nightshift.rotation.engine.IssuedKeys.Change;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.OpaqueEngine;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of an IAM user, by the real clients: two places, inactive keys count, a new key is unknown for some time. */
class AccessKeyRotationTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");
    private static final Credential OLD = new Credential("AKIAIOSFODNN7EXAMPLE", "canary-old");

    /** The function brings its own; this one names the engine in the policy. */
    private static final CredentialEngine NAMED = new IssuedKeyEngine(
            RotationSpec.AWS_ACCESS_KEY,
            new AwsAccessKeys(() -> {
                throw new IllegalStateException("not connected");
            }),
            Duration.ofHours(24),
            InstantSource.system());

    private final RotationAccount account = new RotationAccount(NAMED, "dual", "", 0, OLD, OLD);

    @BeforeEach
    void placeTheKey() {
        account.aws.place(key(OLD, "ci"));
    }

    @AfterEach
    void close() {
        account.close();
    }

    private static Item key(Credential credential, String user) {
        return Item.of(
                "access-key/" + credential.user(),
                Json.obj()
                        .with("user", user)
                        .with("status", "Active")
                        .with("secret", credential.secret().text())
                        .with("created", "2026-01-01T00:00:00Z"));
    }

    private AwsRegions regions() {
        return account.wiring().regions();
    }

    private AwsAccessKeys keys() {
        return new AwsAccessKeys(() -> regions().all().iterator().next());
    }

    private String status(String id) {
        return account.aws.thing(Item.class, "access-key/" + id).text("status");
    }

    private void rotate() {
        account.begin();
        STEPS.forEach(account::step);
    }

    @Test
    void stsTellsARightSecretFromAWrongOneAndFromNoAnswer() throws CallFailed {
        assertThat(keys().login(OLD)).isInstanceOf(LoginResult.Accepted.class);
        assertThat(keys().login(new Credential(OLD.user(), "canary-wrong"))).isInstanceOf(LoginResult.Refused.class);
        assertThat(keys().login(new Credential("", "canary-wrong"))).isInstanceOf(LoginResult.Refused.class);
        account.aws.fail("GetCallerIdentity", new AwsFault.Denied());
        assertThat(keys().login(OLD)).isInstanceOf(LoginResult.Unreachable.class);
        keys().change(OLD, OLD.user(), Change.DEACTIVATE);
        assertThat(keys().login(OLD).toString())
                .contains("InvalidClientTokenId")
                .doesNotContain("canary");
    }

    @Test
    void rotatesAKeyAndProvesThatTheOldOneIsRefused() throws CallFailed {
        account.aws.staleAfterChange(2);
        rotate();
        account.pass(Duration.ofMinutes(4));
        assertThat(account.run().outcome()).as(account.run().state().text()).contains(Outcome.RESOLVED);
        var current = account.currentCredential();
        assertThat(status(OLD.user())).isEqualTo("Inactive");
        assertThat(keys().login(OLD)).isInstanceOf(LoginResult.Refused.class);
        assertThat(keys().login(current)).isInstanceOf(LoginResult.Accepted.class);
        assertThat(account.readable()).doesNotContain("canary");
        assertThat(account.aws.calls("CreateAccessKey")).isEqualTo(1);
    }

    @Test
    void aUseOfTheOldKeyAfterTheSwitchHoldsItsEndBack() {
        rotate();
        account.pass(Duration.ofSeconds(30));
        account.aws.alter(
                Item.class,
                "access-key/" + OLD.user(),
                key -> key.with("used", account.clock.instant().toString()));
        account.pass(Duration.ofMinutes(3));
        assertThat(account.run().outcome()).isEmpty();
        assertThat(status(OLD.user())).isEqualTo("Active");
        assertThat(account.run().state().text()).contains("\"told\":\"PROVING\"");
    }

    @Test
    void bothPlacesTakenStopsBeforeAnythingIsWritten() {
        account.aws.place(key(new Credential("AKIAOTHER", "canary-other"), "ci")
                .with("used", account.clock.instant().toString()));
        account.begin();
        assertThatThrownBy(() -> account.step("createSecret")).hasMessageContaining("all 2 places");
        assertThat(account.aws.changes()).noneMatch(change -> change.contains("access-key"));
        assertThat(status("AKIAOTHER")).isEqualTo("Active");
    }

    /** Nobody knows the secret of that key, and it cannot be told from one that somebody else has just made. */
    @Test
    void aLostReplyMakesNoThirdKeyAndLeavesTheOldOne() {
        account.aws.fail("CreateAccessKey", new AwsFault.CutReply());
        account.begin();
        assertThatThrownBy(() -> account.step("createSecret")).isInstanceOf(NotDoneException.class);
        account.aws.things(Item.class).stream()
                .filter(item -> item.key().startsWith("access-key/AKIACREATED"))
                .forEach(lost -> account.aws.place(
                        lost.with("created", account.clock.instant().toString())));
        account.pass(Duration.ofMinutes(15));
        assertThat(account.run().outcome()).as(account.run().state().text()).contains(Outcome.ROLLED_BACK);
        assertThat(account.run().reason()).contains("all 2 places", "AKIACREATED");
        assertThat(account.aws.things(Item.class))
                .filteredOn(item -> item.key().startsWith("access-key/"))
                .hasSize(2);
        assertThat(keys().login(OLD)).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void anUnknownKeyAndAMissingPermissionNameTheField() {
        account.aws.remove("access-key/" + OLD.user());
        account.begin();
        assertThatThrownBy(() -> account.step("createSecret")).hasMessageContaining("user: IAM does not know the key");
    }

    @Test
    void aMissingPermissionIsNamed() {
        account.aws.fail("GetAccessKeyLastUsed", new AwsFault.Denied());
        account.begin();
        assertThatThrownBy(() -> account.step("createSecret"))
                .hasMessageContaining("not authorized to perform iam:GetAccessKeyLastUsed");
    }

    /** AWS Health says that it leaked: it is dead before there is a new one, and nothing waits. */
    @Test
    void aLeakedKeyIsDeactivatedBeforeAnythingElse() throws Exception {
        var event = Files.readString(Path.of("../../../events/aws/health/credentials-exposed.json"));
        account.wiring().handler().handle(event.getBytes(StandardCharsets.UTF_8), () -> 300_000L);
        account.pass(Duration.ofSeconds(45));
        assertThat(account.run().outcome()).as(account.run().state().text()).contains(Outcome.RESOLVED);
        assertThat(account.aws.changes())
                .filteredOn(change -> change.contains("access-key"))
                .satisfies(changes -> assertThat(changes.getFirst()).isEqualTo("update access-key/" + OLD.user()));
        assertThat(keys().login(OLD)).isInstanceOf(LoginResult.Refused.class);
        assertThat(keys().login(account.currentCredential())).isInstanceOf(LoginResult.Accepted.class);
        assertThat(account.readable()).doesNotContain("canary");
    }

    @Test
    void aLeakedKeyOfAnotherSecretChangesNothing() throws Exception {
        var event = Files.readString(Path.of("../../../events/aws/health/credentials-exposed.json"))
                .replace(OLD.user(), "AKIAI44QH8DHBEXAMPLE");
        account.wiring().handler().handle(event.getBytes(StandardCharsets.UTF_8), () -> 300_000L);
        assertThat(account.run().reason()).contains("not the current one of this secret");
        assertThat(account.aws.changes()).noneMatch(change -> change.contains("access-key"));
    }

    @Test
    void theRoleAllowsExactlyTheCallsToIamThatAreMade() throws CallFailed {
        rotate();
        account.pass(Duration.ofMinutes(4));
        keys().change(account.currentCredential(), OLD.user(), Change.DELETE);
        keys().change(account.currentCredential(), OLD.user(), Change.DELETE);
        var made = account.aws.calls().stream()
                .filter(call -> call.service().equals("iam"))
                .flatMap(AwsCall::permissions)
                .collect(Collectors.toSet());
        assertThat(made).isEqualTo(RotationStatements.keyPermissions());
        assertThat(RotationStatements.of(AwsRole.ANY, List.of()).toString()).contains("arn:aws:iam::*:user/*");
    }

    @Test
    void anOpaqueValueIsRotatedWithoutALogin() throws CallFailed {
        try (var opaque = new RotationAccount(new OpaqueEngine(), "single", "", 0, OLD, OLD)) {
            opaque.begin();
            STEPS.forEach(opaque::step);
            opaque.pass(Duration.ofMinutes(4));
            assertThat(opaque.run().outcome()).contains(Outcome.RESOLVED);
            assertThat(opaque.currentCredential().user()).isEqualTo(OLD.user());
            assertThat(opaque.currentCredential()).isNotEqualTo(OLD);
            assertThat(opaque.run().reason()).isEqualTo("rotated; no system checks it");
            assertThat(opaque.run().state().text()).doesNotContain("logs in");
        }
    }
}

package io.nightshift.rotation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.entry.Secret;
import io.nightshift.entry.Variables;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.rotation.runtime.VersionedSecrets;
import io.nightshift.rotation.sandbox.contract.VersionedSecretsSuite;
import io.nightshift.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets of Vault over the wire. */
class VaultSecretsTest extends VersionedSecretsSuite {

    private final VaultStandIn vault = new VaultStandIn("team/shop");
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-23T01:00:00Z"));
    private final VersionedSecrets secrets = VaultSecrets.of(settings(VaultStandIn.TOKEN), clock);

    private VaultSettings settings(String token) {
        return new VaultSettings(vault.wire.endpoint(), new Secret(token), "team/shop");
    }

    @BeforeEach
    void place() throws JsonException {
        vault.put("shop/db", Json.parse(value("canary-0").text()));
    }

    @AfterEach
    void close() {
        vault.close();
    }

    @Override
    protected VersionedSecrets secrets() {
        return secrets;
    }

    private static Resource named(String name) {
        return new Resource(new Origin(Cloud.NONE, "", ""), SecretKinds.VAULT_SECRET, name);
    }

    @Override
    protected Resource secret() {
        return named("secret/shop/db");
    }

    @Override
    protected Resource missing() {
        return named("secret/shop/none");
    }

    @Override
    protected boolean losesReplies(int times) {
        vault.loseReplies(times);
        return true;
    }

    /** A deleted version counts for the check-and-set, and nobody reads it. */
    @Test
    void anOldVersionIsDeletedAndTheNextRotationFollowsIt() throws Exception {
        secrets.store(secret(), ID, value("canary-1"));
        secrets.publish(secret(), ID, "1");
        secrets.retire(secret(), "1");
        assertThat(vault.readable("shop/db")).containsExactly(value("canary-1").text());
        assertThat(vault.readable("shop/db-pending")).isEmpty();
        secrets.store(secret(), "next", value("canary-2"));
        assertThat(secrets.publish(secret(), "next", "2")).isEqualTo("3");
        assertThat(secrets.describe(secret()).tags()).containsEntry("team", "shop");
    }

    @Test
    void aValueThatIsNoObjectIsItsMemberValue() throws Exception {
        vault.put("shop/key", Json.obj().with("value", "canary-plain"));
        var key = named("secret/shop/key");
        assertThat(secrets.read(key, "1").map(SecretValue::text)).contains("canary-plain");
        secrets.store(key, ID, SecretValue.of("canary-next"));
        secrets.publish(key, ID, "1");
        assertThat(vault.readable("shop/key"))
                .containsExactly("{\"value\":\"canary-plain\"}", "{\"value\":\"canary-next\"}");
    }

    @Test
    void whatVaultRefusesIsSaidInWordsAndWithoutItsAnswer() {
        var stranger = VaultSecrets.of(settings("canary-wrong"), clock);
        assertThatThrownBy(() -> stranger.describe(secret()))
                .hasMessageContaining("Vault refuses the token")
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> secrets.describe(named("secret/../sys/seal"))).hasMessageContaining("MOUNT/PATH");
        assertThatThrownBy(() -> secrets.describe(named("other/shop/db"))).isInstanceOf(CallFailed.class);
        vault.seal(true);
        assertThatThrownBy(() -> secrets.describe(secret()))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().retryable()).isTrue())
                .hasMessageContaining("sealed");
    }

    @Test
    void theTokenIsRenewedEveryTenMinutes() throws Exception {
        secrets.describe(secret());
        secrets.describe(secret());
        assertThat(vault.renewals()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(11));
        secrets.describe(secret());
        assertThat(vault.renewals()).isEqualTo(2);
    }

    @Test
    void aWrongEnvironmentIsNamed() {
        var variables = new Variables(Map.of(
                "NIGHTSHIFT_VAULT_ADDRESS", "http://vault.internal:8200", "NIGHTSHIFT_VAULT_NAMESPACE", "canary/../x"));
        assertThat(VaultSettings.read(variables)).isEmpty();
        assertThat(String.join("\n", variables.problems()))
                .contains(
                        "NIGHTSHIFT_VAULT_ADDRESS is invalid: expected https",
                        "NIGHTSHIFT_VAULT_TOKEN is missing",
                        "NIGHTSHIFT_VAULT_NAMESPACE is invalid")
                .doesNotContain("canary");
        assertThat(VaultSettings.read(new Variables(Map.of()))).isEmpty();
        assertThat(settings(VaultStandIn.TOKEN).toString()).doesNotContain("canary");
    }
}

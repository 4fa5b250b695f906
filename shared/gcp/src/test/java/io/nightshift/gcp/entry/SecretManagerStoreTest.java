package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.json.Json;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.GcpClients;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretManagerStoreTest {

    private static final String NAME = "projects/shop-prod/secrets/orders-password/versions/latest";

    private final WireServer wire = WireServer.strict();
    private final SecretStore store = SecretManagerStore.of(
            new GcpClients(Optional.empty(), Optional.of(wire.endpoint()), Optional.empty(), FastRetries.POLICY));

    @AfterEach
    void close() {
        wire.close();
    }

    private static boolean any(WireRequest request) {
        return true;
    }

    private static Json.Obj payload(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        var sum = new CRC32C();
        sum.update(bytes);
        return Json.obj()
                .with("data", Base64.getEncoder().encodeToString(bytes))
                .with("dataCrc32c", Long.toString(sum.getValue()));
    }

    private static WireReply answer(Json.Obj payload) {
        return WireReply.json(200, Json.obj().with("name", NAME).with("payload", payload));
    }

    @Test
    void readsASecretAtEachUseAndSoFindsARotatedOne() {
        wire.script(SecretManagerStoreTest::any, answer(payload("canary-old")), answer(payload("canary-nëw")));
        assertThat(store.read(NAME)).isEqualTo("canary-old");
        assertThat(store.read(NAME)).isEqualTo("canary-nëw");
        assertThat(wire.requests())
                .extracting(WireRequest::path)
                .containsOnly("/v1/projects/shop-prod/secrets/orders-password/versions/latest:access");
        assertThat(wire.unexpected()).isEmpty();
    }

    @Test
    void passingFaultsAreRetried() {
        wire.script(
                SecretManagerStoreTest::any,
                RestError.newer(503, "UNAVAILABLE", "canary"),
                RestError.newer(429, "RESOURCE_EXHAUSTED", "canary"),
                answer(payload("canary-secret")));
        assertThat(store.read(NAME)).isEqualTo("canary-secret");
    }

    @Test
    void whatIsNotGivenIsSaidWithThePermissionAndNothingElse() {
        wire.script(
                SecretManagerStoreTest::any,
                RestError.newer(
                        403,
                        "PERMISSION_DENIED",
                        "Permission 'secretmanager.versions.access' denied for resource 'canary'"));
        assertThatThrownBy(() -> store.read(NAME))
                .isInstanceOf(SecretStore.UnreadableException.class)
                .hasMessageContaining("secretmanager.versions.access")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void aDamagedSecretIsNotUsed() {
        wire.script(SecretManagerStoreTest::any, answer(payload("canary").with("dataCrc32c", "1")));
        assertThatThrownBy(() -> store.read(NAME))
                .hasMessageContaining("checksum")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"payload\":{\"data\":\"canary!\"}}", "canary", "{\"payload\":{\"data\":\"\"}}"})
    void anAnswerWithoutASecretIsSaidSo(String body) {
        wire.script(SecretManagerStoreTest::any, WireReply.reply(200, "application/json", body));
        assertThatThrownBy(() -> store.read(NAME))
                .isInstanceOf(SecretStore.UnreadableException.class)
                .hasMessage("Secret Manager's answer holds no secret")
                .hasNoCause();
    }

    @Test
    void tellsANameFromASecret() {
        assertThat(SecretManagerStore.names(NAME)).isTrue();
        assertThat(SecretManagerStore.names("projects/example.com:shop/secrets/a_B-1/versions/7"))
                .isTrue();
        assertThat(SecretManagerStore.names("s3cret/with/slashes")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/shop-prod/secrets/canary",
                "projects/shop-prod/secrets/../versions/canary",
                "projects/shop-prod/secrets/a/versions/1/canary",
                "projects/shop-prod/secrets/a/versions/1?canary"
            })
    void aNameThatCouldNeverBeReadIsRefusedAtOnceAndReachesNoPath(String name) {
        assertThatThrownBy(() -> SecretManagerStore.names(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> store.read(name)).isInstanceOf(SecretStore.UnreadableException.class);
        assertThat(wire.requests()).isEmpty();
    }
}

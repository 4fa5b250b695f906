package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.aws.ecr.EcrLogins;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

final class EcrLoginsTest {

    private static final String HOST = "111122223333.dkr.ecr.eu-central-1.amazonaws.com";

    private String token = encoded("AWS:canary-of-the-token");
    private final WireServer ecr = WireServer.before(request -> WireReply.json(
            200,
            Json.obj()
                    .with(
                            "authorizationData",
                            Json.arr(
                                    Json.obj().with("authorizationToken", token).with("expiresAt", 1_800_000_000)))));

    @AfterEach
    void stop() {
        ecr.close();
    }

    private static String encoded(String both) {
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private EcrLogins logins() {
        var clients = new AwsClients(
                "eu-central-1",
                Optional.of(ecr.endpoint()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-of-the-secret")),
                AwsClients.RETRY_POLICY);
        return new EcrLogins(AwsRegions.of("111122223333", List.of("eu-central-1"), region -> clients));
    }

    @Test
    void theTokenOfTheAccountIsThePasswordOfItsRegistry() throws Exception {
        assertThat(logins().of(HOST)).contains(new Login("AWS", "canary-of-the-token"));
        token = encoded("AWS:another");
        assertThat(logins().of(HOST)).contains(new Login("AWS", "another"));
        assertThat(logins().of("ghcr.io")).isEmpty();
        assertThat(ecr.requests()).hasSize(2);
    }

    @Test
    void anotherAccountsRegistryAndATokenThatIsNoneAreSaid() {
        assertThatThrownBy(() -> logins().of("444455556666.dkr.ecr.eu-central-1.amazonaws.com"))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("444455556666");
        token = "canary!";
        assertThatThrownBy(() -> logins().of(HOST))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("ECR gives no authorization token")
                .hasMessageNotContaining("canary");
    }
}

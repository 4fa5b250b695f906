package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.aws.AwsClients;
import io.nightshift.entry.SecretStore;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.wire.FastRetries;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerStoreTest {

    private static final String ARN = AwsStandIn.arn("secretsmanager", "secret:orders-AbCdEf");

    private final AwsStandIn aws = new AwsStandIn();
    private final AwsClients clients = new AwsClients(
            AwsStandIn.REGION,
            Optional.of(aws.endpoint()),
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret")),
            FastRetries.POLICY);
    private final SecretStore store = new SecretsManagerStore(clients.build(SecretsManagerClient.builder()));

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    private void unreadable(String name, String why) {
        assertThatThrownBy(() -> store.read(name))
                .isInstanceOf(SecretStore.UnreadableException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void readsTheValueAsItIsNow() {
        aws.place(new SecretText(ARN, "one"));
        assertThat(store.read(ARN)).isEqualTo("one");
        aws.place(new SecretText(ARN, "two"));
        assertThat(store.read(ARN)).isEqualTo("two");
    }

    @Test
    void readsOneValueOfASecretThatRdsManages() {
        aws.place(new SecretText(ARN, "{\"username\":\"shift\",\"password\":\"canary\"}"));
        assertThat(store.read(ARN + ":password")).isEqualTo("canary");
        unreadable(ARN + ":passwort", "no JSON object with a text under the key");
    }

    @Test
    void aSecretThatIsNoJsonHasNoKeys() {
        aws.place(new SecretText(ARN, "canary {"));
        unreadable(ARN + ":password", "no JSON object");
    }

    @Test
    void saysWhyItCouldNotBeRead() {
        unreadable(ARN, "ResourceNotFoundException");
        aws.place(new SecretText(ARN, "canary"));
        aws.fail("GetSecretValue", new AwsFault.Denied());
        unreadable(ARN, "not authorized to perform secretsmanager:GetSecretValue");
    }
}

package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void itsTextFormHoldsNeitherValueNorName() {
        var hook = new WebhookConfig(new Secret("https://canary"), Secret.named("arn:canary"));
        var database = new Database(new Secret("jdbc:canary"), "shift", new Secret("canary"));
        assertThat(Map.of("hook", hook, "database", database)).asString().doesNotContain("canary");
    }

    @Test
    void aNamedOneIsReadAtEachUseSoThatARotatedOneIsFound() {
        var versions = new AtomicInteger();
        var secret = Secret.named("orders-password");
        SecretStore store = name -> name + " v" + versions.incrementAndGet();

        assertThat(secret.value(store)).isEqualTo("orders-password v1");
        assertThat(secret.value(store)).isEqualTo("orders-password v2");
    }

    @Test
    void aNamedOneIsNoValueByItself() {
        var secret = Secret.named("canary-name");
        assertThatThrownBy(secret::value)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("canary");
        assertThatThrownBy(() -> secret.value(SecretStore.NONE))
                .isInstanceOf(SecretStore.UnreadableException.class)
                .hasMessageNotContaining("canary");
    }

    @Test
    void aValueAsksNoStore() {
        assertThat(new Secret("value").value(SecretStore.NONE)).isEqualTo("value");
        assertThat(new Secret("value").value()).isEqualTo("value");
    }
}

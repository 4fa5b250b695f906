package io.nightshift.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "DB_PASSWD",
                "apiKey",
                "api-key",
                "auth-Token",
                "AWS_SECRET_ACCESS_KEY",
                "private key"
            })
    void aNameThatSaysItIsASecretKeepsItsNameAndNotItsValue(String name) {
        var labels = new Labels().with(name, "canary").all();
        assertThat(labels).containsEntry(name, "(hidden)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "key", "pass", "monkey", "nightshift"})
    void anyOtherIsAsItCame(String name) {
        assertThat(new Labels().with(name, "shop").all()).containsEntry(name, "shop");
    }
}

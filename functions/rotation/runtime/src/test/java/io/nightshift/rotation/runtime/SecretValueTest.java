package io.nightshift.rotation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.rotation.engine.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which people keep credentials. */
class SecretValueTest {

    private static final Credential NEXT = new Credential("app_clone", "canary/new@1");

    private static SecretValue with(String member) {
        return SecretValue.of("{\"host\":\"db\",\"port\":\"5432\",\"username\":\"app\",\"password\":\"canary-old\",%s}"
                .formatted(member));
    }

    @Test
    void readsUserInPlaceOfUsername() throws CallFailed {
        var value = SecretValue.of("{\"user\":\"app\",\"password\":\"canary-old\"}");
        assertThat(value.credential()).isEqualTo(new Credential("app", "canary-old"));
        assertThat(value.with(NEXT).text()).isEqualTo("{\"user\":\"app_clone\",\"password\":\"canary/new@1\"}");
    }

    @Test
    void keepsWhatItDoesNotKnow() throws CallFailed {
        var value = with("\"extra\":{\"a\":[1,2.50,null,true]},\"note\":\"ü\"");
        assertThat(value.with(NEXT).text()).endsWith("\"extra\":{\"a\":[1,2.50,null,true]},\"note\":\"ü\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "postgres://app:canary-old@db:5432/shop, postgres://app_clone:canary%2Fnew%401@db:5432/shop",
        "jdbc:postgresql://db/shop?user=app&password=canary-old&ssl=true,"
                + " jdbc:postgresql://db/shop?user=app_clone&password=canary%2Fnew%401&ssl=true",
        "host=db user=app password=canary-old dbname=shop, host=db user=app_clone password=canary/new@1 dbname=shop",
        "Server=db;User Id=app;Password=canary-old;, Server=db;User Id=app_clone;Password=canary/new@1;",
        "postgres://other:canary-else@db/shop, postgres://other:canary-else@db/shop"
    })
    void changesTextsThatRepeatTheCredential(String before, String after) throws CallFailed {
        var text = with("\"url\":[{\"of\":\"" + before + "\"}]").with(NEXT).text();
        assertThat(text).contains(Json.of(after).text());
    }

    @Test
    void findsAnEncodedPassword() throws CallFailed {
        var value = SecretValue.of(
                "{\"username\":\"app\",\"password\":\"canary old/1\",\"url\":\"redis://app:canary%20old%2F1@db:6379\"}");
        assertThat(value.with(new Credential("app", "canary-new")).text())
                .contains("\"url\":\"redis://app:canary-new@db:6379\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the password is canary-old", "amqp://canary-old@queue"})
    void refusesAPasswordInAnUnknownForm(String text) {
        assertThatThrownBy(() -> with("\"memo\":\"" + text + "\"").with(NEXT))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining("the member `memo` of the secret's value repeats the password")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\":\"canary\"} | has no username",
                "{\"username\":\"app\"} | has no password",
                "{\"user\":\"app\"} | has no password"
            })
    void namesTheMissingField(String value, String reason) {
        assertThatThrownBy(() -> SecretValue.of(value).credential()).hasMessageContaining(reason);
    }
}

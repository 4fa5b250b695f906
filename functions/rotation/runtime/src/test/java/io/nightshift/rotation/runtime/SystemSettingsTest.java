package io.nightshift.rotation.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a secret says that its system is; what is wrong is a reason that names the field. */
class SystemSettingsTest {

    private static final Json.Obj SPEC = Json.obj().with("engine", "postgres").with("strategy", "single");

    @Test
    void readsAPortAsTextAndOtherNamesOfTheDatabase() throws CallFailed {
        var value = SecretValue.of("{\"host\":\"db\",\"port\":\"6432\",\"database\":\"shop\"}");
        var endpoint = SystemSettings.read(SPEC).endpoint(value);
        assertThat(endpoint.address()).isEqualTo("db:6432");
        assertThat(endpoint.database()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\":\"db\",\"port\":\"99999\"} | port: expected a number from 1 to 65535",
                "{\"host\":\"db\",\"port\":\"x\"} | port: expected a number from 1 to 65535",
                "{\"host\":\"db:5432\"} | host: expected one host name or address",
                "{\"host\":\"db;drop\"} | host: expected one host name or address",
                "{\"port\":5432} | has no host",
                "postgres://app:canary@db/shop | not a JSON object with host, username and password"
            })
    void namesTheFieldThatIsWrong(String value, String reason) {
        assertThatThrownBy(() -> SystemSettings.read(SPEC).endpoint(SecretValue.of(value)))
                .isInstanceOf(CallFailed.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("canary");
    }

    @Test
    void namesTheFileOfAuthoritiesThatIsMissing() {
        var spec = SPEC.with("authorities", "/no/such.pem");
        assertThatThrownBy(() -> SystemSettings.read(spec).endpoint(SecretValue.of("{\"host\":\"db\"}")))
                .hasMessageContaining("/no/such.pem cannot be read");
    }
}

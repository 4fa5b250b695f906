package io.nightshift.promotion.entry.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.gcp.entry.ServedRoutes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GcpPromotionSettingsTest {

    private final Map<String, String> variables = new TreeMap<>(Map.of(
            "NIGHTSHIFT_POLICY_TEXT",
            PromotionProject.policy("none"),
            "NIGHTSHIFT_PROJECT",
            "shop-prod",
            "NIGHTSHIFT_DEAD_LETTER_TOPIC",
            PromotionProject.TOPIC,
            "OPS_URL",
            "https://hooks.example.com/ops",
            "OPS_KEY",
            "k"));

    @Test
    void whatIsNotSetIsTheClosedDeployment() {
        var settings = GcpPromotionSettings.read(variables);
        assertThat(settings.serves()).isEqualTo(ServedRoutes.EVENTS);
        assertThat(settings.remediations()).isEmpty();
        assertThat(settings.httpApi().token()).isEmpty();
    }

    @Test
    void aPublicHttpApiNeedsAToken() {
        variables.put("NIGHTSHIFT_SERVES", "door");
        assertThatThrownBy(() -> GcpPromotionSettings.read(variables))
                .hasMessageContaining("NIGHTSHIFT_INTAKE_TOKEN is missing");
        variables.put("NIGHTSHIFT_INTAKE_TOKEN", "projects/shop-prod/secrets/token/versions/latest");
        assertThat(GcpPromotionSettings.read(variables).serves()).isEqualTo(ServedRoutes.HTTP_API);
        variables.put("NIGHTSHIFT_SERVES", "http-api");
        assertThat(GcpPromotionSettings.read(variables).serves()).isEqualTo(ServedRoutes.HTTP_API);
    }

    @ParameterizedTest
    @CsvSource({
        "NIGHTSHIFT_SERVES,canary",
        "NIGHTSHIFT_REMEDIATION_PREFIX,canary/..",
        "NIGHTSHIFT_REMEDIATION_PREFIX,nightshift-",
        "NIGHTSHIFT_APPROVAL_SECRET,canary",
        "NIGHTSHIFT_PROJECT,canary/..",
        "NIGHTSHIFT_GITHUB_SECRET,projects/canary/secrets/x"
    })
    void aWrongValueIsNamedAndNotRepeated(String name, String value) {
        variables.put(name, value);
        assertThatThrownBy(() -> GcpPromotionSettings.read(variables))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("canary");
    }

    @Test
    void remediationsOfAnotherLedgerAreKnownByItsPrefix() {
        variables.put("NIGHTSHIFT_REMEDIATION_PREFIX", "remediation-");
        assertThat(GcpPromotionSettings.read(variables).remediations()).contains("remediation-");
    }
}

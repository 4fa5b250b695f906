package io.nightshift.promotion.entry.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.gcp.entry.ServedRoutes;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables that {@code infra/gcp/environments/prod} gives to both deployments of promotion, as Terraform evaluates them. */
final class DeployedVariablesTest {

    @ParameterizedTest
    @CsvSource({"function,EVENTS", "door[0],HTTP_API"})
    void theDeploymentAcceptsThem(String module, ServedRoutes serves) throws JsonException {
        var variables = new TreeMap<String, String>();
        var service = "module.nightshift.module.function[\"promotion\"].module." + module
                + ".google_cloud_run_v2_service.this";
        var container = EvaluatedInfra.of("gcp-environments-prod")
                .attribute(service, "template")
                .at(0)
                .at("containers")
                .at(0);
        for (var variable : container.at("env").items()) {
            variables.put(variable.at("name").text(), variable.at("value").text());
        }

        var settings = GcpPromotionSettings.read(variables);

        assertThat(settings.serves()).isEqualTo(serves);
        assertThat(settings.cloud().ledger().prefix()).isEqualTo("promotion-");
        assertThat(settings.cloud().timers())
                .hasValueSatisfying(timers ->
                        assertThat(timers.target()).isEqualTo("https://promotion-123456789012.europe-west1.run.app"));
    }
}

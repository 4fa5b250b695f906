package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.CloudTasksTimers;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The variables that {@code infra/gcp/environments/prod} gives to remediation, as Terraform evaluates them. */
final class GoogleVariablesTest {

    private static final String FUNCTION =
            "module.nightshift.module.function[\"nightshift\"].module.function.google_cloud_run_v2_service.this";

    @Test
    void theFunctionAcceptsThem() throws JsonException {
        var variables = variables();
        assertThat(variables.put("NIGHTSHIFT_POLICY_TEXT", "{version: 1, rules: []}"))
                .contains("run-errors");

        var configuration = GcpEnvironment.read(variables, PolicySections.parser());

        assertThat(configuration.project()).isEqualTo("shop-prod");
        assertThat(configuration.ledger()).isEqualTo(new GcpConfiguration.LedgerPlace("nightshift", "nightshift-"));
        assertThat(configuration.deadLetters()).isEqualTo("projects/shop-prod/topics/nightshift-dead-letters");
        assertThat(configuration.timers()).hasValueSatisfying(GoogleVariablesTest::areThoseOfTheQueue);
    }

    private static void areThoseOfTheQueue(CloudTasksTimers.Settings timers) {
        assertThat(timers.location() + "/" + timers.queue()).isEqualTo("europe-west1/nightshift");
        assertThat(timers.target()).isEqualTo("https://nightshift-123456789012.europe-west1.run.app");
        assertThat(timers.serviceAccount()).isEqualTo("nightshift-wake@shop-prod.iam.gserviceaccount.com");
    }

    private static Map<String, String> variables() throws JsonException {
        var variables = new TreeMap<String, String>();
        var container = EvaluatedInfra.of("gcp-environments-prod")
                .attribute(FUNCTION, "template")
                .at(0)
                .at("containers")
                .at(0);
        for (var variable : container.at("env").items()) {
            variables.put(variable.at("name").text(), variable.at("value").text());
        }
        return variables;
    }
}

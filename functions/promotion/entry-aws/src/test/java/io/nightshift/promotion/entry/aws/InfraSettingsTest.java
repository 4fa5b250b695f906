package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables and handlers that {@code infra/aws} gives to the functions of promotion. */
final class InfraSettingsTest {

    private static final EvaluatedInfra INFRA = EvaluatedInfra.of("aws-modules-nightshift");
    private static final String PROMOTION = "module.function[\"promotion\"]";
    private static final String API = "module.promotion[\"promotion\"].module.function[\"api\"]";
    private static final String HOOK = "module.promotion[\"promotion\"].module.function[\"lifecycle-hook\"]";

    private static Map<String, String> variables(String module) throws Exception {
        var variables = new TreeMap<>(INFRA.attribute(module + ".aws_lambda_function.this", "environment")
                .at(0)
                .at("variables")
                .texts());
        variables.put("AWS_REGION", "eu-central-1");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", "nightshift");
        assertThat(variables.remove("NIGHTSHIFT_POLICY")).isEqualTo("/var/task/nightshift.yaml");
        // Rules belong to remediation, which reads them with its own catalogue.
        var policy =
                Files.readString(Path.of(System.getProperty("nightshift.root"), "infra/aws/policy/nightshift.yaml"));
        variables.put("NIGHTSHIFT_POLICY_TEXT", policy);
        return variables;
    }

    @ParameterizedTest
    @CsvSource({PROMOTION + ", PromotionHandler", API + ", HttpApiHandler", HOOK + ", HookHandler"})
    void eachFunctionHasItsHandlerAndAcceptsItsVariables(String module, String handler) throws Exception {
        var named =
                INFRA.attribute(module + ".aws_lambda_function.this", "handler").text();
        assertThat(Class.forName(named, false, getClass().getClassLoader()).getSimpleName())
                .isEqualTo(handler);
        assertThat(AwsPromotionSettings.read(variables(module)).configuration().table())
                .isEqualTo("nightshift");
    }

    @Test
    void theHttpApiHasItsTokenAndItsUrl() throws Exception {
        var settings = AwsPromotionSettings.readForHttpApi(variables(API));
        assertThat(settings.configuration().timers())
                .hasValueSatisfying(
                        timers -> assertThat(timers.target()).endsWith(":function:nightshift-promotion:live"));
    }
}

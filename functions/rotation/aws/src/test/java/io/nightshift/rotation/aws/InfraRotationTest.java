package io.nightshift.rotation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What {@code infra/aws} gives to the function. */
final class InfraRotationTest {

    private static final String FUNCTION = "module.function[\"rotation\"].aws_lambda_function.this";

    @Test
    void theFunctionIsThisOneAndAcceptsItsVariables() throws Exception {
        var infra = EvaluatedInfra.of("aws-modules-nightshift");
        assertThat(infra.attribute(FUNCTION, "handler").text()).isEqualTo(RotationHandler.class.getName());
        var variables = new TreeMap<>(
                infra.attribute(FUNCTION, "environment").at(0).at("variables").texts());
        variables.put("AWS_REGION", "eu-central-1");
        assertThat(variables.remove("NIGHTSHIFT_POLICY")).isEqualTo("/var/task/nightshift.yaml");
        variables.put("NIGHTSHIFT_POLICY_TEXT", "{version: 1, rules: []}");

        var configuration = RotationHandler.configuration(variables);

        assertThat(configuration.deadLetters().getPath()).endsWith("/nightshift-rotation-dead-letters");
        assertThat(configuration.timers().orElseThrow().toString())
                .contains("arn:aws:lambda:eu-central-1:111122223333:function:nightshift-rotation:live");
    }
}

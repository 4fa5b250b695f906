package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.entry.PolicySections;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The variables that {@code infra/aws} gives to remediation. */
final class InfraVariablesTest {

    private static final String FUNCTION = "module.function[\"remediation\"].aws_lambda_function.this";

    @Test
    void theFunctionAcceptsThem() throws Exception {
        var infra = EvaluatedInfra.of("aws-modules-nightshift");
        assertThat(infra.attribute(FUNCTION, "handler").text())
                .isEqualTo("io.nightshift.remediation.aws.RemediationHandler");
        var variables = new TreeMap<>(
                infra.attribute(FUNCTION, "environment").at(0).at("variables").texts());
        variables.put("AWS_REGION", "eu-central-1");
        assertThat(variables.remove("NIGHTSHIFT_POLICY")).isEqualTo("/var/task/nightshift.yaml");
        variables.put("NIGHTSHIFT_POLICY_TEXT", "{version: 1, rules: []}");

        var configuration = AwsEnvironment.of(variables, List.of()).configuration(PolicySections.parser());

        assertThat(configuration.table()).isEqualTo("nightshift");
        assertThat(configuration.deadLetters().getPath()).endsWith("/nightshift-remediation-dead-letters");
        assertThat(configuration.timers())
                .contains(new AwsConfiguration.TimerSettings(
                        "nightshift",
                        "arn:aws:lambda:eu-central-1:111122223333:function:nightshift-remediation:live",
                        "arn:aws:iam::111122223333:role/nightshift-timers",
                        Optional.of("arn:aws:sqs:eu-central-1:111122223333:nightshift-remediation-dead-letters")));
    }
}

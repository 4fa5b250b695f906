package io.nightshift.aws.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Variables;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
                        "arn:aws:iam::111122223333:role/nightshift-timers"));
    }

    /** Lambda sets the region itself, and only tests name a stand-in. */
    private static final Set<String> NOT_IN_TERRAFORM = Set.of("NIGHTSHIFT_REGION", "NIGHTSHIFT_AWS_ENDPOINT");

    @Test
    void everyVariableOfTheCodeIsInTerraform() throws IOException {
        var module = Path.of(System.getProperty("nightshift.root"), "infra/aws/modules/nightshift/main.tf");
        var terraform = Files.readString(module);
        var absent = Stream.concat(AwsEnvironment.KEYS.stream(), Variables.KEYS.stream())
                .map(EnvironmentVariable::name)
                .filter(name -> !Pattern.compile("\\b" + name + "\\b")
                        .matcher(terraform)
                        .find());
        assertThat(absent).containsExactlyInAnyOrderElementsOf(NOT_IN_TERRAFORM);
    }
}

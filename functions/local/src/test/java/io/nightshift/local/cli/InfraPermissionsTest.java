package io.nightshift.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The roles of {@code infra/aws}, as Terraform evaluates them: what {@code nightshift iam} prints, and beyond it only a
 * fixed list.
 */
final class InfraPermissionsTest {

    private static final Path FOLDER = Typed.ROOT.resolve("infra/aws/policy");
    private static final EvaluatedInfra INFRA = EvaluatedInfra.of("aws-modules-nightshift");
    private static final String ROLE_POLICY = "aws_iam_role_policy";
    private static final String POLICY = "aws_iam_policy";

    /** What Lambda does in the function's name, and why. */
    private static final Map<String, List<String>> PLATFORM = Map.of(
            // An event that failed three times goes to the dead letters.
            "OnFailure", List.of("sqs:SendMessage"),
            // X-Ray has no resources.
            "Tracing", List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
            // Lambda polls the queue by the function's role.
            "Trigger", List.of("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"),
            // Lambda makes the interfaces of a function in a VPC by the function's role.
            "Network",
                    List.of(
                            "ec2:AssignPrivateIpAddresses",
                            "ec2:CreateNetworkInterface",
                            "ec2:DeleteNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DescribeSubnets",
                            "ec2:UnassignPrivateIpAddresses"),
            // DynamoDB and Secrets Manager use the keys of the ledger and the secrets in the caller's name.
            "Keys",
                    List.of(
                            "kms:Decrypt",
                            "kms:DescribeKey",
                            "kms:Encrypt",
                            "kms:GenerateDataKey",
                            "kms:ReEncryptFrom",
                            "kms:ReEncryptTo"));

    @ParameterizedTest
    @ValueSource(strings = {"remediation", "promotion", "hook", "rotation", "chatops"})
    void thePermissionsBesideThePolicyAreWhatIamPrints(String function) throws Exception {
        var printed = Typed.nightshift(
                "iam",
                "--cloud=aws",
                "--function=" + function,
                "--policy=" + FOLDER.resolve("nightshift.yaml"),
                "--account=${account}",
                "--region=${region}",
                "--table=${table}",
                "--queue=${queue}",
                "--scheduler-role=${scheduler_role}",
                "--secret=${secrets}",
                "--json");
        if (Boolean.getBoolean("nightshift.publish")) {
            Files.writeString(FOLDER.resolve(function + ".json"), printed.out());
        }
        assertThat(printed.json().json())
                .as("run infra/aws/policy/permissions, then infra/testing/validate --write")
                .isEqualTo(document(function, Map.of()));
    }

    private static Json document(String function, Map<String, String> values) throws IOException, JsonException {
        var text = Files.readString(FOLDER.resolve(function + ".json"));
        for (var value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return Json.parse(text.getBytes(UTF_8), JsonLimits.DEFAULT);
    }

    private static Map<String, String> values(String function) {
        return Map.of(
                "account",
                "111122223333",
                "region",
                "eu-central-1",
                "table",
                "nightshift",
                "queue",
                "nightshift-" + (function.equals("hook") ? "promotion" : function) + "-dead-letters",
                "scheduler_role",
                "arn:aws:iam::111122223333:role/nightshift-timers",
                "secrets",
                "arn:aws:secretsmanager:eu-central-1:111122223333:secret:nightshift/*");
    }

    @ParameterizedTest
    @CsvSource({
        "remediation, module.function[\"remediation\"]",
        "promotion, module.function[\"promotion\"]",
        "rotation, module.function[\"rotation\"]",
        "chatops, module.function[\"chatops\"]",
        "chatops, module.chatops[\"chatops\"].module.function",
        "promotion, module.promotion[\"promotion\"].module.function[\"api\"]",
        "hook, module.promotion[\"promotion\"].module.function[\"lifecycle-hook\"]"
    })
    void aRoleHasWhatIamPrintsAndTheFixedList(String function, String module) throws Exception {
        assertThat(work(module)).isEqualTo(document(function, values(function)));

        var platform = statements(INFRA.attribute(module + "." + ROLE_POLICY + ".platform", "policy"));
        assertThat(PLATFORM).containsAllEntriesOf(platform);
        assertThat(platform).containsKeys("OnFailure", "Tracing", "Keys");
    }

    /** The document that the policies of a role were cut from. */
    private static Json work(String module) throws JsonException {
        var statements = new ArrayList<Json>();
        for (int part = 0; part < 10; part++) {
            var address = module + ".module.work." + POLICY + ".this[\"" + part + "\"]";
            if (INFRA.attributes(POLICY, "policy").containsKey(address)) {
                for (var statement :
                        INFRA.attribute(address, "policy").at("Statement").items()) {
                    statements.add(statement.json());
                }
            }
        }
        return Json.obj().with("Version", "2012-10-17").with("Statement", new Json.Arr(statements));
    }

    private static Map<String, List<String>> statements(View policy) throws JsonException {
        var actions = new HashMap<String, List<String>>();
        for (var statement : policy.at("Statement").items()) {
            actions.put(statement.at("Sid").text(), statement.at("Action").strings());
        }
        return actions;
    }

    /** Without a policy `iam` prints all actions: more than a role's inline policies take, and less than ten policies do. */
    @Test
    void allActionsFitIntoTheTenPoliciesOfARole() throws Exception {
        var printed =
                Typed.nightshift("iam", "--cloud=aws", "--account=111122223333", "--region=eu-central-1", "--json");
        int largest = 0;
        int all = 0;
        for (var statement : View.of(printed.json().json()).at("Statement").items()) {
            int size = new String(statement.json().bytes(), UTF_8).length() + 1;
            largest = Math.max(largest, size);
            all += size;
        }
        assertThat(largest).isBetween(1, 5_000);
        assertThat(all / (6_000 - largest) + 1)
                .as("policies of %d characters in all", all)
                .isBetween(1, 10);
    }

    @Test
    void whoCallsTheFunctionsMayDoNothingElse() throws JsonException {
        assertThat(statements(INFRA.attribute("module.timers." + ROLE_POLICY + ".this", "policy")))
                .isEqualTo(Map.of("Wake", List.of("lambda:InvokeFunction"), "DeadLetters", List.of("sqs:SendMessage")));
        assertThat(statements(INFRA.attribute(
                        "module.promotion[\"promotion\"].module.hook." + ROLE_POLICY + ".this", "policy")))
                .isEqualTo(Map.of("Call", List.of("lambda:InvokeFunction")));
    }

    @Test
    void noRoleIsLeftOutHere() {
        var ofFunctions = INFRA.attributes("aws_lambda_function", "handler").size();
        assertThat(INFRA.attributes(ROLE_POLICY, "policy")).hasSize(ofFunctions + 2);
        assertThat(INFRA.attributes(POLICY, "policy").keySet())
                .extracting(address -> address.substring(0, address.indexOf(".module.work.")))
                .hasSizeGreaterThanOrEqualTo(ofFunctions);
        assertThat(INFRA.attributes("aws_iam_role", "assume_role_policy")).hasSize(ofFunctions + 2);
    }

    @Test
    void nobodyMayDoEverything() throws JsonException {
        var policies = new HashMap<>(INFRA.attributes(ROLE_POLICY, "policy"));
        policies.putAll(INFRA.attributes(POLICY, "policy"));
        for (var policy : policies.entrySet()) {
            for (var statement : policy.getValue().at("Statement").items()) {
                assertThat(Set.copyOf(statement.at("Action").strings()))
                        .as(policy.getKey())
                        .noneMatch(action -> action.contains("*"));
            }
        }
    }
}

package io.nightshift.chatops.aws;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Handler;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import java.util.List;
import java.util.Map;

/** The account of the function of chats. */
final class ChatAccount extends LambdaAccount {

    static final String SECRET = "canary-signing-secret";
    static final String REMEDIATION = AwsStandIn.arn("lambda", "function:remediation");

    private static final String POLICY = """
            version: 1
            people:
              alice: {slack: UALICE, role: operator}
              bob: {slack: UBOB}
            approvers:
              sre: [alice]
              operators: [olga]
              viewers: [vera]
            rules:
              - name: group-too-small
                match: {name: "GroupCpuTooHigh"}
                ladder:
                  - {action: scale-out-group, wait: 1s}
            """;

    ChatAccount() {
        aws.place(new Handler(REMEDIATION, ""), new SecretText(secret(), SECRET));
    }

    private static String secret() {
        return AwsStandIn.arn("secretsmanager", "secret:slack-AbCdEf");
    }

    Map<String, String> variables() {
        var variables = variables(POLICY);
        variables.put("NIGHTSHIFT_SLACK_SIGNING_SECRET", secret());
        variables.put("NIGHTSHIFT_SLACK_APP", "A0123");
        variables.put("NIGHTSHIFT_SLACK_TEAM", "T0123");
        variables.put("NIGHTSHIFT_CHAT_FUNCTIONS", "remediation=" + REMEDIATION);
        return variables;
    }

    /** What it sent to the functions that it orders. */
    List<String> orders() {
        return aws.calls().stream()
                .filter(call -> call.operation().equals("Invoke"))
                .map(call -> call.body().text())
                .toList();
    }
}

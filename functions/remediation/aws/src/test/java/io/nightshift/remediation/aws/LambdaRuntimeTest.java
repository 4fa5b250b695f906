package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsRole;
import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.aws.sandbox.LambdaSuite;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.aws.adapter.RemediationStatements;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.lambda.Payloads;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function as Lambda runs it: only the Runtime API, AWS and the time between invocations are played. */
class LambdaRuntimeTest extends LambdaSuite {

    private final RemediationAccount account = new RemediationAccount();

    LambdaRuntimeTest() {
        super(RemediationHandler.class);
    }

    @Override
    protected LambdaAccount account() {
        return account;
    }

    @Override
    protected Map<String, String> variables() {
        return account.variables();
    }

    @Override
    protected String event() {
        return new String(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), StandardCharsets.UTF_8);
    }

    @Override
    protected void handledOnce() {
        assertThat(account.runs()).hasSize(1);
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Test
    void aRealAlarmBecomesAVerifiedFix() throws Exception {
        try (var lambda = start()) {
            var answer = account.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            assertThat(answer.at("handled").at(0).at("kind").text()).isEqualTo("STARTED");
            assertThat(account.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);

            var duplicate = account.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            assertThat(duplicate.at("handled").at(0).at("kind").text()).isEqualTo("DUPLICATE");

            account.calm("GroupCpuTooHigh");
            account.sweepUntilFinished();

            var run = account.runs().getFirst();
            assertThat(run.outcome()).contains(Outcome.RESOLVED);
            assertThat(Audit.verify(account.ledger, run.id()).whole()).isTrue();
            assertThat(account.aws.changes().stream().filter(change -> change.startsWith("set-desired")))
                    .hasSize(1);
            assertThat(account.aws.schedules()).isNotEmpty();
            assertThat(account.aws.schedules().getFirst().text())
                    .contains("wake", run.id().value());
            assertThat(lambda.log()).contains("\"event\":\"event\"").doesNotContain("canary");
        }
    }

    /** IAM's own check; AWS makes it when the schedule is made, and no call of it goes over the wire. */
    private static final Set<String> NO_CALLS = Set.of("iam:PassRole", "logs:CreateLogStream", "logs:PutLogEvents");

    @Test
    void whatItCallsFromItsFirstEventToItsLastIsWhatNightshiftIamGrants() throws Exception {
        var secret = AwsStandIn.arn("secretsmanager", "secret:on-call-AbCdEf");
        account.aws.place(new SecretText(secret, "canary"));
        var variables = account.variables();
        variables.put(
                "NIGHTSHIFT_POLICY_TEXT",
                RemediationAccount.POLICY.replace("kind: console", "kind: webhook, url-from-env: ON_CALL_URL"));
        variables.put("ON_CALL_URL", "https://127.0.0.1:1/");
        variables.put("ON_CALL_KEY", secret);
        try (var lambda = account.start(variables)) {
            account.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            account.api.invoke(Payloads.batch("rubbish"));
            account.calm("GroupCpuTooHigh");
            account.sweepUntilFinished();
            assertThat(lambda.log()).doesNotContain("canary");
        }
        var called = account.aws.calls().stream()
                .flatMap(AwsCall::permissions)
                .collect(Collectors.toCollection(TreeSet::new));
        var granted = granted(secret);
        assertThat(granted).containsAll(called);
        // What is granted and was not called here belongs to the action: PermissionsTest goes through all of it.
        granted.removeAll(RemediationStatements.permissions(List.of(ScaleOutGroup.TYPE)));
        granted.removeAll(NO_CALLS);
        assertThat(called).containsAll(granted);
    }

    private static Set<String> granted(String secret) throws JsonException {
        var granted = new TreeSet<String>();
        var policy = AwsRole.ANY.policyWith(
                RemediationStatements.of(AwsRole.ANY, List.of(ScaleOutGroup.TYPE)), List.of(secret));
        for (var statement : View.of(policy).at("Statement").items()) {
            for (var action : statement.at("Action").items()) {
                granted.add(action.text());
            }
        }
        return granted;
    }
}

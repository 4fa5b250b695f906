package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsRole;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.aws.adapter.RemediationStatements;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.aws.FakeResource.SecretText;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The function as Lambda runs it: AWS's runtime interface client in a JVM of its own, real SDK clients, a real ledger in
 * DynamoDB Local. Only the Runtime API, AWS and the time between invocations are played.
 */
class LambdaRuntimeTest {

    private final Scenery scenery = new Scenery();

    @AfterEach
    void close() {
        scenery.close();
    }

    private LambdaProcess start() {
        return scenery.start(scenery.variables());
    }

    @Test
    void aRealAlarmBecomesAVerifiedFix() throws Exception {
        try (var lambda = start()) {
            var answer = scenery.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            assertThat(answer.at("handled").at(0).at("kind").text()).isEqualTo("STARTED");
            assertThat(scenery.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);

            var duplicate = scenery.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            assertThat(duplicate.at("handled").at(0).at("kind").text()).isEqualTo("DUPLICATE");

            scenery.calm("GroupCpuTooHigh");
            scenery.sweepUntilFinished();

            var run = scenery.runs().getFirst();
            assertThat(run.outcome()).contains(Outcome.RESOLVED);
            assertThat(Audit.verify(scenery.ledger, run.id()).whole()).isTrue();
            assertThat(scenery.aws.changes().stream().filter(change -> change.startsWith("set-desired")))
                    .hasSize(1);
            assertThat(scenery.aws.schedules()).isNotEmpty();
            assertThat(scenery.aws.schedules().getFirst().text())
                    .contains("wake", run.id().value());
            assertThat(lambda.log()).contains("\"event\":\"event\"").doesNotContain("canary");
        }
    }

    /** IAM's own check; AWS makes it when the schedule is made, and no call of it goes over the wire. */
    private static final Set<String> NO_CALLS = Set.of("iam:PassRole", "logs:CreateLogStream", "logs:PutLogEvents");

    @Test
    void whatItCallsFromItsFirstEventToItsLastIsWhatNightshiftIamGrants() throws Exception {
        var secret = AwsStandIn.arn("secretsmanager", "secret:on-call-AbCdEf");
        scenery.aws.place(new SecretText(secret, "canary"));
        var variables = scenery.variables();
        variables.put(
                "NIGHTSHIFT_POLICY_TEXT",
                Scenery.POLICY.replace("kind: console", "kind: webhook, url-from-env: ON_CALL_URL"));
        variables.put("ON_CALL_URL", "https://127.0.0.1:1/");
        variables.put("ON_CALL_KEY", secret);
        try (var lambda = scenery.start(variables)) {
            scenery.api.invoke(Payloads.sample("aws/cloudwatch/auto-scaling-group.json"));
            scenery.api.invoke(Payloads.batch("rubbish"));
            scenery.calm("GroupCpuTooHigh");
            scenery.sweepUntilFinished();
            assertThat(lambda.log()).doesNotContain("canary");
        }
        var called = scenery.aws.calls().stream()
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

    @Test
    void ofABatchOnlyWhatHasToComeAgainIsReturned() throws Exception {
        try (var lambda = start()) {
            var alarm = new String(
                    Payloads.sample("aws/cloudwatch/auto-scaling-group.json"), java.nio.charset.StandardCharsets.UTF_8);
            var answer = scenery.api.invoke(Payloads.batch("{\"truncated\":", alarm, "{\"unknown\":true}"));
            assertThat(answer.json().text()).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(scenery.runs()).hasSize(1);
            var letters = scenery.aws.things(Letter.class);
            assertThat(letters).extracting(Letter::body).containsExactly("{\"truncated\":", "{\"unknown\":true}");
            assertThat(letters).allSatisfy(letter -> {
                assertThat(letter.queueUrl()).isEqualTo(Scenery.QUEUE);
                assertThat(letter.attributes()).containsKeys("reason", "place");
            });

            scenery.aws.fail("SendMessage", new AwsFault.Denied());
            var kept = scenery.api.invoke(Payloads.batch("rubbish", alarm));
            assertThat(kept.json().text()).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");
            assertThat(lambda.log()).contains("dead-letter queue did not take");
        }
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() throws Exception {
        var variables = scenery.variables();
        variables.remove("NIGHTSHIFT_TABLE");
        variables.put("NIGHTSHIFT_TABEL", "canary-table");
        variables.put("NIGHTSHIFT_ACCOUNT", "canary-account");
        try (var lambda = scenery.start(variables)) {
            var message = scenery.api.initError().json().text();
            assertThat(message)
                    .contains("NIGHTSHIFT_TABLE is missing", "NIGHTSHIFT_TABEL", "did you mean", "12 digits")
                    .doesNotContain("canary");
            assertThat(Optional.of(lambda.log())).get().asString().doesNotContain("canary");
        }
    }
}

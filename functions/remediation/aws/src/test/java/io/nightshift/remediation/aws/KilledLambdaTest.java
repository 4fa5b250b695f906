package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} while the function acts. The next process gets what Lambda and Scheduler would send: the event again, the
 * timer's wake-up, the sweep. No secret is found in what is left behind.
 */
class KilledLambdaTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String INSTANCE = "i-0abcd1234ef567890";
    private static final byte[] GROUP_ALARM = Payloads.sample("aws/cloudwatch/auto-scaling-group.json");
    private static final byte[] SERVER_ALARM = Payloads.sample("aws/cloudwatch/metric-alarm.json");

    private static final String LADDER = """
            version: 1
            defaults: {mode: act, page: ops, soak: 1s, max-age: 3650d}
            channels:
              ops: {kind: console}
            rules:
              - name: web
                match: {name: "ServerCpuTooHigh"}
                ladder:
                  - {action: %s, wait: 1s}
            """;

    private final RemediationAccount scenery = new RemediationAccount();
    private final WireServer receiver = WireServer.before(request -> WireReply.empty(204));

    KilledLambdaTest() {
        scenery.aws.place(
                Instance.running(INSTANCE), new Alarm("ServerCpuTooHigh", false, "ALARM", "Threshold Crossed"));
    }

    @AfterEach
    void close() {
        receiver.close();
        scenery.close();
    }

    private Map<String, String> variables(String policy) {
        var variables = scenery.variables();
        variables.put("NIGHTSHIFT_POLICY_TEXT", policy);
        variables.put("NIGHTSHIFT_WEBHOOK_RESTART_URL", receiver.endpoint() + "/canary-token");
        variables.put("NIGHTSHIFT_WEBHOOK_RESTART_KEY", "canary-webhook-key");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_URL", "jdbc:postgresql://127.0.0.1:9/orders");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_USER", "shift");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_PASSWORD", "canary-password");
        return variables;
    }

    /** Lets a process begin with that event, and kills it once it is in the middle of its act. */
    private void killedAfter(byte[] event, Map<String, String> variables, BooleanSupplier acting) {
        try (var lambda = scenery.start(variables)) {
            var ignored = scenery.api.begin(event);
            RemediationAccount.until(acting, Thread::onSpinWait);
            lambda.kill();
            noSecretIsLeft(lambda);
        }
        assertThat(onlyRun().pending()).hasSize(1);
    }

    private Run onlyRun() {
        assertThat(scenery.runs()).hasSize(1);
        return scenery.runs().getFirst();
    }

    private String kind(byte[] payload) throws JsonException {
        return scenery.api.invoke(payload).at("handled").at(0).at("kind").text();
    }

    private void noSecretIsLeft(LambdaProcess lambda) {
        assertThat(lambda.log()).doesNotContain("canary");
        assertThat(scenery.runs()).allSatisfy(run -> {
            assertThat(RunJson.of(run).text()).doesNotContain("canary");
            assertThat(scenery.story(run)).noneMatch(entry -> entry.contains("canary"));
            assertThat(Audit.verify(scenery.ledger, run.id()).whole()).isTrue();
        });
        assertThat(scenery.aws.things(Letter.class))
                .noneMatch(letter -> letter.toString().contains("canary"));
    }

    @Test
    void aRebootThatLeavesNoTraceIsNotRepeatedAndTheStorySaysWhy() throws Exception {
        var variables = variables(LADDER.formatted("reboot-instance"));
        scenery.aws.fail("RebootInstances", new AwsFault.Slow(LONG));
        killedAfter(SERVER_ALARM, variables, () -> scenery.aws.calls("RebootInstances") == 1);

        try (var lambda = scenery.start(variables)) {
            // The dead worker's lease still runs: for all that anybody knows it is acting.
            assertThat(kind(SERVER_ALARM)).isEqualTo("DUPLICATE");
            assertThat(kind(Payloads.wake(onlyRun().id()))).isEqualTo("NOTHING");
            assertThat(scenery.api.invoke(Payloads.SWEEP).at("handled").items()).isEmpty();
            noSecretIsLeft(lambda);
        }
        try (var lambda = scenery.start(variables, Duration.ofMinutes(3))) {
            assertThat(kind(Payloads.wake(onlyRun().id()))).isEqualTo("MOVED");
            assertThat(kind(SERVER_ALARM)).isEqualTo("DUPLICATE");
            scenery.calm("ServerCpuTooHigh");
            scenery.sweepUntilFinished();
            noSecretIsLeft(lambda);
        }
        assertThat(scenery.aws.calls("RebootInstances")).isEqualTo(1);
        assertThat(scenery.aws.thing(Instance.class, "instance/" + INSTANCE).reboots())
                .isEqualTo(1);
        assertThat(onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(scenery.story(onlyRun()))
                .anyMatch(entry -> entry.startsWith("failed ")
                        && entry.contains("a worker died while it performed this")
                        && entry.contains("it is not repeated"));
    }

    @Test
    void aRebootThatNeverHappenedGoesToAHuman() throws Exception {
        var variables = variables(LADDER.formatted("reboot-instance"));
        scenery.aws.fail("RebootInstances", new AwsFault.Unheard());
        killedAfter(SERVER_ALARM, variables, () -> scenery.aws.calls("RebootInstances") == 1);

        try (var lambda = scenery.start(variables, Duration.ofMinutes(3))) {
            scenery.sweepUntilFinished();
            noSecretIsLeft(lambda);
            assertThat(lambda.log()).contains("\"event\":\"message\"", "PAGE");
        }
        assertThat(scenery.aws.calls("RebootInstances")).isEqualTo(1);
        assertThat(onlyRun().outcome()).contains(Outcome.ESCALATED);
    }

    @Test
    void whatHappenedAndCanBeSeenIsNotRepeated() throws Exception {
        var variables = variables(RemediationAccount.POLICY);
        scenery.aws.fail("SetDesiredCapacity", new AwsFault.Slow(LONG));
        killedAfter(GROUP_ALARM, variables, () -> scenery.aws.calls("SetDesiredCapacity") == 1);

        finishedBy(variables, GROUP_ALARM);

        assertThat(scenery.aws.calls("SetDesiredCapacity")).isEqualTo(1);
        assertThat(scenery.story(onlyRun()))
                .anyMatch(entry -> entry.startsWith("acted ") && entry.contains("\"probed\":\"HAPPENED\""));
    }

    @Test
    void whatNeverHappenedIsMadeUpForOnceThoughTheWholeBatchComesAgain() throws Exception {
        var variables = variables(RemediationAccount.POLICY);
        var alarm = new String(GROUP_ALARM, StandardCharsets.UTF_8);
        var batch = Payloads.batch(alarm, "{\"truncated\":", alarm);
        scenery.aws.fail("SetDesiredCapacity", new AwsFault.Unheard());
        killedAfter(batch, variables, () -> scenery.aws.calls("SetDesiredCapacity") == 1);

        finishedBy(variables, batch);

        assertThat(scenery.aws.changes().stream().filter(change -> change.startsWith("set-desired")))
                .hasSize(1);
        assertThat(scenery.aws.calls("SetDesiredCapacity")).isEqualTo(2);
        assertThat(scenery.aws.things(Letter.class)).extracting(Letter::body).containsExactly("{\"truncated\":");
    }

    /** The next process gets the same again, and looks after the run when the dead worker's lease has ended. */
    private void finishedBy(Map<String, String> variables, byte[] again) {
        try (var lambda = scenery.start(variables, Duration.ofMinutes(3))) {
            scenery.api.invoke(again);
            scenery.api.invoke(Payloads.wake(onlyRun().id()));
            scenery.calm("GroupCpuTooHigh");
            scenery.sweepUntilFinished();
            noSecretIsLeft(lambda);
        }
        assertThat(onlyRun().outcome()).contains(Outcome.RESOLVED);
        assertThat(scenery.aws.thing(Group.class, "group/web").desired()).isEqualTo(3);
    }

    @Test
    void aWebhookIsCalledAgainUnderTheSameKeyByWhichItsReceiverKnowsIt() throws Exception {
        var variables = variables(LADDER.formatted("call-webhook, with: {hook: restart}"));
        receiver.script(request -> true, new WireReply.Late(LONG, WireReply.empty(204)));
        killedAfter(SERVER_ALARM, variables, () -> !receiver.requests().isEmpty());

        try (var lambda = scenery.start(variables, Duration.ofMinutes(3))) {
            scenery.calm("ServerCpuTooHigh");
            scenery.sweepUntilFinished();
            noSecretIsLeft(lambda);
        }
        assertThat(receiver.requests())
                .hasSize(2)
                .extracting((WireRequest request) -> request.header("Idempotency-Key"))
                .containsOnly(onlyRun().id() + "-1");
        assertThat(onlyRun().outcome()).contains(Outcome.RESOLVED);
    }
}

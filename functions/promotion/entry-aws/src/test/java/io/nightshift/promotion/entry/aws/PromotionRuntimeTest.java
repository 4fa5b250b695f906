package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.RunJson;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.Letter;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The function for events as Lambda runs it: AWS's runtime interface client in a JVM of its own, real SDK clients, a real
 * ledger in DynamoDB Local.
 */
class PromotionRuntimeTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final Scenery scenery = new Scenery();

    @AfterEach
    void close() {
        scenery.close();
    }

    private LambdaProcess start(String policy) {
        return LambdaProcess.start(scenery.api, scenery.variables(policy), PromotionHandler.class);
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
    }

    private long published() {
        return scenery.aws.things(FunctionCode.class).stream()
                .filter(code ->
                        code.image().endsWith(Scenery.NEW) && !code.version().equals("$LATEST"))
                .count();
    }

    @Test
    void aPushBecomesARunThatLooksItUpAndDeploysItOnce() throws Exception {
        long begun = System.nanoTime();
        try (var lambda = start(Scenery.POLICY)) {
            assertThat(kind(Scenery.push())).as(lambda.log()).isEqualTo("STARTED");
            System.out.printf(
                    "promotion on Lambda: from the start of the process to the answer to its first push %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(kind(Scenery.push())).isEqualTo("DUPLICATE");

            assertThat(scenery.onlyRun().id().value()).contains("promotion");
            assertThat(scenery.story(scenery.onlyRun())).anyMatch(entry -> entry.contains(Scenery.NEW));
            assertThat(scenery.aws.calls().stream().map(AwsCall::operation)).contains("DescribeImages");
            Scenery.until(() -> published() == 1, () -> {
                scenery.aws.settle();
                scenery.api.invoke(Payloads.SWEEP);
            });
            assertThat(scenery.aws.schedules()).isNotEmpty();
            noSecretIsLeft(lambda);
        }
    }

    @Test
    void aPushThatNoEventToldOfIsBegunByTheSweep() throws Exception {
        var before = Instant.parse("2026-11-19T03:04:34Z");
        scenery.aws.place(new StoredImage("shop/web", Scenery.OLD, List.of("v41"), before, "{}", "ACTIVE"));
        try (var lambda = start(Scenery.POLICY)) {
            assertThat(scenery.api.invoke(Payloads.SWEEP).json().text())
                    .as(lambda.log())
                    .contains("STARTED");
            assertThat(scenery.runs())
                    .filteredOn(run -> run.rule().equals("shop"))
                    .singleElement()
                    .satisfies(run -> assertThat(scenery.story(run)).anyMatch(entry -> entry.contains(Scenery.NEW)));
            assertThat(lambda.log()).contains("\"event\":\"missed-push\"");
            noSecretIsLeft(lambda);
        }
    }

    /** Half a budget is enough for one gate; the other asks a registry that is nowhere, and waits for its signature. */
    @Test
    void gatesThatBelongToNoCloudAreAskedHereToo() throws Exception {
        var stage = "      - name: prod\n";
        var policy = Scenery.POLICY.replace(
                stage + "        targets: [{kind: \"lambda",
                stage
                        + "        gates:\n"
                        + "          - {kind: error-budget, source: prometheus, query: shop_budget_left, at-least: 20%}\n"
                        + "          - {kind: signature, key-from-env: SHOP_PUBLIC_KEY}\n"
                        + "        targets: [{kind: \"lambda");
        var variables = scenery.variables(policy);
        var half = Json.obj().with("value", Json.arr(Json.of(1), Json.of("0.5")));
        var answer = Json.obj()
                .with("status", "success")
                .with("data", Json.obj().with("resultType", "vector").with("result", Json.arr(half)));
        try (var prometheus = WireServer.before(request -> WireReply.json(200, answer))) {
            variables.put("NIGHTSHIFT_PROMETHEUS_URL", prometheus.endpoint().toString());
            variables.put("NIGHTSHIFT_PROMETHEUS_TOKEN", "canary-token-of-prometheus");
            variables.put("SHOP_PUBLIC_KEY", "no key");
            try (var lambda = LambdaProcess.start(scenery.api, variables, PromotionHandler.class)) {
                assertThat(kind(Scenery.push())).as(lambda.log()).isEqualTo("STARTED");
                assertThat(prometheus.requests().getFirst().header("Authorization"))
                        .isEqualTo("Bearer canary-token-of-prometheus");
                assertThat(scenery.story(scenery.onlyRun()))
                        .anyMatch(entry -> entry.contains("50") && entry.contains("error-budget"))
                        .anyMatch(entry -> entry.contains("SHOP_PUBLIC_KEY"));
                assertThat(published()).isZero();
                noSecretIsLeft(lambda);
            }
        }
    }

    @Test
    void whatIsForTheOtherFunctionsOfThePolicyIsNeitherRunNorError() throws Exception {
        try (var lambda = start(Scenery.POLICY)) {
            assertThat(kind(Payloads.sample("aws/cloudwatch/auto-scaling-group.json")))
                    .isEqualTo("UNMATCHED");
            assertThat(scenery.runs()).isEmpty();
            assertThat(lambda.log()).doesNotContain("Exception", "canary");
        }
    }

    @Test
    void ofABatchOnlyWhatHasToComeAgainIsReturned() throws Exception {
        try (var lambda = start(Scenery.ASKING)) {
            var push = new String(Scenery.push(), StandardCharsets.UTF_8);
            var answer = scenery.api.invoke(Payloads.batch(push, "{\"truncated\":", push));
            assertThat(answer.json().text()).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(scenery.runs()).hasSize(1);
            assertThat(scenery.aws.things(Letter.class))
                    .extracting(Letter::body)
                    .containsExactly("{\"truncated\":");

            scenery.aws.fail("SendMessage", new AwsFault.Denied());
            assertThat(scenery.api
                            .invoke(Payloads.batch("rubbish", push))
                            .json()
                            .text())
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"message-1\"}]}");
            noSecretIsLeft(lambda);
        }
    }

    @Test
    void aVersionThatWasBeingMadeWhenTheProcessDiedIsMadeOnce() throws Exception {
        scenery.aws.fail("UpdateFunctionCode", new AwsFault.Slow(LONG));
        try (var lambda = start(Scenery.POLICY)) {
            var ignored = scenery.api.begin(Scenery.push());
            Scenery.until(() -> scenery.aws.calls("UpdateFunctionCode") == 1, Thread::onSpinWait);
            lambda.kill();
            noSecretIsLeft(lambda);
        }
        assertThat(scenery.onlyRun().pending()).hasSize(1);

        try (var lambda = LambdaProcess.start(
                scenery.api, scenery.variables(Scenery.POLICY), AheadHandler.class, Duration.ofMinutes(3))) {
            assertThat(kind(Scenery.push())).isEqualTo("DUPLICATE");
            scenery.api.invoke(Payloads.wake(scenery.onlyRun().id()));
            Scenery.until(() -> scenery.onlyRun().pending().isEmpty(), () -> {
                scenery.aws.settle();
                scenery.api.invoke(Payloads.SWEEP);
            });
            noSecretIsLeft(lambda);
        }
        assertThat(published()).isEqualTo(1);
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() throws Exception {
        var variables = scenery.variables(Scenery.POLICY);
        variables.remove("NIGHTSHIFT_TABLE");
        variables.put("NIGHTSHIFT_APPROVAL_SECRET", "canary-too-short");
        variables.put("NIGHTSHIFT_GITHUB_SECRETS", "canary");
        try (var lambda = LambdaProcess.start(scenery.api, variables, PromotionHandler.class)) {
            assertThat(scenery.api.initError().json().text())
                    .contains("NIGHTSHIFT_TABLE is missing", "at least 32 characters", "did you mean")
                    .doesNotContain("canary");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void theHookOfEcsLetsNothingThroughThatItDoesNotUnderstand() throws Exception {
        try (var lambda = LambdaProcess.start(scenery.api, scenery.variables(Scenery.POLICY), HookHandler.class)) {
            for (var question : List.of("{}", "[]", "7", "{\"canary\":\"canary\"}", hooked("CANARY_STAGE"))) {
                assertThat(scenery.api.invoke(Payloads.bytes(question)).json().text())
                        .isEqualTo("{\"hookStatus\":\"FAILED\"}");
            }
            assertThat(scenery.api
                            .invoke(Payloads.bytes(hooked("PRE_SCALE_UP")))
                            .json()
                            .text())
                    .isEqualTo("{\"hookStatus\":\"SUCCEEDED\"}");
            assertThat(scenery.api
                            .invoke(Payloads.bytes(hooked("PRE_PRODUCTION_TRAFFIC_SHIFT")))
                            .json()
                            .text())
                    .doesNotContain("SUCCEEDED");
            assertThat(lambda.log()).contains("\"event\":\"hook\"").doesNotContain("canary", "\tat ");
        }
    }

    private static String hooked(String stage) {
        var arn = "arn:aws:ecs:eu-central-1:111122223333:";
        return """
                {"lifecycleStage": "%s", "resourceArn": "%sservice-deployment/prod/shop/d1",
                 "executionDetails": {"serviceArn": "%sservice/prod/shop",
                   "targetServiceRevisionArn": "%sservice-revision/prod/shop/2",
                   "productionTrafficWeights": {}}}
                """.formatted(stage, arn, arn, arn);
    }

    @Test
    void theDoorDoesNotOpenWithoutAToken() throws Exception {
        var variables = scenery.variables(Scenery.POLICY);
        variables.remove("NIGHTSHIFT_INTAKE_TOKEN");
        try (var lambda = LambdaProcess.start(scenery.api, variables, HttpApiHandler.class)) {
            assertThat(scenery.api.initError().json().text()).contains("NIGHTSHIFT_INTAKE_TOKEN is missing");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void whatItCallsIsWhatTheDocumentationGrants() throws Exception {
        var documented = Permissions.documented();
        try (var lambda = start(Scenery.ASKING)) {
            scenery.api.invoke(Scenery.push());
            scenery.api.invoke(Payloads.batch("rubbish"));
            noSecretIsLeft(lambda);
        }
        var called = new TreeSet<String>();
        scenery.aws.calls().forEach(call -> call.permissions().forEach(called::add));
        assertThat(called).isNotEmpty();
        assertThat(documented).containsAll(called);
    }
}

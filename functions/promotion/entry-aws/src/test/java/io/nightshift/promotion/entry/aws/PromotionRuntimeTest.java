package io.nightshift.promotion.entry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.sandbox.LambdaAccount;
import io.nightshift.aws.sandbox.LambdaSuite;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.RunJson;
import io.nightshift.sandbox.aws.AwsCall;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import io.nightshift.sandbox.lambda.LambdaProcess;
import io.nightshift.sandbox.lambda.Payloads;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The function for events, as Lambda runs it. */
class PromotionRuntimeTest extends LambdaSuite {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final PromotionAccount account = new PromotionAccount();

    PromotionRuntimeTest() {
        super(PromotionHandler.class);
    }

    @AfterEach
    void close() {
        account.close();
    }

    @Override
    protected LambdaAccount account() {
        return account;
    }

    @Override
    protected Map<String, String> variables() {
        return account.environment(PromotionAccount.POLICY);
    }

    @Override
    protected String event() {
        return new String(PromotionAccount.push(), StandardCharsets.UTF_8);
    }

    @Override
    protected void handledOnce() {
        assertThat(account.runs()).hasSize(1);
    }

    private String kind(byte[] payload) throws JsonException {
        return account.api.invoke(payload).at("handled").at(0).at("kind").text();
    }

    private void noSecretIsLeft(LambdaProcess lambda) {
        assertThat(lambda.log()).doesNotContain("canary");
        assertThat(account.runs()).allSatisfy(run -> {
            assertThat(RunJson.of(run).text()).doesNotContain("canary");
            assertThat(account.story(run)).noneMatch(entry -> entry.contains("canary"));
            assertThat(Audit.verify(account.ledger, run.id()).whole()).isTrue();
        });
    }

    private long published() {
        return account.aws.things(FunctionCode.class).stream()
                .filter(code -> code.image().endsWith(PromotionAccount.NEW)
                        && !code.version().equals("$LATEST"))
                .count();
    }

    @Test
    void aPushBecomesARunThatLooksItUpAndDeploysItOnce() throws Exception {
        long begun = System.nanoTime();
        try (var lambda = start()) {
            assertThat(kind(PromotionAccount.push())).as(lambda.log()).isEqualTo("STARTED");
            System.out.printf(
                    "promotion on Lambda: from the start of the process to the answer to its first push %d ms%n",
                    Duration.ofNanos(System.nanoTime() - begun).toMillis());
            assertThat(kind(PromotionAccount.push())).isEqualTo("DUPLICATE");

            assertThat(account.onlyRun().id().value()).contains("promotion");
            assertThat(account.story(account.onlyRun())).anyMatch(entry -> entry.contains(PromotionAccount.NEW));
            assertThat(account.aws.calls().stream().map(AwsCall::operation)).contains("DescribeImages");
            PromotionAccount.until(() -> published() == 1, () -> {
                account.aws.settle();
                account.api.invoke(Payloads.SWEEP);
            });
            assertThat(account.aws.schedules()).isNotEmpty();
            noSecretIsLeft(lambda);
        }
    }

    @Test
    void aPushThatNoEventToldOfIsBegunByTheSweep() throws Exception {
        var before = Instant.parse("2026-11-19T03:04:34Z");
        account.aws.place(new StoredImage("shop/web", PromotionAccount.OLD, List.of("v41"), before, "{}", "ACTIVE"));
        try (var lambda = start()) {
            assertThat(account.api.invoke(Payloads.SWEEP).json().text())
                    .as(lambda.log())
                    .contains("STARTED");
            assertThat(account.runs())
                    .filteredOn(run -> run.rule().equals("shop"))
                    .singleElement()
                    .satisfies(run ->
                            assertThat(account.story(run)).anyMatch(entry -> entry.contains(PromotionAccount.NEW)));
            assertThat(lambda.log()).contains("\"event\":\"missed-push\"");
            noSecretIsLeft(lambda);
        }
    }

    /** Half a budget is enough for one gate; the other asks a registry that is nowhere, and waits for its signature. */
    @Test
    void gatesThatBelongToNoCloudAreAskedHereToo() throws Exception {
        var stage = "      - name: prod\n";
        var policy = PromotionAccount.POLICY.replace(
                stage + "        targets: [{kind: \"lambda",
                stage
                        + "        gates:\n"
                        + "          - {kind: error-budget, source: prometheus, query: shop_budget_left, at-least: 20%}\n"
                        + "          - {kind: signature, key-from-env: SHOP_PUBLIC_KEY}\n"
                        + "        targets: [{kind: \"lambda");
        var variables = account.environment(policy);
        var half = Json.obj().with("value", Json.arr(Json.of(1), Json.of("0.5")));
        var answer = Json.obj()
                .with("status", "success")
                .with("data", Json.obj().with("resultType", "vector").with("result", Json.arr(half)));
        try (var prometheus = WireServer.before(request -> WireReply.json(200, answer))) {
            variables.put("NIGHTSHIFT_PROMETHEUS_URL", prometheus.endpoint().toString());
            variables.put("NIGHTSHIFT_PROMETHEUS_TOKEN", "canary-token-of-prometheus");
            variables.put("SHOP_PUBLIC_KEY", "no key");
            try (var lambda = LambdaProcess.start(account.api, variables, PromotionHandler.class)) {
                assertThat(kind(PromotionAccount.push())).as(lambda.log()).isEqualTo("STARTED");
                assertThat(prometheus.requests().getFirst().header("Authorization"))
                        .isEqualTo("Bearer canary-token-of-prometheus");
                assertThat(account.story(account.onlyRun()))
                        .anyMatch(entry -> entry.contains("50") && entry.contains("error-budget"))
                        .anyMatch(entry -> entry.contains("SHOP_PUBLIC_KEY"));
                assertThat(published()).isZero();
                noSecretIsLeft(lambda);
            }
        }
    }

    @Test
    void whatIsForTheOtherFunctionsOfThePolicyIsNeitherRunNorError() throws Exception {
        try (var lambda = start()) {
            assertThat(kind(Payloads.sample("aws/cloudwatch/auto-scaling-group.json")))
                    .isEqualTo("UNMATCHED");
            assertThat(account.runs()).isEmpty();
            assertThat(lambda.log()).doesNotContain("Exception", "canary");
        }
    }

    @Test
    void aVersionThatWasBeingMadeWhenTheProcessDiedIsMadeOnce() throws Exception {
        account.aws.fail("UpdateFunctionCode", new AwsFault.Slow(LONG));
        try (var lambda = start()) {
            var ignored = account.api.begin(PromotionAccount.push());
            PromotionAccount.until(() -> account.aws.calls("UpdateFunctionCode") == 1, Thread::onSpinWait);
            lambda.kill();
            noSecretIsLeft(lambda);
        }
        assertThat(account.onlyRun().pending()).hasSize(1);

        try (var lambda = LambdaProcess.start(
                account.api,
                account.environment(PromotionAccount.POLICY),
                PromotionAheadHandler.class,
                Duration.ofMinutes(3))) {
            assertThat(kind(PromotionAccount.push())).isEqualTo("DUPLICATE");
            account.api.invoke(Payloads.wake(account.onlyRun().id()));
            PromotionAccount.until(() -> account.onlyRun().pending().isEmpty(), () -> {
                account.aws.settle();
                account.api.invoke(Payloads.SWEEP);
            });
            noSecretIsLeft(lambda);
        }
        assertThat(published()).isEqualTo(1);
    }

    @Test
    void secretsThatAreTooShortAreToldWhenTheFunctionIsMade() throws Exception {
        var variables = variables();
        variables.put("NIGHTSHIFT_APPROVAL_SECRET", "canary-too-short");
        variables.put("NIGHTSHIFT_GITHUB_SECRETS", "canary");
        try (var lambda = start(variables)) {
            assertThat(account.api.initError().json().text())
                    .contains("at least 32 characters", "did you mean")
                    .doesNotContain("canary");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void theHookOfEcsLetsNothingThroughThatItDoesNotUnderstand() throws Exception {
        try (var lambda =
                LambdaProcess.start(account.api, account.environment(PromotionAccount.POLICY), HookHandler.class)) {
            for (var question : List.of("{}", "[]", "7", "{\"canary\":\"canary\"}", hooked("CANARY_STAGE"))) {
                assertThat(account.api.invoke(Payloads.bytes(question)).json().text())
                        .isEqualTo("{\"hookStatus\":\"FAILED\"}");
            }
            assertThat(account.api
                            .invoke(Payloads.bytes(hooked("PRE_SCALE_UP")))
                            .json()
                            .text())
                    .isEqualTo("{\"hookStatus\":\"SUCCEEDED\"}");
            assertThat(account.api
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
        var variables = account.environment(PromotionAccount.POLICY);
        variables.remove("NIGHTSHIFT_INTAKE_TOKEN");
        try (var lambda = LambdaProcess.start(account.api, variables, HttpApiHandler.class)) {
            assertThat(account.api.initError().json().text()).contains("NIGHTSHIFT_INTAKE_TOKEN is missing");
            assertThat(lambda.log()).doesNotContain("canary");
        }
    }

    @Test
    void whatItCallsIsWhatTheDocumentationGrants() throws Exception {
        var documented = Permissions.documented();
        try (var lambda = start(account.environment(PromotionAccount.ASKING))) {
            account.api.invoke(PromotionAccount.push());
            account.api.invoke(Payloads.batch("rubbish"));
            noSecretIsLeft(lambda);
        }
        var called = new TreeSet<String>();
        account.aws.calls().forEach(call -> call.permissions().forEach(called::add));
        assertThat(called).isNotEmpty();
        assertThat(documented).containsAll(called);
    }
}

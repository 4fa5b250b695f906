package io.nightshift.remediation.gcp;

import static io.nightshift.remediation.gcp.RemediationProject.CHECKOUT_CLOSED;
import static io.nightshift.remediation.gcp.RemediationProject.CHECKOUT_OPEN;
import static io.nightshift.remediation.gcp.RemediationProject.DATABASE_OPEN;
import static io.nightshift.sandbox.gcp.PubSubDelivery.event;
import static io.nightshift.sandbox.gcp.PubSubDelivery.eventarc;
import static io.nightshift.sandbox.gcp.PubSubDelivery.structured;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.remediation.gcp.adapter.SmallProject;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.gcp.PubSubDelivery;
import io.nightshift.sandbox.gcp.PubSubStandIn;
import io.nightshift.sandbox.gcp.PubSubStandIn.Letter;
import io.nightshift.sandbox.gcp.RestError;
import io.nightshift.sandbox.wire.ChildProcess;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The function as Cloud Run runs it: Google's java-function-invoker in a JVM of its own, real clients, a real ledger in
 * Google's Firestore emulator. Only Google's other services and the time between requests are played.
 */
class RemediationFunctionTest {

    private static final Json SWEEP = Json.obj().with("nightshift", Json.obj().with("sweep", true));

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static Optional<GoogleEmulator> firestore = Optional.empty();

    private Optional<RemediationProject> set = Optional.empty();

    @BeforeAll
    static void startFirestore() {
        firestore = GoogleEmulator.firestore();
    }

    @AfterAll
    static void stopFirestore() {
        firestore.ifPresent(GoogleEmulator::close);
    }

    @BeforeEach
    void setTheScene() {
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        set = firestore.map(there -> new RemediationProject(there.endpoint()));
    }

    @AfterEach
    void close() {
        set.ifPresent(RemediationProject::close);
    }

    private RemediationProject scenery() {
        return set.orElseThrow();
    }

    private FunctionProcess start(Signature signature) {
        return start(signature, scenery().variables(), Duration.ZERO);
    }

    private static FunctionProcess start(Signature signature, Map<String, String> variables, Duration ahead) {
        var function = process(signature, variables, ahead);
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static FunctionProcess process(Signature signature, Map<String, String> variables, Duration ahead) {
        var target = ahead.isZero() ? RemediationFunction.class : RemediationAheadFunction.class;
        return FunctionProcess.start(target, signature, variables, ahead);
    }

    private static void until(String what, BooleanSupplier so) {
        var end = Instant.now().plusSeconds(120);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            // Another process is at work, on the same cores.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Sweeps as Cloud Scheduler would, only faster, until every run has ended. */
    private void sweepUntilFinished(FunctionProcess function) {
        until("the run should have ended by now: " + function.output(), () -> {
            assertThat(function.post(
                            eventarc(), PubSubDelivery.of(SWEEP.bytes()).bytes()))
                    .isBetween(200, 204);
            return scenery().runs().stream().allMatch(run -> run.status() == Status.FINISHED);
        });
    }

    private List<Letter> letters() {
        return scenery().project.pubSub.letters();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Signature.class)
    void anIncidentBecomesAVerifiedFix(Signature signature) {
        try (var function = start(signature)) {
            var opened = Sample.of("gcp", "pubsub/eventarc-binary.json");
            assertThat(function.post(opened.headers(), opened.bytes())).isBetween(200, 204);
            assertThat(scenery().project.changes()).containsExactly("checkout traffic");
            assertThat(scenery().run().status()).isEqualTo(Status.WAITING);

            scenery().project.settle();
            assertThat(function.post(
                            eventarc(),
                            PubSubDelivery.of(CHECKOUT_CLOSED.bytes()).bytes()))
                    .isBetween(200, 204);
            sweepUntilFinished(function);

            assertThat(scenery().run().outcome()).as(function.output()).contains(Outcome.RESOLVED);
            assertThat(scenery().whole()).isTrue();
            assertThat(scenery().story())
                    .extracting(Entry::kind)
                    .startsWith("arrived", "not-observed", "judged", "acted")
                    .containsSubsequence("arrived", "timer-fired", "not-observed", "tell", "finished", "told");
            assertThat(scenery().project.changes()).hasSize(1);
            assertThat(letters()).isEmpty();
        }
    }

    /** Nobody sweeps: what Cloud Tasks was given is delivered as it was given, when its time has come. */
    @ParameterizedTest
    @EnumSource(Signature.class)
    void timersOfCloudTasksWakeTheRunToItsEnd(Signature signature) {
        var variables = scenery().variables();
        variables.put("NIGHTSHIFT_TASK_QUEUE", SmallProject.QUEUE);
        variables.put("NIGHTSHIFT_WAKE_URL", "https://nightshift-365415247865.europe-west1.run.app");
        variables.put("NIGHTSHIFT_WAKE_ACCOUNT", "timers@shop-prod.iam.gserviceaccount.com");
        try (var function = start(signature, variables, Duration.ZERO)) {
            assertThat(function.post(
                            eventarc(), PubSubDelivery.of(CHECKOUT_OPEN.bytes()).bytes()))
                    .isBetween(200, 204);
            assertThat(function.post(
                            eventarc(),
                            PubSubDelivery.of(CHECKOUT_CLOSED.bytes()).bytes()))
                    .isBetween(200, 204);
            var delivered = new TreeSet<String>();
            until("the timers should have ended it: " + function.output(), () -> {
                for (var task : scenery().project.tasks.tasks()) {
                    if (Instant.now().getEpochSecond() >= task.getScheduleTime().getSeconds()
                            && delivered.add(task.getName())) {
                        var call = task.getHttpRequest();
                        assertThat(function.post(
                                        call.getHeadersMap(), call.getBody().toByteArray()))
                                .isBetween(200, 204);
                    }
                }
                return scenery().run().status() == Status.FINISHED;
            });
            assertThat(delivered).isNotEmpty();
            assertThat(scenery().run().outcome()).contains(Outcome.RESOLVED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CLOUDEVENT,pubsub/eventarc-structured.json pubsub/eventarc-binary.json",
        "HTTP,pubsub/push.json monitoring/cloud-run-open.json pubsub/eventarc-binary.json pubsub/eventarc-structured.json"
    })
    void theSameIncidentInEveryEnvelopeIsOneRunAndOneAction(Signature signature, String samples) {
        try (var function = start(signature)) {
            for (var sample : samples.split(" ")) {
                var event = Sample.of("gcp", sample);
                assertThat(function.post(event.headers(), event.bytes()))
                        .as(sample)
                        .isBetween(200, 204);
                assertThat(function.post(event.headers(), event.bytes()))
                        .as(sample)
                        .isBetween(200, 204);
            }
            assertThat(scenery().runs()).hasSize(1);
            assertThat(scenery().project.changes()).containsExactly("checkout traffic");
            assertThat(function.output())
                    .contains("STARTED")
                    .containsOnlyOnce("STARTED")
                    .contains("DUPLICATE");
        }
    }

    /** Pub/Sub delivers at least once, and not one after another. */
    @Test
    void theSameIncidentManyTimesAtOnceIsOneRunAndOneAction() {
        try (var function = start(Signature.CLOUDEVENT)) {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 8; i++) {
                answers.add(function.begin(
                        eventarc(), PubSubDelivery.of(CHECKOUT_OPEN.bytes()).bytes()));
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isIn(200, 500));
            assertThat(function.post(
                            eventarc(), PubSubDelivery.of(CHECKOUT_OPEN.bytes()).bytes()))
                    .isEqualTo(200);
            assertThat(scenery().runs()).hasSize(1);
            assertThat(scenery().project.changes()).containsExactly("checkout traffic");
            assertThat(scenery().whole()).isTrue();
        }
    }

    /** All of {@code events/gcp}: what they hold is taken, and what cannot be decoded is kept with the reasons. */
    @Test
    void everySampleIsTakenAndWhatCannotBeDecodedIsKept() throws Exception {
        var kept = new ArrayList<Sample>();
        try (var function = start(Signature.HTTP)) {
            for (var sample : Sample.all("gcp")) {
                assertThat(function.post(sample.headers(), sample.bytes()))
                        .as(sample.name())
                        .isEqualTo(204);
                if (!View.of(sample.expected()).at("rejected").items().isEmpty()) {
                    kept.add(sample);
                }
                assertThat(letters()).as(sample.name()).hasSameSizeAs(kept);
            }
        }
        assertThat(kept).hasSizeGreaterThan(10);
        for (int i = 0; i < kept.size(); i++) {
            var reasons = View.of(kept.get(i).expected()).at("rejected").at(0);
            assertThat(letters().get(i).data()).isEqualTo(kept.get(i).bytes());
            assertThat(letters().get(i).attribute("reason"))
                    .contains(reasons.at("reason").text());
        }
    }

    /** The same as Eventarc delivers them: each in a Pub/Sub message, in the binary form and in the structured one. */
    @Test
    void everySampleInsideOfACloudEventIsTakenAndWhatCannotBeDecodedIsKept() throws Exception {
        int kept = 0;
        try (var function = start(Signature.CLOUDEVENT)) {
            for (var sample : Sample.all("gcp")) {
                if (!sample.headers().isEmpty()) {
                    continue;
                }
                var message = PubSubDelivery.of(sample.bytes());
                assertThat(function.post(eventarc(), message.bytes()))
                        .as(sample.name())
                        .isEqualTo(200);
                assertThat(function.post(structured(), event(message).bytes()))
                        .as(sample.name())
                        .isEqualTo(200);
                kept += View.of(sample.expected()).at("rejected").items().isEmpty() ? 0 : 2;
                assertThat(letters()).as(sample.name()).hasSize(kept);
            }
        }
        assertThat(kept).isGreaterThan(20);
        assertThat(letters()).allSatisfy(letter -> {
            assertThat(letter.attribute("reason")).isNotBlank();
            assertThat(letter.attribute("place")).startsWith("$.data");
            assertThat(View.of(Json.parse(letter.text())).at("type").text())
                    .isEqualTo("google.cloud.pubsub.topic.v1.messagePublished");
        });
    }

    @Test
    void whatIsNotEvenJsonIsKeptAsItCameAndNotAskedForAgain() {
        var noise = new byte[] {(byte) 0xff, 0, 1, 2, '"', '{'};
        try (var function = start(Signature.HTTP)) {
            for (var body : List.of(bytes("{\"truncated\":"), noise, bytes(" "))) {
                assertThat(function.post(Map.of(), body)).isEqualTo(204);
                assertThat(letters().getLast().data()).isEqualTo(body);
                assertThat(letters().getLast().attribute("reason")).contains("not JSON");
            }
            assertThat(function.post(structured(), bytes("{\"specversion\":\"1.0\",")))
                    .isEqualTo(204);
            assertThat(letters()).hasSize(4);
        }
        try (var function = start(Signature.CLOUDEVENT)) {
            assertThat(function.post(eventarc(), noise)).isEqualTo(200);
            assertThat(letters().getLast().text()).contains("data_base64", "/wABAiJ7");
            // Google's framework reads the structured form itself: what it cannot read never comes to the function.
            assertThat(function.post(structured(), bytes("{\"specversion\":\"1.0\",")))
                    .isEqualTo(500);
            assertThat(letters()).hasSize(5);
        }
    }

    @Test
    void aPayloadOfSixMegabytesIsKeptWhole() {
        var large = bytes("{\"filler\":\"" + "x".repeat(6_000_000) + "\"}");
        try (var function = start(Signature.HTTP)) {
            assertThat(function.post(Map.of(), large)).isEqualTo(204);
        }
        assertThat(letters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.data()).isEqualTo(large));
    }

    @Test
    void anythingButAPostIsRefusedAndKeptNowhere() {
        try (var function = start(Signature.HTTP)) {
            assertThat(function.get()).isEqualTo(405);
            assertThat(function.ask("PUT", "/health", Map.of(), new byte[0]).statusCode())
                    .isEqualTo(405);
            assertThat(function.ask("GET", "/health", Map.of(), new byte[0]).statusCode())
                    .isEqualTo(200);
        }
        assertThat(letters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CLOUDEVENT,500", "HTTP,503"})
    void withoutItsLedgerAnEventHasToComeAgain(Signature signature, int status) {
        var opened = Sample.of("gcp", "pubsub/eventarc-binary.json");
        var variables = scenery().variables();
        variables.put("NIGHTSHIFT_FIRESTORE_ENDPOINT", "http://127.0.0.1:" + ChildProcess.freePort());
        try (var function = start(signature, variables, Duration.ZERO)) {
            assertThat(function.post(opened.headers(), opened.bytes())).isEqualTo(status);
            assertThat(function.output()).contains("\"event\":\"again\"").doesNotContain("127.0.0.1");
        }
        assertThat(scenery().project.changes()).isEmpty();
        assertThat(letters()).isEmpty();
        try (var function = start(signature)) {
            assertThat(function.post(opened.headers(), opened.bytes())).isBetween(200, 204);
            assertThat(scenery().project.changes()).containsExactly("checkout traffic");
        }
    }

    @ParameterizedTest
    @CsvSource({"CLOUDEVENT,500", "HTTP,503"})
    void whatTheDeadLettersDidNotTakeHasToComeAgain(Signature signature, int status) {
        var wire = scenery().project.wire;
        wire.script(PubSubStandIn::publishes, RestError.newer(403, "PERMISSION_DENIED", "canary-of-a-server"));
        try (var function = start(signature)) {
            assertThat(function.post(eventarc(), bytes("rubbish"))).isEqualTo(status);
            assertThat(function.output())
                    .contains("dead-letter topic did not take")
                    .doesNotContain("canary");
            assertThat(function.post(eventarc(), bytes("rubbish"))).isBetween(200, 204);
            assertThat(letters()).hasSize(1);
        }
    }

    /** The call arrives, the database restarts, and the worker is dead before it hears of it. */
    @Test
    void killedAfterItsCallTheNextProcessFindsThatItHappened() {
        killedInTheMiddle(wire -> wire.happensButAnswers(RemediationFunctionTest::restarts, new WireReply.Silence()));
        assertThat(scenery().project.changes()).containsExactly("restart orders-db");

        pickUp();
        assertThat(scenery().project.changes()).containsExactly("restart orders-db");
        assertThat(scenery().told()).contains("probed", "HAPPENED");
    }

    /** The worker is dead before its call did anything. */
    @Test
    void killedBeforeItsCallDidAnythingTheNextProcessMakesItOnce() {
        killedInTheMiddle(wire -> wire.script(RemediationFunctionTest::restarts, new WireReply.Silence()));
        assertThat(scenery().project.changes()).isEmpty();

        pickUp();
        assertThat(scenery().project.changes()).containsExactly("restart orders-db");
    }

    private static boolean restarts(WireRequest request) {
        return request.path().endsWith("/restart");
    }

    private void killedInTheMiddle(Consumer<WireServer> trouble) {
        var wire = scenery().project.wire;
        trouble.accept(wire);
        try (var function = start(Signature.CLOUDEVENT)) {
            var answer = function.begin(eventarc(), DATABASE_OPEN.bytes());
            until(
                    "the act should have begun: " + function.output(),
                    () -> !wire.requests(RemediationFunctionTest::restarts).isEmpty());
            function.kill();
            assertThat(answer).failsWithin(Duration.ofMinutes(1));
        }
        assertThat(scenery().run().pending()).hasSize(1);
        scenery().project.settle();
    }

    /** Twice: the second finds nothing left to do. */
    private void pickUp() {
        try (var function = start(Signature.HTTP, scenery().variables(), Duration.ofMinutes(3))) {
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(function.post(Json.obj()
                            .with(
                                    "nightshift",
                                    Json.obj().with("wake", scenery().run().id().value()))))
                    .isEqualTo(204);
        }
        assertThat(scenery().run().pending()).isEmpty();
        assertThat(scenery().whole()).isTrue();
    }

    @Test
    void noSecretOfTheEnvironmentOrOfAnUnknownFieldIsEverTold() throws Exception {
        var variables = scenery().variables();
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_URL", "https://example.com/canary-hook");
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_KEY", "canary-key");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_URL", "jdbc:postgresql://example.com/orders");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_USER", "canary-user");
        variables.put("NIGHTSHIFT_DATABASE_ORDERS_PASSWORD", "canary-password");
        var event = (Json.Obj) CHECKOUT_OPEN.json();
        var incident = ((Json.Obj) View.of(event).at("incident").json()).with("password", "canary-field");
        try (var function = start(Signature.CLOUDEVENT, variables, Duration.ZERO)) {
            assertThat(function.post(
                            eventarc(),
                            event.with("incident", incident)
                                    .with("token", "canary-token")
                                    .bytes()))
                    .isEqualTo(200);
            assertThat(function.post(eventarc(), bytes("{\"state\": canary-broken")))
                    .isEqualTo(200);
            assertThat(function.post(eventarc(), bytes("{\"token\": \"canary-unknown\"}")))
                    .isEqualTo(200);
            assertThat(function.output()).contains("STARTED").doesNotContain("canary");
        }
        assertThat(scenery().project.changes()).containsExactly("checkout traffic");
        assertThat(scenery().told()).doesNotContain("canary");
        assertThat(letters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.attributes().toString()).doesNotContain("canary");
            assertThat(letter.text()).doesNotContain("canary-key", "canary-password", "canary-user");
        });
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() {
        var variables = scenery().variables();
        variables.remove("NIGHTSHIFT_DEAD_LETTER_TOPIC");
        variables.put("NIGHTSHIFT_PROJEKT", "canary-project");
        variables.put("NIGHTSHIFT_PROJECT", "canary/../project");
        variables.remove("NIGHTSHIFT_GCP_GRPC_ENDPOINT");
        try (var function = process(Signature.CLOUDEVENT, variables, Duration.ZERO)) {
            assertThat(function.end()).isNotZero();
            assertThat(function.output())
                    .contains(
                            "NIGHTSHIFT_DEAD_LETTER_TOPIC is missing",
                            "NIGHTSHIFT_PROJEKT is no known variable",
                            "did you mean `NIGHTSHIFT_PROJECT`",
                            "NIGHTSHIFT_PROJECT is not right",
                            "belong together")
                    .doesNotContain("canary");
        }
    }
}

package io.nightshift.remediation.gcp;

import static io.nightshift.remediation.gcp.Scenery.CHECKOUT_CLOSED;
import static io.nightshift.remediation.gcp.Scenery.CHECKOUT_OPEN;
import static io.nightshift.remediation.gcp.Scenery.DATABASE_OPEN;
import static io.nightshift.remediation.gcp.Scenery.eventarc;
import static io.nightshift.remediation.gcp.Scenery.push;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.remediation.gcp.FunctionProcess.Signature;
import io.nightshift.remediation.gcp.adapter.SmallProject;
import io.nightshift.remediation.gcp.standin.PubSubStandIn.Letter;
import io.nightshift.remediation.gcp.standin.RestStandIn;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.wire.Answer;
import io.nightshift.sandbox.wire.GoogleEmulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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

    private static Optional<GoogleEmulator> firestore = Optional.empty();

    private Optional<Scenery> set = Optional.empty();

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
        set = firestore.map(there -> new Scenery(there.endpoint()));
    }

    @AfterEach
    void close() {
        set.ifPresent(Scenery::close);
    }

    private Scenery scenery() {
        return set.orElseThrow();
    }

    private FunctionProcess start(Signature signature) {
        return start(signature, scenery().variables(), Duration.ZERO);
    }

    private static FunctionProcess start(Signature signature, Map<String, String> variables, Duration ahead) {
        var function = FunctionProcess.start(signature, variables, ahead);
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static void until(String what, BooleanSupplier so) {
        var end = Instant.now().plusSeconds(40);
        while (!so.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.onSpinWait();
        }
    }

    /** Sweeps as Cloud Scheduler would, only faster, until every run has ended. */
    private void sweepUntilFinished(FunctionProcess function) {
        until("the run should have ended by now: " + function.output(), () -> {
            assertThat(function.post(eventarc(), push(SWEEP.bytes()).bytes())).isBetween(200, 204);
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
            assertThat(function.post(eventarc(), push(CHECKOUT_CLOSED.bytes()).bytes()))
                    .isBetween(200, 204);
            sweepUntilFinished(function);

            assertThat(scenery().run().outcome()).as(function.output()).contains(Outcome.RESOLVED);
            assertThat(scenery().whole()).isTrue();
            assertThat(scenery().story()).extracting(entry -> entry.kind()).contains("fact", "effect");
            assertThat(scenery().project.changes()).hasSize(1);
            assertThat(letters()).isEmpty();
        }
    }
}

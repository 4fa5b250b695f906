package io.nightshift.rotation.gcp;

import static io.nightshift.sandbox.gcp.PubSubDelivery.eventarc;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.gcp.FunctionProcess;
import io.nightshift.sandbox.gcp.FunctionProcess.Signature;
import io.nightshift.sandbox.wire.GoogleEmulator;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The function as Cloud Run runs it: Google's java-function-invoker in a JVM of its own, real clients, a real ledger in Google's
 * Firestore emulator. Secret Manager, Cloud Run and Pub/Sub are stand-ins.
 */
class RotationFunctionTest {

    private static final Sample ROTATE = Sample.of("gcp", "secretmanager/rotate.json");
    private static final Sample BY_NUMBER = Sample.of("gcp", "secretmanager/rotate-by-number.json");
    private static final Json SWEEP = Json.obj().with("nightshift", Json.obj().with("sweep", true));

    private static Optional<GoogleEmulator> firestore = Optional.empty();

    private Optional<RotationProject> placed = Optional.empty();

    @BeforeAll
    static void startFirestore() {
        firestore = GoogleEmulator.firestore();
    }

    @AfterAll
    static void stopFirestore() {
        firestore.ifPresent(GoogleEmulator::close);
    }

    @BeforeEach
    void place() {
        Assumptions.assumeTrue(firestore.isPresent(), "peer missing: Google Firestore emulator");
        placed = firestore.map(there -> new RotationProject(there.endpoint()));
    }

    @AfterEach
    void close() {
        placed.ifPresent(RotationProject::close);
    }

    private RotationProject project() {
        return placed.orElseThrow();
    }

    private FunctionProcess start(Signature signature, Duration ahead) {
        var target = ahead.isZero() ? RotationFunction.class : RotationAheadFunction.class;
        var function = FunctionProcess.start(target, signature, project().variables(), ahead);
        assertThat(function.serves()).as(function.output()).isTrue();
        return function;
    }

    private static void post(FunctionProcess function, Sample sample) {
        assertThat(function.post(eventarc(), sample.bytes()))
                .as(function.output())
                .isBetween(200, 204);
    }

    private void rotatedOnce(FunctionProcess function) {
        assertThat(project().runs())
                .as(function.output())
                .extracting(Run::outcome)
                .containsExactly(Optional.of(Outcome.RESOLVED));
        assertThat(project().secrets.enabled("shop-db")).containsExactly(false, true);
        assertThat(project().secrets.enabled("shop-db-pending")).containsExactly(false);
        assertThat(project().run.revisionsOf(RotationProject.CHECKOUT)).hasSize(2);
        assertThat(project().whole()).isTrue();
        assertThat(project().told()).doesNotContain("canary");
        assertThat(function.output()).doesNotContain("canary");
    }

    /** The consumer is up again, and another process sees it. */
    private void rotatedOnceItIsUp(FunctionProcess function) {
        assertThat(function.output()).doesNotContain("canary");
        project().run.settle();
        try (var next = start(Signature.HTTP, Duration.ofMinutes(10))) {
            assertThat(next.post(SWEEP)).isEqualTo(204);
            rotatedOnce(next);
        }
    }

    @ParameterizedTest
    @EnumSource(Signature.class)
    void aMessageThatARotationIsDueRotatesOnceHoweverOftenItComes(Signature signature) {
        try (var function = start(signature, Duration.ZERO)) {
            post(function, ROTATE);
            post(function, ROTATE);
            rotatedOnceItIsUp(function);
        }
    }

    @Test
    void aProjectThatIsNamedByItsNumberIsThatOfTheEntry() {
        try (var function = start(Signature.CLOUDEVENT, Duration.ZERO)) {
            post(function, BY_NUMBER);
            rotatedOnceItIsUp(function);
            assertThat(project().runs().getFirst().key().subject().origin().account())
                    .isEqualTo("shop-prod");
        }
    }

    /** The function's own changes send them to the same topic. */
    @Test
    void otherMessagesOfSecretManagerBeginNothingAndAreNoDeadLetters() {
        try (var function = start(Signature.CLOUDEVENT, Duration.ZERO)) {
            for (var name : new String[] {"version-add", "update", "topic-configured", "rotate-regional"}) {
                post(function, Sample.of("gcp", "secretmanager/" + name + ".json"));
            }
            assertThat(project().runs()).as(function.output()).isEmpty();
            assertThat(project().pubSub.letters()).isEmpty();
            assertThat(project().wire.requests()).isEmpty();
            post(function, Sample.of("gcp", "secretmanager/secret-without-name.json"));
            assertThat(project().pubSub.letters())
                    .singleElement()
                    .satisfies(letter ->
                            assertThat(letter.attribute("reason")).contains("projects/PROJECT/secrets/SECRET"));
        }
    }

    /** The new version is added, and the worker is dead before it hears of it: {@code AddSecretVersion} has no token. */
    @Test
    void killedAfterItPublishedTheNextProcessAddsNoSecondVersion() {
        project().wire.happensButAnswers(RotationFunctionTest::publishes, new WireReply.Silence());
        try (var function = start(Signature.CLOUDEVENT, Duration.ZERO)) {
            var answer = function.begin(eventarc(), ROTATE.bytes());
            while (project().wire.requests(RotationFunctionTest::publishes).isEmpty()) {
                Thread.onSpinWait();
            }
            function.kill();
            assertThat(answer).failsWithin(Duration.ofMinutes(1));
        }
        assertThat(project().secrets.enabled("shop-db")).containsExactly(true, true);

        try (var function = start(Signature.HTTP, Duration.ofMinutes(5))) {
            assertThat(function.post(SWEEP)).isEqualTo(204);
            assertThat(function.post(SWEEP)).isEqualTo(204);
            rotatedOnceItIsUp(function);
        }
    }

    private static boolean publishes(WireRequest request) {
        return request.path().endsWith("/shop-db:addVersion");
    }

    @Test
    void aWrongEnvironmentIsToldAsAWholeWhenTheFunctionIsMade() {
        var variables = project().variables();
        variables.remove("NIGHTSHIFT_DEAD_LETTER_TOPIC");
        variables.put("NIGHTSHIFT_PROJEKT", "canary");
        variables.computeIfPresent(
                "NIGHTSHIFT_POLICY_TEXT", (name, text) -> text.replace("engine: opaque", "engine: opak"));
        try (var function = FunctionProcess.start(
                RotationFunction.class, Signature.CLOUDEVENT, Map.copyOf(variables), Duration.ZERO)) {
            assertThat(function.end()).isNotZero();
            assertThat(function.output())
                    .contains(
                            "NIGHTSHIFT_DEAD_LETTER_TOPIC is missing",
                            "did you mean `NIGHTSHIFT_PROJECT`",
                            "secrets.signing-key.engine")
                    .doesNotContain("canary");
        }
    }
}

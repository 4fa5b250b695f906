package io.nightshift.remediation.webhook;

import static io.nightshift.sandbox.wire.WireReply.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.CallWebhook;
import io.nightshift.sandbox.wire.StallingServer;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.webhook.Endpoint;
import io.nightshift.webhook.Signature;
import io.nightshift.webhook.WebhookMessenger;
import io.nightshift.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static final String CANARY_KEY = "canary-key";
    private static final String CANARY_PATH = "/canary-token/restart";
    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);
    private static final CallWebhook CALL = new CallWebhook(
            new Resource(Origin.NOWHERE, Resource.Kinds.SERVICE, "cron \"x\"\n"),
            "restart",
            false,
            Json.obj().with("name", "HighLoad"));

    private final WireServer receiver = WireServer.strict();
    private final List<Integer> pauses = new ArrayList<>();
    private final Webhooks webhooks = new Webhooks(
            List.of(new Endpoint("restart", receiver.endpoint().resolve(CANARY_PATH), () -> CANARY_KEY)),
            InstantSource.fixed(Instant.ofEpochSecond(1_763_700_000)),
            pauses::add,
            Duration.ofSeconds(4));
    private final WebhookActor actor = new WebhookActor(webhooks, WebhookActor.Surroundings.NONE);

    @AfterEach
    void close() {
        receiver.close();
    }

    private Performed answered(WireReply... answers) {
        receiver.script(request -> true, answers);
        return actor.perform(CALL, KEY, Json.obj());
    }

    private Problem problem(WireReply... answers) {
        return switch (answered(answers)) {
            case Performed.NotDone(var problem) -> {
                assertThat(problem.message()).doesNotContain("canary", "127.0.0.1", "http");
                yield problem;
            }
            case Performed.Done done -> throw new AssertionError("done: " + done);
        };
    }

    private static Json.Obj details(Performed performed) {
        return switch (performed) {
            case Performed.Done(var details) -> details;
            case Performed.NotDone(var problem) -> throw new AssertionError("not done: " + problem);
        };
    }

    @Test
    void sendsASignedOrderUnderItsKey() throws Exception {
        details(answered(empty(204)));
        var request = receiver.requests().getFirst();
        assertThat(request.method() + " " + request.path()).isEqualTo("POST " + CANARY_PATH);
        assertThat(request.header("Idempotency-Key")).isEqualTo("remediation-0a1b2c3d4e5f-7");
        assertThat(request.header("X-Nightshift-Timestamp")).isEqualTo("1763700000");
        assertThat(request.header("X-Nightshift-Signature"))
                .isEqualTo(Signature.of(CANARY_KEY, "1763700000", request.body()));
        assertThat(request.json().at("run").text()).isEqualTo("remediation-0a1b2c3d4e5f");
        assertThat(request.json().at("effect").integer()).isEqualTo(7);
        assertThat(request.json().at("hook").text()).isEqualTo("restart");
        assertThat(request.json().at("target", "name").text()).isEqualTo("cron \"x\"\n");
    }

    /** The vector stands in the documentation of receivers; whoever changes it breaks them. Computed with openssl dgst. */
    @Test
    void theSignatureIsWhatOpensslComputes() {
        assertThat(Signature.of("key", "1763700000", "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("v1=61046b9b2f6b91bccc8188b80b8bb3246988d940bd5af066ce762f947be5f8bb");
    }

    private static Webhooks webhooks(URI receiver) {
        return new Webhooks(
                List.of(new Endpoint("restart", receiver, () -> CANARY_KEY)),
                InstantSource.system(),
                ignored -> {},
                Duration.ofMillis(500));
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ANSWER", "SLOW_HEADERS"})
    void anAttemptThatGetsNoStatusEndsUncertain(StallingServer.Stall stall) {
        try (var stalling = new StallingServer(stall)) {
            assertThat(webhooks(stalling.endpoint()).call("restart", KEY, Json.obj()))
                    .isEqualTo(new Webhooks.Called.NotTaken(
                            Problem.uncertain("NoAnswer", "webhook restart did not answer")));
            assertThat(stalling.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_BODY", "SLOW_BODY", "FLOOD"})
    void theStatusIsEnoughWhereTheBodyNeverEnds(StallingServer.Stall stall) {
        try (var stalling = new StallingServer(stall)) {
            assertThat(webhooks(stalling.endpoint()).call("restart", KEY, Json.obj()))
                    .isEqualTo(new Webhooks.Called.Taken(200, false));
        }
    }

    @Test
    void conflictMeansDoneBefore() {
        assertThat(details(answered(empty(409))).text()).contains("\"already\":true");
    }

    @Test
    void repeatsWhatMayPassTwiceUnderTheSameKeyAndThenGivesUp() {
        details(answered(empty(503), empty(429), empty(200)));
        assertThat(receiver.requests())
                .hasSize(3)
                .extracting(request -> request.header("Idempotency-Key"))
                .containsOnly(KEY.token());
        assertThat(pauses).containsExactly(1, 2);

        var problem = problem(empty(503), empty(408), empty(429));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(receiver.requests()).hasSize(6);
    }

    @Test
    void aReceiverThatBrokeMayHaveDoneItBefore() {
        var problem = problem(empty(502), empty(503), empty(503));
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isTrue();
        details(answered(empty(500), empty(409)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void aRefusalIsFinal(int status) {
        var problem = problem(empty(status));
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message()).isEqualTo("webhook restart answered " + status);
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectsAreNotFollowed(int status) {
        var elsewhere = WireReply.reply(status, "text/plain", "").with("Location", receiver.endpoint() + "/elsewhere");
        assertThat(problem(elsewhere).message()).contains("redirects are not followed");
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void silenceAfterSendingMayHaveHappenedAndIsNotRepeatedHere() {
        var problem = problem(new WireReply.Silence());
        assertThat(problem.mayHaveHappened()).isTrue();
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void aLostConnectionMayHaveHappened() {
        assertThat(problem(new WireReply.HangUp()).mayHaveHappened()).isTrue();
    }

    @Test
    void aReceiverThatIsNotThereWasNotReached() {
        receiver.close();
        var problem = problem();
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anUnknownHookIsBlindBeforeAndRefusedAtTheCall() {
        var unknown = new CallWebhook(CALL.target(), "no-such", false, Json.obj());
        assertThat(actor.before(unknown)).isInstanceOf(LiveState.Unreadable.class);
        assertThat(actor.perform(unknown, KEY, Json.obj())).isInstanceOf(Performed.NotDone.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void nobodyCanAskAReceiverWhetherItHappened() {
        assertThat(actor.probe(CALL, KEY, Json.obj())).isEqualTo(Probed.UNKNOWN);
    }

    @Test
    void aKeyThatCannotBeReadIsAProblemAndNothingIsSent() {
        var locked = new Webhooks(
                List.of(new Endpoint("restart", receiver.endpoint(), () -> {
                    throw new IllegalStateException("canary-vault");
                })),
                InstantSource.fixed(Instant.EPOCH),
                pauses::add,
                Duration.ofSeconds(4));
        assertThat(new WebhookActor(locked, WebhookActor.Surroundings.NONE).perform(CALL, KEY, Json.obj()))
                .isEqualTo(new Performed.NotDone(
                        Problem.transientFault("NoKey", "the key of webhook restart could not be read")));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void onlyHttpsOrThisMachine() {
        for (var bad : List.of(
                "http://example.com/canary-token",
                "ftp://example.com/canary-token",
                "https://user:canary-token@example.com/",
                "/canary-token",
                "http://127.0.0.1.example.com/canary-token")) {
            assertThatThrownBy(() -> new Endpoint("restart", URI.create(bad), () -> CANARY_KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("webhook restart")
                    .hasMessageNotContaining("canary");
        }
        assertThat(new Endpoint("restart", URI.create("https://example.com/canary-token"), () -> CANARY_KEY))
                .hasToString("webhook restart");
    }

    @Test
    void messagesAreSignedToo() throws Exception {
        receiver.script(request -> true, empty(200), empty(404));
        var messenger = new WebhookMessenger(webhooks, Map.of("ops", "restart"));
        var message = new Message("ops", Message.Urgency.PAGE, "Out of rungs", List.of("alarm x"));
        assertThat(messenger.tell(message, KEY)).isEmpty();
        var request = receiver.requests().getFirst();
        assertThat(request.json().at("message", "title").text()).isEqualTo("Out of rungs");
        assertThat(request.header("X-Nightshift-Signature"))
                .isEqualTo(Signature.of(CANARY_KEY, "1763700000", request.body()));
        assertThat(messenger.tell(message, KEY))
                .hasValueSatisfying(problem -> assertThat(problem.retryable()).isFalse());
        assertThat(messenger.tell(new Message("other", Message.Urgency.INFO, "x", List.of()), KEY))
                .hasValueSatisfying(problem -> assertThat(problem.message()).contains("known are ops"));
    }
}

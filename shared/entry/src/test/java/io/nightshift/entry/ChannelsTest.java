package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.webhook.Signature;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host =
            new FunctionHost(InstantSource.fixed(Instant.EPOCH), new PrintStream(log, true, StandardCharsets.UTF_8));
    private final WireServer receiver = WireServer.strict();

    @AfterEach
    void close() {
        receiver.close();
    }

    private Messenger messenger(Secret key, SecretStore secrets) {
        var hook = new WebhookConfig(new Secret(receiver.endpoint() + "/canary-token"), key);
        var common = new CommonConfig(policy(), Optional.empty(), Map.of(), Map.of(), Map.of("on-call", hook));
        return new WebhookChannels(common, host, secrets).messenger();
    }

    private static Policy policy() {
        var yaml = "version: 1\nrules: []\n";
        return switch (PolicySections.parser().parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static Message to(String channel) {
        return new Message(channel, Message.Urgency.PAGE, "it did not help\n{}", List.of("line"));
    }

    private String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aWebhookGetsItSignedWithAKeyThatIsReadWhenItIsNeeded() {
        receiver.script(request -> true, WireReply.empty(204));
        var messenger = messenger(Secret.named("on-call-key"), name -> "canary of " + name);

        assertThat(messenger.tell(to("on-call"), KEY)).isEmpty();

        var request = receiver.requests().getFirst();
        assertThat(request.path()).isEqualTo("/canary-token");
        assertThat(request.header("X-Nightshift-Signature"))
                .isEqualTo(Signature.of("canary of on-call-key", "0", request.body()));
        assertThat(log()).isEmpty();
    }

    @Test
    void everyOtherChannelIsTheLogSoThatNothingIsLost() {
        assertThat(messenger(new Secret("canary"), SecretStore.NONE).tell(to("console"), KEY))
                .isEmpty();
        assertThat(log().lines())
                .singleElement()
                .asString()
                .contains("\"event\":\"message\"", "\"title\":\"it did not");
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aStoreThatDoesNotGiveTheKeyIsAReasonToTryLater() {
        var messenger = messenger(Secret.named("canary-name"), SecretStore.NONE);

        assertThat(messenger.tell(to("on-call"), KEY)).hasValueSatisfying(problem -> {
            assertThat(problem.retryable()).isTrue();
            assertThat(problem.mayHaveHappened()).isFalse();
            assertThat(problem.toString()).doesNotContain("canary");
        });
        assertThat(receiver.requests()).isEmpty();
    }
}

package io.nightshift.chat.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.channel.ChannelMessenger;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.act.Delivery;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Approval;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunPicture;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A question in Google Chat that was answered elsewhere, or not at all: its card changes. */
class GoogleQuestionTest {

    private static final String PLAN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private final ManualClock clock = new ManualClock(NextTurn.START);
    private final FunctionHost host =
            new FunctionHost(clock, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final WireServer server = WireServer.before(GoogleQuestionTest::answer);
    private ChannelMessenger messenger;
    private RunId run;

    private static WireReply answer(WireRequest request) {
        return WireReply.json(
                200, request.path().equals("/token") ? Json.obj().with("access_token", "canary-access") : Json.obj());
    }

    @BeforeEach
    void ask() throws GeneralSecurityException {
        var certs = server.endpoint().resolve("/certs");
        var chat = new GoogleChat(
                Map.of("alice", "users/1"),
                "https://nightshift.example/google-chat",
                Optional.empty(),
                new WebClient(Duration.ofSeconds(10), clock),
                host,
                server.endpoint(),
                new GoogleTokens.Addresses(certs, certs));
        var space = chat.channel("spaces/A", Optional.of(account(server.endpoint())::text));
        messenger = new ChannelMessenger(
                policy(),
                Map.of("ops", space),
                Messenger.NONE,
                ledger,
                new RunMessages(Optional.empty(), RunPicture.Source.NONE),
                host);

        var question = new Approval(
                PLAN,
                "reboot i-0abc",
                List.of("alice", "bob"),
                1,
                clock.instant().plusSeconds(1_800),
                List.of());
        var asks = NextTurn.first("incident-1").entries(1).asks(question);
        run = asks.id();
        assertThat(ledger.commit(asks.turn())).isInstanceOf(Commit.Done.class);
        var message = new Message("ops", Urgency.PAGE, "Approval needed: reboot i-0abc", List.of("a line"))
                .asking(question.request(run));
        assertThat(messenger.deliver(message, new IdempotencyKey(run.value(), 1)))
                .isInstanceOf(Delivery.Delivered.class);
        assertThat(bodies("POST")).singleElement().asString().contains("Approve", "Reject", PLAN);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Json.Obj account(URI server) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = generator.generateKeyPair().getPrivate().getEncoded();
        return Json.obj()
                .with("client_email", "n@p.iam.gserviceaccount.com")
                .with("token_uri", server + "/token")
                .with(
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder().encodeToString(key)
                                + "\n-----END PRIVATE KEY-----\n");
    }

    private static Policy policy() {
        var yaml = """
                version: 1
                people: {alice: {google: users/1}}
                channels:
                  ops: {kind: google-chat, space: spaces/A}
                rules: []
                """;
        return switch (PolicySections.parser().parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private List<String> bodies(String method) {
        return server
                .requests(request ->
                        request.method().equals(method) && request.path().startsWith("/v1/spaces/A/messages"))
                .stream()
                .map(WireRequest::text)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"expired, '', Expired at", "rejected, alice, Rejected by alice at", "aborted, bob, Aborted by bob at"})
    void theCardSaysWhatCameOfItAndLosesItsButtons(String entry, String by, String says) {
        var asked = ledger.run(run).orElseThrow();
        var ended = NextTurn.after(asked)
                .entry(
                        entry,
                        by.isEmpty()
                                ? Json.Obj.EMPTY
                                : Json.obj().with("by", by).with("via", "console"))
                .finished(Outcome.ESCALATED, "nobody agreed");
        assertThat(ledger.commit(ended.turn())).isInstanceOf(Commit.Done.class);
        clock.pass(Duration.ofSeconds(5));

        assertThat(messenger.show(run.value())).isInstanceOf(Delivery.Delivered.class);

        assertThat(bodies("PATCH"))
                .singleElement()
                .asString()
                .contains(says)
                .doesNotContain("buttonList\":{\"buttons\":[{\"text\":\"Approve", PLAN, "canary");
        assertThat(bodies("POST")).hasSize(1);
    }
}

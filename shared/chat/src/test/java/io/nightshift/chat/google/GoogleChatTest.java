package io.nightshift.chat.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.channel.ChatChannel.Sent;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.command.CommandLog;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.WebClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Google Chat in both directions, with keys of our own in place of Google's. */
class GoogleChatTest {

    private static final String AUDIENCE = "https://nightshift.example/google-chat";
    private static final String ADD_ON = "service-123456@gcp-sa-gsuiteaddons.iam.gserviceaccount.com";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T03:00:00Z"));
    private final FunctionHost host =
            new FunctionHost(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final WireServer server = WireServer.strict();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private KeyPair keys;
    private KeyPair others;

    @BeforeEach
    void keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        others = generator.generateKeyPair();
        server.repeat(20, request -> request.path().equals("/certs"), WireReply.json(200, jwks()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Json.Obj jwks() {
        var key = (RSAPublicKey) keys.getPublic();
        return Json.obj()
                .with(
                        "keys",
                        Json.arr(Json.obj()
                                .with("kty", "RSA")
                                .with("kid", "k1")
                                .with("n", part(unsigned(key.getModulus())))
                                .with("e", part(unsigned(key.getPublicExponent())))));
    }

    private static byte[] unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        return bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private String token(String algorithm, Json.Obj claims, KeyPair signer) {
        try {
            var signed =
                    part(Json.obj().with("alg", algorithm).with("kid", "k1").bytes()) + "." + part(claims.bytes());
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(signer.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return "Bearer " + signed + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Json.Obj claims(String audience, String mail) {
        return Json.obj()
                .with("iss", "https://accounts.google.com")
                .with("aud", audience)
                .with("email", mail)
                .with("email_verified", true)
                .with("iat", clock.instant().getEpochSecond())
                .with("exp", clock.instant().getEpochSecond() + 3_600);
    }

    private WebClient web() {
        return new WebClient(Duration.ofSeconds(10), clock);
    }

    private GoogleChat chat() {
        var certs = server.endpoint().resolve("/certs");
        return new GoogleChat(
                Map.of("alice", "users/1"),
                AUDIENCE,
                Optional.of("123456"),
                web(),
                host,
                server.endpoint(),
                new GoogleTokens.Addresses(certs, certs));
    }

    private static Policy policy() {
        var yaml = "version: 1\npeople: {alice: {google: users/1, role: operator}}\nrules: []\n";
        return switch (PolicySections.parser().parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private ApiRoutes routes() {
        var center = new CommandCenter(
                new CommandLog(ledger, clock, "hash"),
                GoogleChatTest::policy,
                () -> List.of(
                        NamedVerb.reading(
                                "approve", "", (command, who) -> ChatReply.of(who.name() + command.arguments())),
                        NamedVerb.reading("status", "", (command, who) -> ChatReply.of("<b>fine</b>"))),
                Runnable::run,
                host);
        return chat().routes(GoogleChatTest::policy, center);
    }

    private String answer(String token, Json.Obj event) throws IOException {
        var request = new ApiRequest(
                "POST", "/google-chat", "", Map.of("Authorization", token), ApiRequest.Body.of(event.bytes()));
        var answer = routes().answer(request);
        return answer.status() + " " + new String(answer.bytes(), StandardCharsets.UTF_8);
    }

    private static Json.Obj said(String user, String text, String time) {
        return Json.obj()
                .with(
                        "chat",
                        Json.obj()
                                .with("user", Json.obj().with("name", user))
                                .with("eventTime", time)
                                .with(
                                        "messagePayload",
                                        Json.obj()
                                                .with("message", Json.obj().with("argumentText", " " + text))
                                                .with("space", Json.obj().with("name", "spaces/A"))));
    }

    @Test
    void aMessageOfAnAddOnIsACommand() throws IOException {
        assertThat(answer(token("RS256", claims(AUDIENCE, ADD_ON), keys), said("users/1", "status", "1")))
                .startsWith("200 ")
                .contains("createMessageAction", "&lt;b&gt;fine&lt;/b&gt;", "privateMessageViewer");
    }

    @Test
    void aButtonIsACommand() throws IOException {
        var event = Json.obj()
                .with(
                        "commonEventObject",
                        Json.obj()
                                .with(
                                        "parameters",
                                        Json.obj()
                                                .with("verb", "approve")
                                                .with("run", "r-1")
                                                .with("plan", "p")))
                .with(
                        "chat",
                        Json.obj()
                                .with("user", Json.obj().with("name", "users/1"))
                                .with("buttonClickedPayload", Json.obj()));
        assertThat(answer(token("RS256", claims(AUDIENCE, ADD_ON), keys), event))
                .contains("alice[r-1, p]");
    }

    @Test
    void anOlderAppIsUnderstoodToo() throws IOException {
        var claims = claims("123456", "").with("iss", "chat@system.gserviceaccount.com");
        var tokens = new GoogleTokens(
                "123456",
                Optional.empty(),
                new GoogleTokens.Addresses(
                        server.endpoint().resolve("/certs"), server.endpoint().resolve("/certs")),
                web(),
                clock);
        assertThat(tokens.refusal(token("RS256", claims, keys))).isEmpty();
        var event = Json.obj()
                .with("type", "MESSAGE")
                .with("user", Json.obj().with("name", "users/1"))
                .with("message", Json.obj().with("argumentText", "status"));
        assertThat(answer(token("RS256", claims(AUDIENCE, "chat@system.gserviceaccount.com"), keys), event))
                .startsWith("200 {\"cardsV2\"");
    }

    @Test
    void whatGoogleChatDidNotSendIsRefused() throws IOException {
        var event = said("users/1", "status", "1");
        assertThat(answer("", event)).startsWith("401");
        assertThat(answer("Bearer a.b", event)).startsWith("401");
        assertThat(answer("Bearer a.b.c", event)).startsWith("401");
        assertThat(answer(token("RS256", claims(AUDIENCE, ADD_ON), others), event))
                .startsWith("401");
        assertThat(answer(token("none", claims(AUDIENCE, ADD_ON), keys), event)).startsWith("401");
        assertThat(answer(token("RS256", claims("https://other.example", ADD_ON), keys), event))
                .startsWith("401");
        assertThat(answer(
                        token("RS256", claims(AUDIENCE, "service-9@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"), keys),
                        event))
                .startsWith("401");
        assertThat(answer(token("RS256", claims(AUDIENCE, ADD_ON).with("email_verified", false), keys), event))
                .startsWith("401");
        var old = claims(AUDIENCE, ADD_ON).with("exp", clock.instant().getEpochSecond() - 61);
        assertThat(answer(token("RS256", old, keys), event)).startsWith("401");
        var future = claims(AUDIENCE, ADD_ON).with("iat", clock.instant().getEpochSecond() + 61);
        assertThat(answer(token("RS256", future, keys), event)).startsWith("401");
        assertThat(ledger.runs(Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void aReplayIsRefused() throws IOException {
        var token = token("RS256", claims(AUDIENCE, ADD_ON), keys);
        assertThat(answer(token, said("users/1", "status", "1"))).startsWith("200");
        assertThat(answer(token, said("users/1", "status", "1"))).startsWith("409");
        assertThat(answer(token, said("users/1", "status", "2"))).startsWith("200");
    }

    @Test
    void aMessageHasAnIdOfOursSoThatARepetitionIsNone() {
        server.script(
                request -> request.path().equals("/token"),
                WireReply.json(200, Json.obj().with("access_token", "ya")));
        server.script(
                request -> request.path().startsWith("/v1/spaces/A/messages"),
                WireReply.json(200, Json.obj()),
                WireReply.json(409, Json.obj()),
                WireReply.json(429, Json.obj()).with("Retry-After", "7"),
                WireReply.json(404, Json.obj()));
        var account = Json.obj()
                .with("client_email", "n@p.iam.gserviceaccount.com")
                .with("token_uri", server.endpoint() + "/token")
                .with(
                        "private_key",
                        "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(keys.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n");
        var space = chat().channel("spaces/A", Optional.of(account::text));
        var message = SampleMessages.named("question");
        var id = "spaces/A/messages/client-remediation-0a1b2c3d4e5f-7";
        assertThat(space.post(message, Optional.empty())).isEqualTo(new Sent.Done(id));
        assertThat(space.post(message, Optional.empty())).isEqualTo(new Sent.Done(id));
        assertThat(space.change(id, message)).isEqualTo(new Sent.Wait(Duration.ofSeconds(7)));
        assertThat(space.change(id, message)).isInstanceOf(Sent.Gone.class);
        var posts = server.requests(
                request -> request.method().equals("POST") && request.path().startsWith("/v1"));
        assertThat(posts)
                .allMatch(request -> "client-remediation-0a1b2c3d4e5f-7"
                        .equals(request.query().get("messageId")));
        assertThat(server.requests(request -> request.path().equals("/token"))).hasSize(1);
    }
}

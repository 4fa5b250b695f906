package io.nightshift.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiRoutes;
import io.nightshift.chat.Chat;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.ChatSettings;
import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.command.CommandLog;
import io.nightshift.chat.command.NamedVerb;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Status;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Secret;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Slack sends, and what others send in its name. */
class SlackRoutesTest {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T03:00:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host = new FunctionHost(clock, new PrintStream(log, true, StandardCharsets.UTF_8));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeSlack slack = new FakeSlack(clock, "xoxb-canary");
    private final WireServer server = WireServer.before(slack);
    private final Map<String, AtomicInteger> done = new ConcurrentHashMap<>();
    private final List<Runnable> later = new ArrayList<>();
    private Executor workers = Runnable::run;

    @AfterEach
    void noSecretIsKept() {
        server.close();
        var kept = new StringBuilder(log.toString(StandardCharsets.UTF_8));
        ledger.runs(Optional.empty(), 2_000)
                .items()
                .forEach(run -> ledger.entries(run.id())
                        .forEach(entry -> kept.append(entry.toJson().text())));
        assertThat(kept.toString()).doesNotContain(SECRET, "xoxb-canary", "/commands/T0");
    }

    private static Policy policy() {
        var yaml = """
                version: 1
                people:
                  alice: {slack: UALICE, role: operator}
                  bob: {slack: UBOB}
                channels:
                  ops: {kind: slack, token-from-env: T, channel: C0123456789}
                rules: []
                """;
        return switch (PolicySections.parser().parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private ChatReply did(ChatCommand command) {
        done.computeIfAbsent(command.id(), ignored -> new AtomicInteger()).incrementAndGet();
        return ChatReply.of(command.name() + " by " + command.person() + " " + command.arguments());
    }

    private CommandCenter center() {
        return new CommandCenter(
                new CommandLog(ledger, clock, "hash"),
                SlackRoutesTest::policy,
                () -> List.of(
                        NamedVerb.reading("status", "", (command, who) -> did(command)),
                        NamedVerb.reading("approve", "", (command, who) -> did(command)),
                        NamedVerb.changing("pause", "", (command, who) -> did(command))),
                workers,
                host);
    }

    private Chat chat() {
        var common = new CommonConfig(
                policy(), Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of("ops", new Secret("xoxb-canary")));
        var settings = new ChatSettings(
                Optional.of(new SlackRequests(new Secret(SECRET), "A0123", "T0123")),
                URI.create(server.endpoint() + "/api"),
                Optional.empty());
        return new Chat(common, settings, ChatConnections.of(ledger, SecretStore.NONE, host, Optional::empty));
    }

    private ApiRoutes routes() {
        return chat().routes(center(), SlackRoutesTest::policy).getFirst();
    }

    private static String signature(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.UTF_8));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> command(String user, String text, String more) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("team_id", "T0123");
        fields.put("api_app_id", "A0123");
        fields.put("user_id", user);
        fields.put("channel_id", "C0123456789");
        fields.put("command", "/nightshift");
        fields.put("text", text);
        fields.put("trigger_id", more);
        return fields;
    }

    private static byte[] form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private int send(ApiRoutes routes, String path, byte[] body, Instant at) {
        var timestamp = Long.toString(at.getEpochSecond());
        return send(routes, path, body, timestamp, signature(timestamp, body));
    }

    private int send(ApiRoutes routes, String path, byte[] body, String timestamp, String signature) {
        var headers = Map.of("X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", signature);
        var request = new ApiRequest("POST", path, "", headers, ApiRequest.Body.of(body));
        assertThat(routes.serves(request)).isTrue();
        try {
            return routes.answer(request).status();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int send(Map<String, String> fields) {
        return send(routes(), "/slack/commands", form(fields), clock.instant());
    }

    @Test
    void aCommandIsDoneAndAnsweredToThePersonAlone() {
        var fields = command("UALICE", "pause 2h now", "1");
        var url = slack.responseUrl(server.endpoint().toString());
        fields.put("response_url", url);
        assertThat(send(fields)).isEqualTo(200);
        assertThat(slack.answers(url)).hasSize(1);
        assertThat(slack.answers(url).getFirst().get("text")).isEqualTo(Json.of("pause by alice [2h, now]"));
        assertThat(slack.answers(url).getFirst().get("response_type")).isEqualTo(Json.of("ephemeral"));
    }

    @Test
    void withoutAResponseUrlOnlyThePersonSeesTheAnswer() {
        assertThat(send(command("UALICE", "status", "1"))).isEqualTo(200);
        assertThat(slack.posts()).isEmpty();
        assertThat(slack.whispers()).hasSize(1);
        assertThat(slack.whispers().getFirst().get("user")).isEqualTo(Json.of("UALICE"));
    }

    @Test
    void aResponseUrlOfSomebodyElseGetsNothing() {
        var fields = command("UALICE", "status", "1");
        fields.put("response_url", "https://hooks.slack.com.evil.example/x");
        assertThat(send(fields)).isEqualTo(200);
        assertThat(slack.whispers()).hasSize(1);
    }

    @Test
    void aButtonIsACommand() {
        var payload = Json.obj()
                .with("type", "block_actions")
                .with("api_app_id", "A0123")
                .with("team", Json.obj().with("id", "T0123"))
                .with("user", Json.obj().with("id", "UBOB").with("team_id", "T0123"))
                .with("container", Json.obj().with("channel_id", "C0123456789"))
                .with(
                        "actions",
                        Json.arr(Json.obj()
                                .with("action_id", "nightshift_approve")
                                .with("value", "run-1 hash")));
        var body = form(Map.of("payload", payload.text()));
        assertThat(send(routes(), "/slack/interactions", body, clock.instant())).isEqualTo(200);
        assertThat(slack.whispers().getFirst().get("text")).isEqualTo(Json.of("approve by bob [run-1, hash]"));
    }

    @Test
    void aGuestOfSlackConnectIsRefused() {
        var payload = Json.obj()
                .with("type", "block_actions")
                .with("api_app_id", "A0123")
                .with("team", Json.obj().with("id", "T0123"))
                .with("user", Json.obj().with("id", "UBOB").with("team_id", "TGUEST"))
                .with(
                        "actions",
                        Json.arr(Json.obj()
                                .with("action_id", "nightshift_approve")
                                .with("value", "r p")));
        var body = form(Map.of("payload", payload.text()));
        assertThat(send(routes(), "/slack/interactions", body, clock.instant())).isEqualTo(403);
    }

    @Test
    void whatSlackDidNotSendJustNowIsRefused() {
        var body = form(command("UALICE", "status", "1"));
        var now = Long.toString(clock.instant().getEpochSecond());
        var routes = routes();
        assertThat(send(routes, "/slack/commands", body, now, "v0=" + "0".repeat(64)))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, now, "")).isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, "", signature("", body)))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, "-1", signature("-1", body)))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, clock.instant().minusSeconds(301)))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, clock.instant().plusSeconds(301)))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", body, now, signature(now, form(Map.of("text", "pause")))))
                .isEqualTo(401);
        assertThat(send(routes, "/slack/commands", new byte[300_000], clock.instant()))
                .isEqualTo(413);
        assertThat(send(routes, "/slack/commands", new byte[] {'a', '=', (byte) 0xff}, clock.instant()))
                .isEqualTo(400);
        assertThat(done).isEmpty();
        assertThat(ledger.runs(Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void anotherAppAndAnotherWorkspaceAreRefused() {
        var app = command("UALICE", "status", "1");
        app.put("api_app_id", "AOTHER");
        assertThat(send(app)).isEqualTo(403);
        var team = command("UALICE", "status", "1");
        team.put("team_id", "TOTHER");
        assertThat(send(team)).isEqualTo(403);
        assertThat(done).isEmpty();
    }

    @Test
    void whomThePolicyDoesNotNameCommandsNothing() {
        assertThat(send(command("UNOBODY", "status", "1"))).isEqualTo(200);
        assertThat(send(command("alice", "status", "2"))).isEqualTo(200);
        assertThat(done).isEmpty();
    }

    @Test
    void aViewerChangesNothing() {
        assertThat(send(command("UBOB", "pause 2h", "1"))).isEqualTo(200);
        assertThat(done).isEmpty();
        assertThat(slack.whispers().getFirst().text()).contains("role: operator");
    }

    @Test
    void aReplayIsRefused() {
        var body = form(command("UALICE", "pause 2h", "1"));
        var routes = routes();
        var at = clock.instant();
        assertThat(send(routes, "/slack/commands", body, at)).isEqualTo(200);
        assertThat(send(routes, "/slack/commands", body, at)).isEqualTo(409);
        clock.pass(Duration.ofMinutes(4));
        assertThat(send(routes(), "/slack/commands", body, at)).isEqualTo(409);
        assertThat(done.values()).extracting(AtomicInteger::get).containsExactly(1);
    }

    /** The process dies after the acknowledgement; the next one carries the command out. */
    @Test
    void anAcknowledgedCommandSurvivesACrash() {
        workers = later::add;
        assertThat(send(command("UALICE", "pause 2h", "1"))).isEqualTo(200);
        assertThat(later).hasSize(1);
        assertThat(done).isEmpty();
        clock.pass(Duration.ofMinutes(2));
        var chat = chat();
        center().sweep(chat::answer);
        center().sweep(chat::answer);
        assertThat(done.values()).extracting(AtomicInteger::get).containsExactly(1);
        assertThat(slack.whispers()).hasSize(1);
    }

    @Test
    void ofAThousandAtOnceNoneIsLostAndNoneIsDoubled() throws InterruptedException {
        var routes = routes();
        var statuses = new ConcurrentHashMap<Integer, AtomicInteger>();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                var body = form(command("UALICE", "status " + i, Integer.toString(i)));
                for (int copy = 0; copy < 2; copy++) {
                    senders.execute(() -> statuses.computeIfAbsent(
                                    send(routes, "/slack/commands", body, clock.instant()),
                                    ignored -> new AtomicInteger())
                            .incrementAndGet());
                }
            }
        }
        assertThat(count(statuses, 200)).isEqualTo(1_000);
        assertThat(count(statuses, 409)).isEqualTo(1_000);
        assertThat(done).hasSize(1_000);
        assertThat(done.values()).allMatch(times -> times.get() == 1);
        assertThat(ledger.runs(Optional.empty(), 2_000).items())
                .hasSize(1_000)
                .allMatch(run -> run.status() == Status.FINISHED);
    }

    private static int count(Map<Integer, AtomicInteger> statuses, int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }
}

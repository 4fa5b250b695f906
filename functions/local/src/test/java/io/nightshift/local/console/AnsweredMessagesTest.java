package io.nightshift.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.chat.Chat;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.ChatSettings;
import io.nightshift.chat.command.EngineControl;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.web.Console;
import io.nightshift.console.web.LoopbackAccess;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signature.ApprovalLinks;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.Secret;
import io.nightshift.entry.SecretStore;
import io.nightshift.local.Functions;
import io.nightshift.local.host.LocalRunTexts;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyRules;
import io.nightshift.report.RuleFigures;
import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.sandbox.world.VirtualTime;
import io.nightshift.sandbox.world.World;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question in Slack whose answer comes another way, or not at all: the engine, the console and Slack's protocol together. */
class AnsweredMessagesTest {

    private static final String TOKEN = "xoxb-canary-token";
    private static final String CONSOLE = "http://127.0.0.1:8484";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final ApprovalLinks LINKS = new ApprovalLinks("https://nightshift.example", "canary-of-the-secret");
    private static final Instant NOW = Instant.parse("2026-11-30T03:00:00Z");

    private final VirtualTime time = new VirtualTime(NOW);
    private final World world = new World(time, this::deliver);
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeSlack slack = new FakeSlack(time, TOKEN);
    private final WireServer wire = WireServer.before(slack);
    private final FunctionHost host =
            new FunctionHost(time, new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    private final Policy policy = policy();
    private final Engine engine = engine();

    private static Policy policy() {
        return switch (Functions.PARSER.parse("""
                version: 1
                defaults: {mode: act, page: ops}
                people:
                  alice: {slack: UALICE}
                  bob: {slack: UBOB}
                approvers:
                  sre: [alice, bob]
                channels:
                  ops: {kind: slack, token-from-env: T, channel: C0123456789}
                environments:
                  payments:
                    match: {labels: {env: payments}}
                    approval: {approvers: sre, needed: 1, within: 30m}
                rules:
                  - name: ledger-database
                    match: {name: "ledger-db"}
                    playbook: remediation
                    ladder:
                      - {action: fail-over-sql, wait: 10m}
                """)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private Engine engine() {
        var common = new CommonConfig(
                policy,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of("ops", new Secret(TOKEN)),
                Optional.empty(),
                Optional.of(CONSOLE));
        var settings = new ChatSettings(Optional.empty(), URI.create(wire.endpoint() + "/api"), Optional.empty());
        var connections = ChatConnections.of(ledger, SecretStore.NONE, host, () -> Optional.of(LINKS));
        var made = new Engine(Ports.of(ledger, time, new PolicyRules(policy), time)
                .functions(Functions.ALL.modules())
                .adapters(Adapters.of(world))
                .messenger(new Chat(common, settings, connections).messenger(world))
                .build());
        time.wakeBy(made::wake);
        return made;
    }

    private void deliver(io.nightshift.core.signal.Signal signal) {
        engine.handle(signal);
    }

    @BeforeEach
    void ask() {
        var database = new Resource(Origin.gcp("shop-prod", "europe-west1"), Resource.Kinds.SQL_INSTANCE, "ledger-db");
        world.add(database).tag("env", "payments").curedBy("fail-over-sql", Duration.ofMinutes(3));
        time.at(NOW.plusSeconds(60), () -> world.breaks(database));
        passes(Duration.ofMinutes(3));
        assertThat(shown()).contains("nightshift_approve", "nightshift_reject");
    }

    /** A link is a credential: Slack shows a message to everybody in the channel. */
    @AfterEach
    void nobodysLinkWasInSlack() {
        wire.close();
        assertThat(wire.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.text()).doesNotContain("/approve?", "canary-of-the-secret"));
    }

    private void passes(Duration span) {
        time.runUntil(time.instant().plus(span));
    }

    private Run run() {
        return ledger.runs(Optional.empty(), 50).items().stream()
                .filter(run -> run.id().value().startsWith("remediation-"))
                .findFirst()
                .orElseThrow();
    }

    /** The one message about the run, as it is in Slack now. */
    private String shown() {
        assertThat(slack.messages()).hasSize(1);
        return slack.messages().getFirst().body().text();
    }

    private Console console() {
        var sources = new ConsoleSources(
                ledger,
                new EngineControl(() -> engine, () -> new PauseSwitches(ledger, host, policy.hash())),
                () -> policy,
                host,
                new LocalRunTexts(Functions.ALL),
                payload -> List.of(),
                () -> RuleFigures.NONE,
                Optional.empty());
        return new Console(sources, new LoopbackAccess("alice", false), Functions.ALL.pages(sources), true);
    }

    private static ApiResponse send(Console console, String method, String path, String form) throws IOException {
        var headers = new TreeMap<>(Map.of("Host", "127.0.0.1:8484", "Origin", CONSOLE));
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        return console.answer(
                new ApiRequest(method, path, "", headers, ApiRequest.Body.of(form.getBytes(StandardCharsets.UTF_8))));
    }

    private void answers(String answer) throws IOException {
        var console = console();
        var path = "/console/runs/" + run().id() + "/answer";
        var page = new String(send(console, "GET", path, "").bytes(), StandardCharsets.UTF_8);
        var token = FORM_TOKEN.matcher(page);
        assertThat(token.find()).as(page).isTrue();
        var plan = run().approval().orElseThrow().planHash();
        var form = "answer=" + answer + "&reason=not+tonight&plan=" + plan + "&token=" + token.group(1);
        assertThat(send(console, "POST", path, form).status()).isEqualTo(303);
        passes(Duration.ofMinutes(2));
    }

    @Test
    void aNoInTheConsoleChangesTheMessageAndTakesItsButtons() throws IOException {
        answers("reject");
        assertThat(shown())
                .contains("Rejected by alice at 2026-11-30T03:03:00Z", "not tonight", "console")
                .doesNotContain("nightshift_approve", "nightshift_reject");
    }

    @Test
    void aYesInTheConsoleChangesTheMessageAndTakesItsButtons() throws IOException {
        answers("approve");
        assertThat(shown())
                .contains("Approved by alice at 2026-11-30T03:03:00Z", "console")
                .doesNotContain("nightshift_approve", "nightshift_reject");
    }

    @Test
    void anExpiredQuestionChangesItsMessageByItself() {
        passes(Duration.ofMinutes(31));
        assertThat(shown())
                .contains("Expired at 2026-11-30T03:31:00Z; the answer is no")
                .doesNotContain("nightshift_approve", "nightshift_reject", "nightshift_extend");
        assertThat(slack.messages().getFirst().changes()).isPositive();
    }

    @Test
    void theLinkInTheMessageLeadsToTheRun() throws IOException {
        var link = Pattern.compile("\"url\":\"" + Pattern.quote(CONSOLE) + "([^\"]+)\"")
                .matcher(shown());
        assertThat(link.find()).as(shown()).isTrue();
        var page = send(console(), "GET", link.group(1), "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(new String(page.bytes(), StandardCharsets.UTF_8))
                .contains(run().id().value());
    }
}

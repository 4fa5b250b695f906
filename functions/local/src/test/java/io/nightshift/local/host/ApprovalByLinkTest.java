package io.nightshift.local.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiCredentials;
import io.nightshift.api.HttpApi;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunJson;
import io.nightshift.core.signal.Payload;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.Functions;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run asks, the channel gets links, and approvers follow them: over HTTP from end to end. */
final class ApprovalByLinkTest {

    private static final String SECRET = "canary-of-the-approval-secret-0123456789";
    private static final String ALERT = """
            {"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[{"status":"firing",
            "labels":{"alertname":"AppDown","service":"cart"},"annotations":{},"startsAt":"2026-11-21T03:00:00Z",
            "endsAt":"0001-01-01T00:00:00Z","fingerprint":"cart"}]}""";
    private static final Pattern LINK = Pattern.compile("Answer as ([^:]+): (http[^\"]+)");

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T03:00:05Z"));
    private final InstantSource clock = now::get;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final WireServer receiver = WireServer.before(request -> WireReply.empty(200));
    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<String> token = Optional.of("token");
    private Engine engine;
    private IntakeServer server;

    @BeforeEach
    void serve() throws Exception {
        serve("ops", 1);
    }

    /** Who is in the group that the policy asks. */
    private String approvers = "alice, \"bob <b>\"";

    private Policy policy(String channel, int needed) {
        var yaml = """
                version: 1
                defaults: {mode: act, page: %s}
                channels:
                  ops: {kind: webhook, url-from-env: OPS_URL}
                  desk: {kind: console}
                approvers:
                  sre: [%s]
                rules:
                  - name: app-down
                    match: {source: alertmanager}
                    approval: {approvers: sre, needed: %d, within: 30m}
                    ladder:
                      - {action: call-webhook, with: {hook: app}, wait: 30m}
                """.formatted(channel, approvers, needed);
        return ((Parsed.Valid) Functions.PARSER.parse(yaml)).policy();
    }

    private void serve(String channel, int needed) throws Exception {
        var policy = policy(channel, needed);
        var settings = HostSettings.read(
                Functions.ALL,
                Map.of(
                        "OPS_URL",
                        receiver.endpoint() + "/ops",
                        "OPS_KEY",
                        "k",
                        "NIGHTSHIFT_WEBHOOK_APP_URL",
                        receiver.endpoint() + "/app",
                        "NIGHTSHIFT_WEBHOOK_APP_KEY",
                        "k",
                        "NIGHTSHIFT_APPROVAL_URL",
                        "https://nightshift.example/",
                        "NIGHTSHIFT_APPROVAL_SECRET",
                        SECRET),
                policy);
        var host = new FunctionHost(clock, new PrintStream(log, true, StandardCharsets.UTF_8));
        engine = LocalHost.engine(Functions.ALL, ledger, (run, name, at) -> {}, settings, host);
        server = new IntakeServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new HttpApi(
                        KnownFormats.decoders(),
                        engine,
                        ledger,
                        new DeadLetterFolder(folder, clock),
                        () -> new ApiCredentials(
                                token, Optional.empty(), settings.httpApi().approvals()),
                        host,
                        policy.hash(),
                        payload -> {}));
        server.start();
    }

    private void serveAgain(String channel, int needed) throws Exception {
        server.close();
        serve(channel, needed);
    }

    /** What holds no link and no secret, whatever the test did: the ledger and the log. */
    @AfterEach
    void end() {
        client.close();
        server.close();
        var kept = ledger.runs(Optional.empty(), 10).items().stream()
                .map(run -> RunJson.of(run).text() + entries(run))
                .collect(Collectors.joining());
        assertThat(kept + log.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET, "signature", "/approve?");
        links().values().forEach(link -> assertThat(kept + log).doesNotContain(signature(link)));
        receiver.close();
    }

    private static String signature(String link) {
        return link.substring(link.length() - 64);
    }

    private List<Entry> entries(Run run) {
        return ledger.entries(run.id(), Optional.empty(), 200).items();
    }

    private String entries() {
        return entries(run()).stream().map(entry -> entry.toJson().text()).collect(Collectors.joining("\n"));
    }

    private Run run() {
        return ledger.runs(Optional.empty(), 10).items().getFirst();
    }

    /** The links by approver, as the receiver of the channel has them. */
    private Map<String, String> links() {
        return receiver.requests(request -> request.path().equals("/ops")).stream()
                .flatMap(request -> LINK.matcher(request.text()).results())
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (first, second) -> second));
    }

    /** Empty where there is none. */
    private String link(String by) {
        return links().getOrDefault(by, "");
    }

    private String asks(String by) {
        var payload = new Payload(ALERT.getBytes(StandardCharsets.UTF_8), Map.of());
        KnownFormats.decoders().decode(payload).signals().forEach(engine::handle);
        return link(by);
    }

    private URI here(String link) {
        return URI.create(link.replace("https://nightshift.example", "http://127.0.0.1:" + server.port()));
    }

    private HttpResponse<String> open(String link) throws Exception {
        return client.send(HttpRequest.newBuilder(here(link)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String link, String more) throws Exception {
        var uri = here(link);
        var request = HttpRequest.newBuilder(uri.resolve("/approve"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(uri.getRawQuery() + more))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void withoutATokenTheFormOfABrowserIsTakenAllTheSame() throws Exception {
        token = Optional.empty();
        serveAgain("ops", 1);
        var uri = here(asks("alice"));
        var form = HttpRequest.newBuilder(uri.resolve("/approve"))
                .headers("Content-Type", "application/x-www-form-urlencoded", "Origin", "null")
                .headers("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(uri.getRawQuery() + "&answer=approve"))
                .build();
        var answer = client.send(form, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Your yes is in");
        assertThat(calls()).isEqualTo(1);
    }

    private int calls() {
        return receiver.requests(request -> request.path().equals("/app")).size();
    }

    @Test
    void aLinkShowsThePlanAndChangesNothing() throws Exception {
        var link = asks("bob <b>");
        var before = run().version();
        var page = open(link);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("bob &lt;b&gt;", "2026-11-21T03:30:05Z", "Approve", "Reject")
                .contains(run().approval().orElseThrow().plan())
                .doesNotContain("<b>", "<script", SECRET);
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(run().version()).isEqualTo(before);
        assertThat(calls()).isZero();
    }

    @Test
    void whatIsPostedIsTheAnswerAndCountsOnce() throws Exception {
        var link = asks("alice");
        assertThat(post(link, "&answer=approve").body()).contains("Your yes is in.");
        assertThat(calls()).isOne();
        assertThat(entries()).contains("\"kind\":\"approval\"", "\"by\":\"alice\"");

        var before = run().version();
        assertThat(post(link, "&answer=approve").body()).contains("Your answer is in already.");
        assertThat(post(link, "&answer=reject").body()).contains("Your answer is in already.");
        assertThat(open(link).body()).contains("Your answer is in already.");
        assertThat(run().version()).isEqualTo(before);
        assertThat(open(link("bob <b>")).statusCode()).isEqualTo(410);
        assertThat(calls()).isOne();
    }

    @Test
    void aNoHasItsReason() throws Exception {
        var link = asks("alice");
        var reason = URLEncoder.encode("not <now>\nplease", StandardCharsets.UTF_8);
        assertThat(post(link, "&answer=reject&reason=" + reason).body()).contains("Your no is in.");
        assertThat(entries()).contains("\"kind\":\"rejected\"", "not <now>\\nplease");
        assertThat(open(link).body()).contains("Your answer is in already.");
        assertThat(calls()).isZero();
    }

    @Test
    void twoPersonsHaveToAgreeWhereTwoAreNeeded() throws Exception {
        serveAgain("ops", 2);
        var link = asks("alice");
        post(link, "&answer=approve");
        assertThat(post(link, "&answer=approve").body()).contains("Your answer is in already.");
        assertThat(calls()).isZero();
        assertThat(open(link("bob <b>")).body()).contains("1 of 2 have agreed");
        post(link("bob <b>"), "&answer=approve");
        assertThat(calls()).isOne();
    }

    @Test
    void whoWasRemovedFromTheApproversIsRefusedAndTheNewOnesAreAsked() throws Exception {
        serveAgain("ops", 2);
        var alice = asks("alice");
        var bob = link("bob <b>");
        post(alice, "&answer=approve");
        approvers = "dave, erin, alice";
        serveAgain("ops", 2);

        var before = run().version();
        assertThat(open(bob).statusCode()).isEqualTo(410);
        assertThat(run().version()).as("looking changes nothing").isEqualTo(before);
        var removed = post(bob, "&answer=approve");
        assertThat(removed.statusCode()).isEqualTo(410);
        assertThat(removed.body()).contains("bob &lt;b&gt;", "policy").doesNotContain("<b>");
        assertThat(post(bob, "&answer=reject").statusCode()).isEqualTo(410);
        assertThat(calls()).isZero();

        assertThat(run().approval().orElseThrow().given()).containsExactly("alice");
        assertThat(link("dave")).isNotEmpty();
        assertThat(post(link("dave"), "&answer=approve").body()).contains("Your yes is in.");
        assertThat(calls()).isOne();
    }

    @Test
    void aYesIsTakenBackByANoWhileTheQuestionIsOpen() throws Exception {
        serveAgain("ops", 2);
        var link = asks("alice");
        post(link, "&answer=approve");
        assertThat(open(link).body()).contains("Your answer is in already.", "Take it back");
        assertThat(post(link, "&answer=reject").body()).contains("Your yes is taken back.");
        post(link("bob <b>"), "&answer=approve");
        assertThat(calls()).isZero();
        assertThat(open(link).body()).contains("1 of 2 have agreed", "Approve");
        assertThat(post(link, "&answer=reject").body()).contains("Your no is in.");
        assertThat(run().approval()).isEmpty();
        assertThat(calls()).isZero();
    }

    @Test
    void aLinkThatWasAlteredIsRefusedWithoutADetail() throws Exception {
        var link = asks("alice");
        var before = run().version();
        var asBob = link.replace("by=alice", "by=bob+%3Cb%3E");
        for (var altered : List.of(
                asBob,
                link.substring(0, link.length() - 64) + "0".repeat(64),
                link.replace("03%3A30", "23%3A30"),
                link.replaceFirst("&signature=.*", ""),
                link.replaceFirst("until=[^&]*", "until=%25"),
                "https://nightshift.example/approve")) {
            assertThat(open(altered).statusCode()).as(altered).isEqualTo(403);
        }
        var refused = post(asBob, "&answer=approve");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("alice", "bob", run().id().value());
        assertThat(run().version()).isEqualTo(before);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("trouble", "not signed by NIGHTSHIFT_APPROVAL_SECRET");
    }

    @Test
    void aLinkEndsWithItsQuestion() throws Exception {
        var link = asks("alice");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(31)));
        var late = post(link, "&answer=approve");
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(late.body()).contains("The question ended at 2026-11-21T03:30:05Z");
        assertThat(calls()).isZero();
    }

    @Test
    void neitherAnswerIsNone() throws Exception {
        assertThat(post(asks("alice"), "&answer=maybe").statusCode()).isEqualTo(400);
        assertThat(run().approval()).isPresent();
    }

    @Test
    void aChannelThatIsTheLogGetsNoLink() throws Exception {
        serveAgain("desk", 1);
        assertThat(asks("alice")).isEmpty();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("Plan: ").doesNotContain("Answer as");
    }
}

package io.nightshift.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.chat.command.EngineControl;
import io.nightshift.console.ClickLog;
import io.nightshift.console.ConsoleAccess;
import io.nightshift.console.ConsoleSources;
import io.nightshift.console.PayloadExplainer;
import io.nightshift.console.Role;
import io.nightshift.console.RunTexts;
import io.nightshift.console.Visitor;
import io.nightshift.console.view.Block;
import io.nightshift.core.engine.Adapters;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicyRules;
import io.nightshift.report.RuleFigures;
import io.nightshift.sandbox.contract.NextTurn;
import io.nightshift.sandbox.world.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a page, what a form needs, and that nothing of a run becomes markup. */
final class ConsoleTest {

    private static final Map<String, String> BROWSER =
            Map.of("Host", "127.0.0.1:8484", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate");

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final VirtualTime time = new VirtualTime(NextTurn.START.plus(Duration.ofMinutes(10)));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Role role = Role.APPROVER;

    private Console console(boolean proxied) {
        var policy = policy();
        var engine = new Engine(Ports.of(ledger, time, new PolicyRules(policy), time)
                .adapters(Adapters.NONE)
                .build());
        var host = new FunctionHost(time, new PrintStream(log, true, StandardCharsets.UTF_8));
        var sources = new ConsoleSources(
                ledger,
                new EngineControl(() -> engine, () -> new PauseSwitches(ledger, host, policy.hash())),
                () -> policy,
                host,
                new PlainTexts(),
                payload -> List.of(new PayloadExplainer.Explanation("<b>what</b>", List.of("why & how"))),
                () -> RuleFigures.NONE,
                Optional.empty());
        var loopback = new LoopbackAccess("alice", proxied);
        return new Console(sources, new OfRole(loopback), List.of(), true);
    }

    private static Policy policy() {
        return switch (new PolicyParser(List.of()).parse("""
                version: 1
                defaults: {page: ops}
                channels:
                  ops: {kind: console}
                """)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** The same visitor with the role of the test. */
    private final class OfRole implements ConsoleAccess {
        private final LoopbackAccess loopback;

        OfRole(LoopbackAccess loopback) {
            this.loopback = loopback;
        }

        @Override
        public Decision decide(ApiRequest request) {
            return loopback.decide(request) instanceof Decision.Granted(var visitor)
                    ? new Decision.Granted(new Visitor(visitor.name(), role, visitor.token()))
                    : loopback.decide(request);
        }

        @Override
        public String description() {
            return loopback.description();
        }
    }

    private static final class PlainTexts implements RunTexts {
        @Override
        public List<Block.Step> story(Run run, List<Entry> entries) {
            return List.of();
        }

        @Override
        public List<Block> details(Run run, List<Entry> entries) {
            return List.of();
        }

        @Override
        public boolean isPromotion(Run run) {
            return false;
        }
    }

    private static ApiRequest request(String method, String address, Map<String, String> headers, String body) {
        int question = address.indexOf('?');
        return new ApiRequest(
                method,
                question < 0 ? address : address.substring(0, question),
                question < 0 ? "" : address.substring(question + 1),
                headers,
                ApiRequest.Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static ApiResponse get(Console console, String address) throws Exception {
        return console.answer(request("GET", address, BROWSER, ""));
    }

    private static String text(ApiResponse response) {
        return new String(response.bytes(), StandardCharsets.UTF_8);
    }

    private static Map<String, String> with(String name, String value) {
        var headers = new HashMap<>(BROWSER);
        headers.put(name, value);
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/runs",
                "/console/rules",
                "/console/guardrails",
                "/console/policy",
                "/console/audit",
                "/console/search",
                "/console/search?q=x"
            })
    void everyPageComesWithAStrictPolicyAndNothingInline(String address) throws Exception {
        var page = get(console(false), address);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().get("Content-Security-Policy"))
                .startsWith("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(text(page))
                .doesNotContain("<style", "style=\"", " onclick", "javascript:")
                .doesNotContainPattern("<script(?! src=\"/console/assets/)");
    }

    @ParameterizedTest
    @CsvSource({
        "Host, evil.example",
        "Host, 10.0.0.7:8484",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
        "X-Forwarded-For, 10.0.0.7",
        "Via, 1.1 proxy"
    })
    void nobodyElseGetsAPageWithoutSignIn(String name, String value) throws Exception {
        var headers = new HashMap<>(with(name, value));
        headers.remove("Sec-Fetch-Mode");
        var page = console(false).answer(request("GET", "/console", headers, ""));
        assertThat(page.status()).isEqualTo(403);
        assertThat(text(page)).doesNotContain("evil");
    }

    @Test
    void aLinkElsewhereLeadsToAPage() throws Exception {
        var headers = new HashMap<>(with("Sec-Fetch-Site", "cross-site"));
        headers.put("Sec-Fetch-Dest", "document");
        assertThat(console(false)
                        .answer(request("GET", "/console", headers, ""))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aTokenForSendersMeansThatAProxyMayStandBefore() throws Exception {
        var page = console(true).answer(request("GET", "/console", BROWSER, ""));
        assertThat(page.status()).isEqualTo(403);
        assertThat(text(page)).contains("sign-in");
    }

    @Test
    void aPageThatDidNotChangeIsNotSentAgain() throws Exception {
        var console = console(false);
        var etag = get(console, "/console").headers().getOrDefault("ETag", "none");
        var again = console.answer(request("GET", "/console", with("If-None-Match", etag), ""));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.bytes()).isEmpty();
    }

    private static String token(ApiResponse page) {
        var found = java.util.regex.Pattern.compile("name=\"token\" value=\"([^\"]+)\"")
                .matcher(text(page));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void pausesByAFormWithItsTokenAndSaysSoInTheAuditLog() throws Exception {
        var console = console(false);
        var form = get(console, "/console/switch?what=pause&scope=all");
        assertThat(text(form)).contains("every act of everything is denied");
        var sent = "scope=all&what=pause&reason=network+work&token=" + token(form);
        var done = console.answer(request("POST", "/console/switch", with("Origin", "http://127.0.0.1:8484"), sent));
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.headers().get("Location")).startsWith("/console/guardrails?done=");

        assertThat(text(get(console, "/console"))).contains("network work", "alice");
        assertThat(text(get(console, "/console/audit"))).contains("pause (console)", "network work", "is whole");
        assertThat(Audit.verify(ledger, ClickLog.LOG.id()).whole()).isTrue();
        assertThat(text(get(console, "/console/runs"))).contains("No run fits");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example, true",
        "Sec-Fetch-Site, cross-site, true",
        "Sec-Fetch-Site, same-origin, false"
    })
    void aFormOfAnotherPageChangesNothing(String name, String value, boolean withToken) throws Exception {
        var console = console(false);
        var token = withToken ? token(get(console, "/console/switch?what=pause&scope=all")) : "x";
        var sent = "scope=all&what=pause&token=" + token;
        assertThat(console.answer(request("POST", "/console/switch", with(name, value), sent))
                        .status())
                .isEqualTo(403);
        assertThat(ledger.runs(Optional.empty(), 10).items()).isEmpty();
    }

    @Test
    void aViewerChangesNothing() throws Exception {
        role = Role.VIEWER;
        var console = console(false);
        assertThat(get(console, "/console/switch?what=pause&scope=all").status())
                .isEqualTo(403);
        assertThat(text(get(console, "/console/guardrails"))).doesNotContain("Pause everything");
    }

    @Test
    void explainsAPastedPayloadAndEscapesTheAnswer() throws Exception {
        var console = console(false);
        var sent = "payload=%7B%22a%22%3A1%7D&token=" + token(get(console, "/console/policy"));
        var page = console.answer(request("POST", "/console/policy", BROWSER, sent));
        assertThat(text(page)).contains("&lt;b&gt;what&lt;/b&gt;", "why &amp; how", ">{\"a\":1}</textarea>");
    }

    @Test
    void namesOfRunsNeverBecomeMarkupNorFormulas() throws Exception {
        var hostile = "<img src=x onerror=alert(1)>\"'\u202E=1+1";
        ledger.commit(NextTurn.first("a")
                .entries(1)
                .finished(Outcome.FAILED, "=cmd|' /C calc'!A0 " + hostile)
                .turn());
        var console = console(false);
        var page = text(get(console, "/console/runs"));
        assertThat(page).contains("&lt;img src=x onerror=alert(1)&gt;").doesNotContain("<img", "\u202E");
        var csv = get(console, "/console/runs?format=csv");
        assertThat(csv.headers().get("Content-Type")).startsWith("text/csv");
        assertThat(text(csv)).contains("\"'=cmd|");
    }

    @Test
    void anUnknownPageIsFriendly() throws Exception {
        for (var address :
                List.of("/console/nothing", "/console/runs/nothing", "/console/switch?what=pause&scope=rule/none")) {
            var page = get(console(false), address);
            assertThat(page.status()).isEqualTo(404);
            assertThat(text(page)).contains("<nav");
        }
    }

    @Test
    void assetsMayBeKeptForGoodAndAreSmall() throws Exception {
        var console = console(false);
        var page = text(get(console, "/console"));
        var found = java.util.regex.Pattern.compile("/console/assets/[^\"]+").matcher(page);
        int bytes = page.length();
        while (found.find()) {
            var asset = console.answer(request("GET", found.group(), with("Accept-Encoding", "gzip"), ""));
            assertThat(asset.headers().get("Cache-Control")).contains("immutable");
            bytes += asset.bytes().length;
        }
        assertThat(bytes).isLessThan(60_000);
    }

    @Test
    void tellsOfChangesUntilTheHostStops() throws Exception {
        var live = get(console(false), "/console/live").live().orElseThrow();
        var sent = new StringBuilder();
        live.write(new io.nightshift.api.LiveBody.Output() {
            private int waited;

            @Override
            public void send(byte[] part) {
                sent.append(new String(part, StandardCharsets.UTF_8));
            }

            @Override
            public boolean waits(Duration wait) {
                time.runUntil(time.instant().plusSeconds(1));
                if (++waited == 2) {
                    ledger.commit(NextTurn.first("b").entries(1).turn());
                }
                return waited < 5;
            }
        });
        assertThat(sent.toString()).startsWith("retry:").containsOnlyOnce("event: change");
        assertThat(Json.of(log.toString(StandardCharsets.UTF_8)).text()).doesNotContain("bug");
    }
}

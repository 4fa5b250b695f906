package io.nightshift.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.run.RunId;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Spans at a collector, over the wire. */
class TracerTest {

    private static final String SENDER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final RunId RUN = new RunId("remediation-0a1b2c3d4e5f");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final WireServer collector = WireServer.before(request -> WireReply.empty(200));
    private final WireServer service = WireServer.before(request -> WireReply.empty(200));
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final Instant now = Instant.parse("2026-11-30T20:00:00.000000007Z");
    private final Tracer tracer = new Tracer(collector.endpoint(), Map::of, () -> now, trouble::add);

    @AfterEach
    void close() {
        collector.close();
        service.close();
    }

    private List<View> spans() throws JsonException {
        tracer.settle(LONG);
        var spans = new ArrayList<View>();
        for (var request : collector.requests()) {
            assertThat(request.path()).isEqualTo("/v1/traces");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            var body = View.of(Json.parse(request.body(), JsonLimits.DEFAULT));
            var resource = body.at("resourceSpans").at(0);
            assertThat(resource.at("resource", "attributes")
                            .at(0)
                            .at("value", "stringValue")
                            .text())
                    .isEqualTo("nightshift");
            spans.addAll(resource.at("scopeSpans").at(0).at("spans").items());
        }
        return spans;
    }

    private static View named(String name, List<View> spans) throws JsonException {
        for (var span : spans) {
            if (span.at("name").text().equals(name)) {
                return span;
            }
        }
        throw new AssertionError("no span is named " + name);
    }

    @Test
    void aStepGoesOnTheTraceOfTheSignalAndHandsItOn() throws JsonException {
        var client = new WebClient(LONG, () -> now);
        var answered = tracer.step(
                "act",
                RUN,
                () -> Optional.of(SENDER),
                () -> client.ask(HttpRequest.newBuilder(service.endpoint()), 100));
        assertThat(answered).isInstanceOf(HttpResult.Answered.class);

        var span = spans().getFirst();
        assertThat(span.at("traceId").text()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.at("parentSpanId").text()).isEqualTo("b7ad6b7169203331");
        assertThat(span.at("spanId").text()).matches("[0-9a-f]{16}");
        assertThat(span.at("startTimeUnixNano").text()).isEqualTo("1796068800000000007");
        assertThat(span.at("attributes").at(0).at("value", "stringValue").text())
                .isEqualTo(RUN.value());
        assertThat(service.requests().getFirst().header("traceparent"))
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-"
                        + span.at("spanId").text() + "-01");
        client.close();
    }

    @Test
    void withoutASenderAllStepsOfARunAreOneTraceInEachProcess() throws JsonException {
        tracer.step("turn", RUN, Optional::empty, () -> tracer.step("act", RUN, Optional::empty, () -> 1));
        var another = new Tracer(collector.endpoint(), Map::of, () -> now, trouble::add);
        another.step("wake", RUN, Optional::empty, () -> 2);
        another.settle(LONG);
        var spans = spans();
        assertThat(spans).hasSize(3);
        var act = named("act", spans);
        var turn = named("turn", spans);
        assertThat(act.at("parentSpanId").text()).isEqualTo(turn.at("spanId").text());
        assertThat(turn.at("parentSpanId").exists()).isFalse();
        assertThat(spans)
                .allSatisfy(span -> assertThat(span.at("traceId").text())
                        .isEqualTo(turn.at("traceId").text()));
    }

    @Test
    void whatTheSenderDoesNotRecordIsNotRecordedHere() throws JsonException {
        var handedOn =
                tracer.step("turn", RUN, () -> Optional.of(SENDER.replaceFirst("-01$", "-00")), CurrentTrace::get);
        assertThat(handedOn.orElseThrow().text())
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .endsWith("-00");
        assertThat(spans()).isEmpty();
    }

    @Test
    void aCollectorThatIsNotThereCostsSpansAndSaysSoOnce() {
        var lost = new Tracer(URI.create("http://127.0.0.1:1"), Map::of, () -> now, trouble::add);
        for (int i = 0; i < 3; i++) {
            assertThat(lost.step("turn", RUN, Optional::empty, () -> "done")).isEqualTo("done");
            lost.settle(LONG);
        }
        assertThat(trouble).singleElement().asString().contains("the collector of traces at 127.0.0.1");
    }

    @Test
    void eachExportReadsItsHeadersAnew() {
        var key = new AtomicReference<>("canary-1");
        var keyed = new Tracer(
                collector.endpoint(),
                () -> ExportHeaders.parse("authorization=Bearer%20" + key.get() + ", x-scope=ops"),
                () -> now,
                trouble::add);
        for (var next : List.of("canary-1", "canary-2")) {
            key.set(next);
            keyed.step("turn", RUN, Optional::empty, () -> "done");
            keyed.settle(LONG);
        }
        assertThat(collector.requests())
                .extracting(request -> request.header("authorization"))
                .containsExactly("Bearer canary-1", "Bearer canary-2");
        assertThat(collector.requests())
                .allSatisfy(request -> assertThat(request.header("x-scope")).isEqualTo("ops"));
        assertThat(trouble).isEmpty();
    }

    @Test
    void headersThatCannotBeReadCostSpansAndAppearInNoMessage() {
        for (var wrong : List.of("canary-hunter2", "key=canary-hunter2%0d%0aX: y", "host=canary-hunter2")) {
            trouble.clear();
            var keyed = new Tracer(collector.endpoint(), () -> ExportHeaders.parse(wrong), () -> now, trouble::add);
            assertThat(keyed.step("turn", RUN, Optional::empty, () -> "done")).isEqualTo("done");
            keyed.settle(LONG);
            assertThat(trouble)
                    .singleElement()
                    .asString()
                    .contains("OTEL_EXPORTER_OTLP_HEADERS")
                    .doesNotContain("canary");
        }
        assertThat(collector.requests()).isEmpty();
    }

    @Test
    void settlingSendsEverySpanThatEndedBeforeIt() throws JsonException {
        int before = 0;
        for (int i = 1; i <= 200; i++) {
            tracer.step("turn", RUN, Optional::empty, () -> "done");
            tracer.step("act", RUN, Optional::empty, () -> "done");
            tracer.settle(LONG);
            assertThat(collector.requests().size()).isGreaterThan(before);
            before = collector.requests().size();
        }
        assertThat(spans()).hasSize(400);
    }

    @Test
    void readsContextsAndRefusesWhatIsNone() {
        assertThat(TraceContext.ofW3c(SENDER).orElseThrow().text()).isEqualTo(SENDER);
        for (var wrong : List.of(
                "",
                "canary",
                SENDER.toUpperCase(Locale.ROOT),
                "ff" + SENDER.substring(2),
                SENDER.replace("0af7651916cd43dd8448eb211c80319c", "0".repeat(32)),
                SENDER.replace("b7ad6b7169203331", "0".repeat(16)),
                SENDER + "\r\nX: y")) {
            assertThat(TraceContext.ofW3c(wrong)).as(wrong).isEmpty();
        }
        assertThat(TraceContext.ofXRay(
                                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:0")
                        .orElseThrow()
                        .text())
                .isEqualTo("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
        assertThat(TraceContext.ofXRay("Root=1-5759e988;Sampled=1")).isEmpty();
    }
}

package io.nightshift.gcp.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.engine.Sweeper;
import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Payload;
import io.nightshift.core.signal.Signal;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.MemberAccounts;
import io.nightshift.entry.Schedule;
import io.nightshift.sandbox.RecordingTimers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pause switches on Google Cloud: Cloud Run checks who calls, and only a bare call throws one. */
final class HttpEventHandlerTest {

    private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");
    private static final String PAUSE = "{\"nightshift\":{\"pause\":{\"all\":true,\"by\":\"apply of main\"}}}";

    private record NoRules() implements Rules {
        @Override
        public String hash() {
            return "policy-1";
        }

        @Override
        public List<Route> route(Signal signal) {
            return List.of();
        }

        @Override
        public Optional<GuardrailSettings> settings(String rule, String environment) {
            return Optional.empty();
        }
    }

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final List<String> letters = new ArrayList<>();
    private final HttpEventHandler handler = handler();

    private HttpEventHandler handler() {
        var host =
                new FunctionHost(InstantSource.fixed(NOW), new PrintStream(new ByteArrayOutputStream(), true, UTF_8));
        var engine = new Engine(
                Ports.of(ledger, new RecordingTimers(), new NoRules(), host).build());
        return new HttpEventHandler(
                engine,
                new Sweeper(engine, ledger, host),
                new Schedule(engine, List.of(), host),
                new GcpSenders(MemberAccounts.NONE, GcpMembers.NONE),
                (payload, reasons) -> letters.add(new String(payload, UTF_8)),
                new PauseSwitches(ledger, host, "policy-1"),
                host);
    }

    private int status(String body, Map<String, String> headers) {
        return handler.status(new Payload(body.getBytes(UTF_8), headers));
    }

    private boolean isPaused() {
        return ledger.markers(Set.of(MarkKeys.pause("all"))).values().stream()
                .anyMatch(mark -> !mark.value().members().isEmpty());
    }

    @Test
    void whoMayCallTheServicePausesAndResumesIt() {
        assertThat(status(PAUSE, Map.of())).isEqualTo(204);
        assertThat(isPaused()).isTrue();
        assertThat(status("{\"nightshift\":{\"resume\":{\"all\":true,\"by\":\"main\"}}}", Map.of()))
                .isEqualTo(204);
        assertThat(isPaused()).isFalse();
        assertThat(letters).isEmpty();
    }

    @Test
    void anOrderThatCannotBeReadIsRefused() {
        assertThat(status("{\"nightshift\":{\"pause\":{\"all\":true}}}", Map.of()))
                .isEqualTo(422);
        assertThat(isPaused()).isFalse();
    }

    /** Whoever may publish to a topic could stop everything, or start it again. */
    @Test
    void aMessageOfPubSubPausesNothing() {
        var data = Base64.getEncoder().encodeToString(PAUSE.getBytes(UTF_8));
        var pushed = Json.obj()
                .with("message", Json.obj().with("data", data).with("messageId", "1"))
                .with("subscription", "projects/shop-prod/subscriptions/nightshift-logs")
                .text();
        assertThat(status(pushed, Map.of())).isEqualTo(204);
        assertThat(status(PAUSE, Map.of("X-Goog-Pubsub-Message-Id", "1"))).isEqualTo(204);
        assertThat(status(
                        PAUSE,
                        Map.of("ce-id", "1", "ce-source", "//anybody", "ce-specversion", "1.0", "ce-type", "order")))
                .isEqualTo(204);
        assertThat(isPaused()).isFalse();
        assertThat(letters).hasSize(3);
    }
}

package io.nightshift.chat.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.Chat;
import io.nightshift.chat.ChatConnections;
import io.nightshift.chat.ChatSettings;
import io.nightshift.core.act.Delivery;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Commit;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.ledger.Turn;
import io.nightshift.entry.CommonConfig;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.entry.Secret;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.contract.LedgerDecorator;
import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages to Slack, over the wire, with a stand-in that has its limits. */
class SlackDeliveryTest {

    private static final String TOKEN = "xoxb-canary-token";
    private static final String RUN = "remediation-0a1b2c3d4e5f";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T03:00:00Z"));
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FunctionHost host = new FunctionHost(clock, new PrintStream(log, true, StandardCharsets.UTF_8));
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final FakeSlack slack = new FakeSlack(clock, TOKEN);
    private final WireServer server = WireServer.before(slack);
    private final List<String> logged = new ArrayList<>();

    @AfterEach
    void noSecretIsKept() {
        server.close();
        var kept = new StringBuilder(log.toString(StandardCharsets.UTF_8));
        ledger.runs(Optional.empty(), 100)
                .items()
                .forEach(run -> ledger.entries(run.id())
                        .forEach(entry -> kept.append(entry.toJson().text())));
        assertThat(kept.toString()).doesNotContain(TOKEN);
    }

    private static Policy policy(String more) {
        var yaml = """
                version: 1
                channels:
                  ops: {kind: slack, token-from-env: T, channel: C0123456789%s}
                  log: {kind: console}
                rules: []
                """.formatted(more);
        return switch (PolicySections.parser().parse(yaml)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private ChannelMessenger messenger(Ledger kept, String more) {
        var common = new CommonConfig(
                policy(more), Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of("ops", new Secret(TOKEN)));
        var settings = new ChatSettings(Optional.empty(), URI.create(server.endpoint() + "/api"), Optional.empty());
        Messenger others = (message, key) -> {
            logged.add(message.channel() + ": " + message.title());
            return Optional.empty();
        };
        return new Chat(common, settings, ChatConnections.of(kept, SecretStore.NONE, host, Optional::empty))
                .messenger(others);
    }

    private static Message message(String title, Urgency urgency) {
        return new Message("ops", urgency, title, List.of("a line"));
    }

    private static IdempotencyKey key(long effect) {
        return new IdempotencyKey(RUN, effect);
    }

    private Delivery tell(ChannelMessenger messenger, String title, long effect) {
        var delivery = messenger.deliver(message(title, Urgency.PAGE), key(effect));
        for (int i = 0; i < 20 && delivery instanceof Delivery.Later(var at, var reason); i++) {
            clock.pass(Duration.between(clock.instant(), at).plusMillis(1));
            delivery = messenger.deliver(message(title, Urgency.PAGE), key(effect));
        }
        return delivery;
    }

    @Test
    void aRunHasOneMessageWhichChangesAndItsDetailsAreInTheThread() {
        var messenger = messenger(ledger, "");
        assertThat(tell(messenger, "first", 1)).isInstanceOf(Delivery.Delivered.class);
        assertThat(tell(messenger, "second", 2)).isInstanceOf(Delivery.Delivered.class);
        assertThat(tell(messenger, "third", 5)).isInstanceOf(Delivery.Delivered.class);
        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.messages().getFirst().body().get("text")).isEqualTo(Json.of("third"));
        assertThat(slack.messages().getFirst().changes()).isEqualTo(2);
        assertThat(slack.posts()).hasSize(3);
    }

    @Test
    void aRepetitionPostsNothing() {
        var messenger = messenger(ledger, "");
        tell(messenger, "first", 1);
        assertThat(tell(messenger(ledger, ""), "first", 1)).isInstanceOf(Delivery.Delivered.class);
        assertThat(slack.posts()).hasSize(1);
    }

    /** The process dies at each of its writes to the ledger, once for each; another one goes on. */
    @Test
    void aCrashBetweenPostAndNotePostsNothingTwice() {
        for (int dies = 1; dies <= 6; dies++) {
            int at = dies;
            var store = new InMemoryLedger();
            var fake = new FakeSlack(clock, TOKEN);
            try (var wire = WireServer.before(fake)) {
                for (long effect = 1; effect <= 2; effect++) {
                    var writes = new AtomicInteger();
                    var dying = new LedgerDecorator() {
                        @Override
                        public Ledger behind() {
                            return store;
                        }

                        @Override
                        public Commit commit(Turn turn) {
                            if (writes.incrementAndGet() == at) {
                                throw new LedgerException("killed", true);
                            }
                            return store.commit(turn);
                        }
                    };
                    try {
                        at(wire, dying).deliver(message("m" + effect, Urgency.PAGE), key(effect));
                    } catch (LedgerException e) {
                        // As a kill -9 here would leave it.
                    }
                    clock.pass(Duration.ofMinutes(3));
                    var delivery = at(wire, store).deliver(message("m" + effect, Urgency.PAGE), key(effect));
                    for (int i = 0; i < 10 && delivery instanceof Delivery.Later; i++) {
                        clock.pass(Duration.ofMinutes(1));
                        delivery = at(wire, store).deliver(message("m" + effect, Urgency.PAGE), key(effect));
                    }
                    assertThat(delivery).as("write %d", dies).isInstanceOf(Delivery.Delivered.class);
                    clock.pass(Duration.ofMinutes(1));
                }
                assertThat(fake.messages()).as("write %d", dies).hasSize(1);
                assertThat(fake.posts()).as("write %d", dies).hasSize(2);
            }
        }
    }

    private ChannelMessenger at(WireServer wire, Ledger store) {
        var common = new CommonConfig(
                policy(""), Optional.empty(), Map.of(), Map.of(), Map.of(), Map.of("ops", new Secret(TOKEN)));
        var settings = new ChatSettings(Optional.empty(), URI.create(wire.endpoint() + "/api"), Optional.empty());
        return new Chat(common, settings, ChatConnections.of(store, SecretStore.NONE, host, Optional::empty))
                .messenger(Messenger.NONE);
    }

    /** The answer of Slack is lost: nobody knows whether the message is there. */
    @Test
    void aLostAnswerIsLookedUp() {
        server.happensButAnswers(request -> request.path().endsWith("chat.postMessage"), new WireReply.HangUp());
        var first = messenger(ledger, "").deliver(message("first", Urgency.PAGE), key(1));
        assertThat(first).isInstanceOf(Delivery.NotDelivered.class);
        clock.pass(Duration.ofSeconds(15));
        assertThat(tell(messenger(ledger, ""), "first", 1)).isInstanceOf(Delivery.Delivered.class);
        assertThat(slack.posts()).hasSize(1);
    }

    @Test
    void aMessageThatCannotBeChangedIsPostedAnew() {
        var messenger = messenger(ledger, "");
        tell(messenger, "first", 1);
        for (var error : List.of("edit_window_closed", "cant_update_message")) {
            slack.refuseChanges(slack.messages().getLast().ts(), error);
            int before = slack.messages().size();
            clock.pass(Duration.ofMinutes(5));
            var shown = messenger.show(RUN);
            assertThat(shown).as(error).isInstanceOf(Delivery.Delivered.class);
            assertThat(slack.messages()).as(error).hasSize(before + 1);
        }
    }

    @Test
    void aDeletedMessageIsPostedAnew() {
        var messenger = messenger(ledger, "");
        tell(messenger, "first", 1);
        slack.delete(slack.messages().getFirst().ts());
        clock.pass(Duration.ofMinutes(5));
        assertThat(tell(messenger, "second", 2)).isInstanceOf(Delivery.Delivered.class);
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void aHundredRunsStayBelowTheRatesOfSlack() {
        var messenger = messenger(ledger, "");
        for (int run = 0; run < 100; run++) {
            var key = new IdempotencyKey("remediation-%012d".formatted(run), 1);
            var delivery = messenger.deliver(message("run " + run, Urgency.PAGE), key);
            while (delivery instanceof Delivery.Later(var at, var reason)) {
                clock.pass(Duration.between(clock.instant(), at));
                delivery = messenger.deliver(message("run " + run, Urgency.PAGE), key);
            }
        }
        assertThat(slack.messages()).hasSize(100);
        long waits = 0;
        for (int run = 0; run < 100; run++) {
            waits += messenger.show("remediation-%012d".formatted(run)) instanceof Delivery.Later ? 1 : 0;
        }
        assertThat(waits).isEqualTo(50);
        assertThat(server.requests(request -> request.path().endsWith("chat.update")))
                .hasSize(50);
    }

    @Test
    void retryAfterIsHonouredByATimer() {
        server.script(
                request -> request.path().endsWith("chat.postMessage"),
                WireReply.json(429, Json.obj()).with("Retry-After", "17"));
        var delivery = messenger(ledger, "").deliver(message("first", Urgency.PAGE), key(1));
        assertThat(delivery)
                .isEqualTo(new Delivery.Later(clock.instant().plusSeconds(17), "the channel takes it later"));
    }

    @Test
    void aChannelThatFailsFallsBackAndSaysSo() {
        server.script(
                request -> request.path().endsWith("chat.postMessage"),
                WireReply.json(200, Json.obj().with("ok", false).with("error", "channel_not_found")));
        var delivery = messenger(ledger, ", fallback: log").deliver(message("first", Urgency.PAGE), key(1));
        assertThat(logged).containsExactly("log: first");
        assertThat(((Delivery.Delivered) delivery).details().text()).contains("insteadOf", "ops", "channel_not_found");
    }

    @Test
    void inQuietHoursOnlyPagesGoOut() {
        var quiet = ", quiet-hours: {between: '22:00-07:00', time-zone: Europe/Berlin}";
        var messenger = messenger(ledger, quiet);
        assertThat(messenger.deliver(message("note", Urgency.INFO), key(1)))
                .isEqualTo(new Delivery.Later(Instant.parse("2026-11-30T06:00:00Z"), "quiet hours of ops"));
        assertThat(tell(messenger, "page", 2)).isInstanceOf(Delivery.Delivered.class);
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void aDigestIsOneMessage() {
        var messenger = messenger(ledger, ", digest: 1h");
        for (int run = 0; run < 30; run++) {
            messenger.deliver(message("note " + run, Urgency.INFO), new IdempotencyKey("remediation-" + run, 1));
            messenger.deliver(message("note " + run, Urgency.INFO), new IdempotencyKey("remediation-" + run, 1));
        }
        messenger.sendDigests();
        assertThat(slack.messages()).isEmpty();
        clock.pass(Duration.ofHours(1));
        messenger.sendDigests();
        messenger.sendDigests();
        assertThat(slack.messages()).hasSize(1);
        assertThat(slack.messages().getFirst().body().get("text")).isEqualTo(Json.of("Digest: 30 messages"));
    }
}

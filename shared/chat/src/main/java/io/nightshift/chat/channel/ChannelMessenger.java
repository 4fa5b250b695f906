package io.nightshift.chat.channel;

import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.act.Delivery;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import io.nightshift.entry.FunctionHost;
import io.nightshift.policy.ChannelRules;
import io.nightshift.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy's channels by its rules: quiet hours, digests, mentions, and the next channel if one fails. Channels that nobody reads in
 * a chat (webhooks, the log) go to the messenger behind.
 */
public final class ChannelMessenger implements Messenger {

    private static final int MOST_CHANNELS = 5;

    private final Policy policy;
    private final Map<String, ChatChannel> chats;
    private final Messenger others;
    private final Ledger ledger;
    private final FunctionHost host;
    private final RunThread threads;
    private final MessageLog log;

    /** @param chats by their names in the policy */
    public ChannelMessenger(
            Policy policy,
            Map<String, ChatChannel> chats,
            Messenger others,
            Ledger ledger,
            RunMessages messages,
            FunctionHost host) {
        this.policy = policy;
        this.chats = Map.copyOf(chats);
        this.others = others;
        this.ledger = ledger;
        this.host = host;
        log = new MessageLog(ledger, host, policy.hash());
        threads = new RunThread(log, ledger, messages, host);
    }

    @Override
    public boolean follows() {
        return !chats.isEmpty();
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        return switch (deliver(message, key)) {
            case Delivery.Delivered ignored -> Optional.empty();
            case Delivery.Later(var at, var reason) ->
                Optional.of(Problem.transientFault("Later", reason + ", at " + at));
            case Delivery.NotDelivered(var problem) -> Optional.of(problem);
        };
    }

    @Override
    public Delivery deliver(Message message, IdempotencyKey key) {
        if (message.urgency() != Urgency.PAGE) {
            var rules = policy.rules(message.channel());
            var quiet = rules.quiet().flatMap(hours -> hours.end(host.instant()));
            if (quiet.isPresent()) {
                return new Delivery.Later(quiet.get(), "quiet hours of " + message.channel());
            }
            if (rules.digest().isPresent()) {
                digest(message.channel()).add(message, key);
                return new Delivery.Delivered(
                        Json.obj().with("channel", message.channel()).with("digest", true));
            }
        }
        return withFallback(message, key);
    }

    private Delivery withFallback(Message message, IdempotencyKey key) {
        var failed = new ArrayList<Json>();
        var channel = message.channel();
        Delivery first = RunThread.unknown(channel);
        for (int i = 0; i < MOST_CHANNELS; i++) {
            var delivery = deliverTo(channel, message, key);
            first = i == 0 ? delivery : first;
            if (delivery instanceof Delivery.Delivered(var details)) {
                return failed.isEmpty()
                        ? delivery
                        : new Delivery.Delivered(
                                details.with("channel", channel).with("insteadOf", Json.arr(failed)));
            }
            var next = policy.rules(channel).fallback();
            if (next.isEmpty() || !fails(delivery, message)) {
                break;
            }
            failed.add(Json.obj().with("channel", channel).with("because", reason(delivery)));
            host.log("channel-failed", Json.obj().with("channel", channel).with("because", reason(delivery)));
            channel = next.get();
        }
        return first;
    }

    /** A page goes to the next channel at once; what wakes nobody is tried again first. */
    private static boolean fails(Delivery delivery, Message message) {
        return delivery instanceof Delivery.NotDelivered(var problem)
                && (message.urgency() == Urgency.PAGE || !problem.retryable());
    }

    private static String reason(Delivery delivery) {
        return delivery instanceof Delivery.NotDelivered(var problem) ? problem.message() : "later";
    }

    private Delivery deliverTo(String name, Message message, IdempotencyKey key) {
        var chat = chats.get(name);
        if (chat == null) {
            return others.deliver(message.to(name), key);
        }
        return threads.tell(chat, name, message, new RunId(key.run()), key.effect(), mentions(name));
    }

    private List<String> mentions(String name) {
        return policy.rules(name).mentions();
    }

    /** Each message about the run shows who answered, or how it ended. */
    @Override
    public Delivery show(String id) {
        var run = new RunId(id);
        var shown = log.read(run);
        Delivery result = Delivery.DONE;
        for (var name : shown.places().keySet()) {
            var chat = chats.get(name);
            if (chat != null) {
                var delivery = chat.changes()
                        ? threads.change(chat, name, run, mentions(name))
                        : threads.close(chat, name, run);
                result = result instanceof Delivery.Delivered ? delivery : result;
            }
        }
        return result;
    }

    private ChannelDigest digest(String channel) {
        return new ChannelDigest(ledger, host, policy.hash(), channel);
    }

    /** Sends the digests that are due; called from time to time. */
    public void sendDigests() {
        for (var channel : policy.channelRules().entrySet()) {
            channel.getValue().digest().ifPresent(every -> {
                var digest = digest(channel.getKey());
                var waiting = digest.waiting();
                if (waiting.since()
                        .filter(since -> isDue(channel.getValue(), since))
                        .isPresent()) {
                    var key = new IdempotencyKey("digest-" + channel.getKey(), waiting.number());
                    if (withFallback(waiting.message(channel.getKey()), key) instanceof Delivery.Delivered) {
                        digest.sent(waiting);
                    }
                }
            });
        }
    }

    private boolean isDue(ChannelRules rules, Instant since) {
        var now = host.instant();
        return rules.digest().map(since::plus).filter(due -> !due.isAfter(now)).isPresent()
                && rules.quiet().flatMap(hours -> hours.end(now)).isEmpty();
    }
}

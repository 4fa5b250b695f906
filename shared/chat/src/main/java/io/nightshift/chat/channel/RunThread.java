package io.nightshift.chat.channel;

import io.nightshift.chat.channel.ChatChannel.Found;
import io.nightshift.chat.channel.ChatChannel.Sent;
import io.nightshift.chat.channel.ShownMessages.Intent;
import io.nightshift.chat.channel.ShownMessages.Place;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.act.Delivery;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.RunId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One message a run and channel. It is noted before each post what is going to be posted: after a crash the channel is searched for
 * it first, so that nothing is posted twice. A later message goes into the thread, and the message itself changes.
 */
final class RunThread {

    /** An intent that is older is one of a dead worker. */
    private static final Duration OTHER_WORKER = Duration.ofMinutes(2);

    /** Added to the number of an effect, it is the number of what came of that. */
    private static final long CLOSING = 1_000_000;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final MessageLog log;
    private final Ledger ledger;
    private final RunMessages messages;
    private final InstantSource clock;

    RunThread(MessageLog log, Ledger ledger, RunMessages messages, InstantSource clock) {
        this.log = log;
        this.ledger = ledger;
        this.messages = messages;
        this.clock = clock;
    }

    /** Tells the message in that channel. */
    Delivery tell(ChatChannel channel, String name, Message message, RunId run, long effect, List<String> mentions) {
        var known = log.read(run).place(name);
        if (known.sent().contains(effect)) {
            return known.shown() >= effect || !channel.changes()
                    ? done(name, known)
                    : change(channel, name, run, mentions);
        }
        var text = message(message, effect, run, mentions);
        var crashed = known.intent();
        if (crashed.isPresent()) {
            var found = lookBefore(channel, name, run, effect, known, crashed.get(), text);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return post(channel, name, message, run, text, mentions);
    }

    /** Empty if nothing stands in the way of posting. */
    private Optional<Delivery> lookBefore(
            ChatChannel channel, String name, RunId run, long effect, Place known, Intent intent, RunMessage text) {
        var now = clock.instant();
        if (intent.effect() != effect && now.isBefore(intent.at().plus(OTHER_WORKER))) {
            return Optional.of(new Delivery.Later(now.plus(SOON), "another message of the run is being posted"));
        }
        var thread = known.id().filter(id -> channel.changes());
        var sought = new RunMessage(
                text.run(),
                intent.effect(),
                text.level(),
                text.title(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        return switch (channel.find(sought, thread, intent.at())) {
            case Found.Message(var id) -> {
                noteSent(name, run, intent.effect(), thread.isPresent() ? Optional.empty() : Optional.of(id), "found");
                yield Optional.of(new Delivery.Later(now, "it was posted before a crash"));
            }
            case Found.Nothing ignored -> Optional.empty();
            case Found.Unknown(var problem) -> Optional.of(new Delivery.NotDelivered(problem));
        };
    }

    private Delivery post(
            ChatChannel channel, String name, Message message, RunId run, RunMessage text, List<String> mentions) {
        long effect = text.effect();
        var mine = new AtomicReference<>(false);
        var known = log.write(run, "chat-posting", body(name, effect), shown -> {
            var place = shown.place(name);
            boolean free =
                    place.intent().filter(intent -> isAnothers(intent, effect)).isEmpty();
            mine.set(free);
            return free
                    ? (effect < CLOSING ? shown.telling(message, effect) : shown)
                            .with(name, place.began(new Intent(effect, clock.instant())))
                    : shown;
        });
        if (!mine.get()) {
            return new Delivery.Later(clock.instant().plus(SOON), "another message of the run is being posted");
        }
        var thread = known.place(name).id().filter(id -> channel.changes());
        return switch (channel.post(text, thread)) {
            case Sent.Done(var id) -> {
                var after =
                        noteSent(name, run, effect, thread.isPresent() ? Optional.empty() : Optional.of(id), "posted");
                yield thread.isPresent() ? change(channel, name, run, mentions) : done(name, after.place(name));
            }
            case Sent.Wait(var time) -> {
                forget(name, run, effect);
                yield later(time);
            }
            case Sent.Gone(var reason) -> {
                log.write(
                        run,
                        "chat-lost",
                        body(name, effect).with("reason", reason),
                        shown -> shown.with(name, shown.place(name).lost()));
                yield new Delivery.Later(clock.instant(), "the message is gone, and is posted anew: " + reason);
            }
            case Sent.Failed(var problem) -> {
                if (!problem.mayHaveHappened()) {
                    forget(name, run, effect);
                }
                yield new Delivery.NotDelivered(problem);
            }
        };
    }

    private boolean isAnothers(Intent intent, long effect) {
        return intent.effect() != effect && clock.instant().isBefore(intent.at().plus(OTHER_WORKER));
    }

    /** Nothing was posted. */
    private void forget(String name, RunId run, long effect) {
        log.write(run, "chat-not-posted", body(name, effect), shown -> {
            var place = shown.place(name);
            return shown.with(name, new Place(place.id(), place.sent(), place.shown(), Optional.empty()));
        });
    }

    private ShownMessages noteSent(String name, RunId run, long effect, Optional<String> first, String how) {
        var body = body(name, effect).withOptional("message", first.orElse(null));
        return log.write(
                run,
                "chat-" + how,
                body,
                shown -> shown.with(name, shown.place(name).sent(effect, first)));
    }

    /** Shows the newest state of the run in its message. */
    Delivery change(ChatChannel channel, String name, RunId run, List<String> mentions) {
        var shown = log.read(run);
        var place = shown.place(name);
        if (shown.told().isEmpty() || place.id().isEmpty()) {
            return done(name, place);
        }
        var text = message(shown.told().get(), shown.effect(), run, mentions);
        return switch (channel.change(place.id().get(), text)) {
            case Sent.Done ignored -> {
                var after = log.write(
                        run,
                        "chat-changed",
                        body(name, shown.effect()),
                        now -> now.with(name, now.place(name).shows(shown.effect())));
                yield done(name, after.place(name));
            }
            case Sent.Wait(var time) -> later(time);
            case Sent.Gone(var reason) -> anew(channel, name, run, shown, text, reason);
            case Sent.Failed(var problem) -> new Delivery.NotDelivered(problem);
        };
    }

    /** Says in a channel whose messages do not change what came of the last one; once, when the run asks nothing any more. */
    Delivery close(ChatChannel channel, String name, RunId run) {
        var shown = log.read(run);
        var told = shown.told();
        if (told.isEmpty()) {
            return done(name, shown.place(name));
        }
        var text = message(told.get(), shown.effect() + CLOSING, run, List.of());
        boolean asks = text.question().isPresent();
        boolean asked = told.get().approval().isPresent();
        if (asks || !asked || shown.place(name).sent().contains(text.effect())) {
            return done(name, shown.place(name));
        }
        return post(channel, name, told.get(), run, text, List.of());
    }

    private Delivery anew(
            ChatChannel channel, String name, RunId run, ShownMessages shown, RunMessage text, String reason) {
        log.write(
                run,
                "chat-lost",
                body(name, shown.effect()).with("reason", reason),
                now -> now.with(name, now.place(name).lost()));
        return post(channel, name, shown.told().orElseThrow(), run, text, text.mentions());
    }

    private RunMessage message(Message told, long effect, RunId run, List<String> mentions) {
        var current = ledger.run(run);
        return messages.of(told, effect, current, current.isPresent() ? ledger.entries(run) : List.of(), mentions);
    }

    private Delivery later(Duration time) {
        return new Delivery.Later(clock.instant().plus(time), "the channel takes it later");
    }

    private static Delivery done(String name, Place place) {
        return new Delivery.Delivered(Json.obj()
                .with("channel", name)
                .withOptional("message", place.id().orElse(null)));
    }

    private static Json.Obj body(String name, long effect) {
        return Json.obj().with("channel", name).with("effect", effect);
    }

    /** The problem of a channel that this host does not know. */
    static Delivery unknown(String name) {
        return new Delivery.NotDelivered(Problem.permanent("UnknownChannel", "this host has no channel " + name));
    }
}

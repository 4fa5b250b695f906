package io.nightshift.chat.slack;

import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One channel of a Slack workspace. The id of a message is {@code CHANNEL/TS}. A picture is in the thread of the first message. */
final class SlackChannel implements ChatChannel {

    private static final Set<String> GONE =
            Set.of("edit_window_closed", "message_not_found", "cant_update_message", "is_inactive", "thread_not_found");
    private static final Set<String> BUSY =
            Set.of("fatal_error", "internal_error", "service_unavailable", "request_timeout");
    private static final Duration CLOCKS = Duration.ofMinutes(2);
    private static final int HISTORY = 100;
    private static final int MOST_PAGES = 10;

    private final SlackApi api;
    private final String channel;
    private final SlackBlocks blocks;
    private final SlackRates rates;
    private final InstantSource clock;
    private final Consumer<String> trouble;

    SlackChannel(
            SlackApi api,
            String channel,
            SlackBlocks blocks,
            SlackRates rates,
            InstantSource clock,
            Consumer<String> trouble) {
        this.api = api;
        this.channel = channel;
        this.blocks = blocks;
        this.rates = rates;
        this.clock = clock;
        this.trouble = trouble;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Sent post(RunMessage message, Optional<String> thread) {
        var wait = rates.post(channel, channel + " " + message.token(), clock.instant());
        if (wait.isPresent()) {
            return new Sent.Wait(wait.get());
        }
        var body = (thread.isPresent() ? blocks.reply(message) : blocks.of(message))
                .with("channel", channel)
                .with("unfurl_links", false)
                .with("unfurl_media", false)
                .withOptional("thread_ts", thread.map(SlackChannel::ts).orElse(null));
        var sent = sent(api.send("chat.postMessage", body));
        if (thread.isEmpty() && sent instanceof Sent.Done(var id)) {
            message.picture()
                    .flatMap(picture -> new SlackUpload(api).show(picture, place(id), ts(id)))
                    .ifPresent(why -> trouble.accept("a picture is not shown in Slack: " + why));
        }
        return sent;
    }

    @Override
    public Sent change(String id, RunMessage message) {
        var wait = rates.change(clock.instant());
        if (wait.isPresent()) {
            return new Sent.Wait(wait.get());
        }
        return sent(api.send(
                "chat.update", blocks.of(message).with("channel", place(id)).with("ts", ts(id))));
    }

    private static Sent sent(SlackApi.Answer answer) {
        return switch (answer) {
            case SlackApi.Answer.Ok(var body) -> {
                try {
                    yield new Sent.Done(
                            body.at("channel").text() + "/" + body.at("ts").text());
                } catch (JsonException e) {
                    yield new Sent.Failed(Problem.uncertain("BadAnswer", "Slack names no message in its answer"));
                }
            }
            case SlackApi.Answer.Wait(var time) -> new Sent.Wait(time);
            case SlackApi.Answer.Refused(var error) when GONE.contains(error) -> new Sent.Gone(error);
            case SlackApi.Answer.Refused(var error) -> new Sent.Failed(problem(error));
            case SlackApi.Answer.Missed(var problem) -> new Sent.Failed(problem);
        };
    }

    private static Problem problem(String error) {
        return BUSY.contains(error)
                ? Problem.uncertain(error, "Slack failed: " + error)
                : Problem.permanent(error, "Slack refused the message: " + error);
    }

    /** Reads what was written since the worker began, and looks at the metadata. */
    @Override
    public Found find(RunMessage message, Optional<String> thread, Instant since) {
        var cursor = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            var fields = Map.of(
                    "channel",
                    channel,
                    "oldest",
                    Long.toString(since.minus(CLOCKS).getEpochSecond()),
                    "limit",
                    Integer.toString(HISTORY),
                    "include_all_metadata",
                    "true",
                    "cursor",
                    cursor,
                    "ts",
                    thread.map(SlackChannel::ts).orElse(""));
            var answer = api.read(thread.isPresent() ? "conversations.replies" : "conversations.history", fields);
            if (!(answer instanceof SlackApi.Answer.Ok(var body))) {
                return unknown(answer);
            }
            try {
                for (var one : body.at("messages").items()) {
                    if (isOf(one, message)) {
                        return new Found.Message(channel + "/" + one.at("ts").text());
                    }
                }
                cursor = body.at("response_metadata", "next_cursor").textOr("");
                if (cursor.isEmpty()) {
                    return new Found.Nothing();
                }
            } catch (JsonException e) {
                return new Found.Unknown(Problem.transientFault("BadAnswer", "the history of Slack cannot be read"));
            }
        }
        return new Found.Unknown(Problem.transientFault("TooMuch", "too many messages since then to look for one"));
    }

    private static Found unknown(SlackApi.Answer answer) {
        return switch (answer) {
            case SlackApi.Answer.Refused(var error) ->
                new Found.Unknown(Problem.permanent(
                        error, "Slack does not let this app read the channel, to find a message again: " + error));
            case SlackApi.Answer.Missed(var problem) -> new Found.Unknown(problem);
            default -> new Found.Unknown(Problem.transientFault("Throttled", "Slack throttles"));
        };
    }

    private static boolean isOf(View one, RunMessage message) throws JsonException {
        var payload = one.at("metadata", "event_payload");
        return one.at("metadata", "event_type").textOr("").equals("nightshift_message")
                && payload.at("run").textOr("").equals(message.run())
                && payload.at("effect").integerOr(-1) == message.effect();
    }

    /** Shows a text to one person only. */
    boolean whisper(String user, String place, String text) {
        var answer = api.send(
                "chat.postEphemeral",
                Json.obj().with("channel", place).with("user", user).with("text", SlackText.escaped(text)));
        return answer instanceof SlackApi.Answer.Ok;
    }

    private static String place(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    private static String ts(String id) {
        return id.substring(id.indexOf('/') + 1);
    }
}

package io.nightshift.chat.slack;

import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.message.PlainText;
import io.nightshift.core.json.Json;
import io.nightshift.entry.FunctionHost;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

/**
 * Answers commands to the person who gave them: by the {@code response_url}, which takes five answers in 30 minutes; or, if that is
 * gone, by a message that only that person sees. The URL is a credential, and is kept in memory only.
 */
public final class SlackReplies {

    private static final int LONGEST = 3_000;
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final List<String> hosts;
    private final WebClient web;
    private final List<SlackChannel> channels;
    private final FunctionHost host;

    /**
     * @param hosts the beginnings of URLs that are Slack's: {@code https://hooks.slack.com/}
     * @param channels by the first of which a person can be told something alone; none if there is no token
     */
    SlackReplies(List<String> hosts, WebClient web, List<SlackChannel> channels, FunctionHost host) {
        this.hosts = List.copyOf(hosts);
        this.web = web;
        this.channels = List.copyOf(channels);
        this.host = host;
    }

    void answer(ChatCommand command, String responseUrl, ChatReply reply) {
        if (!answer(responseUrl, reply)) {
            answer(command, reply);
        }
    }

    /** The same for a command whose process died. */
    public void answer(ChatCommand command, ChatReply reply) {
        boolean told = channels.stream()
                .limit(1)
                .anyMatch(channel -> channel.whisper(command.user(), command.place(), text(reply)));
        if (!told) {
            host.log(
                    "chat-answer-lost",
                    Json.obj().with("command", command.name()).with("by", command.person()));
        }
    }

    private static String text(ChatReply reply) {
        return PlainText.clipped(reply.text(), LONGEST - 200);
    }

    /** Reports whether it was taken. The signature covers the URL; it has to be Slack's besides. */
    boolean answer(String responseUrl, ChatReply reply) {
        if (hosts.stream().noneMatch(responseUrl::startsWith)) {
            return false;
        }
        try {
            var body = Json.obj()
                    .with("response_type", "ephemeral")
                    .with("replace_original", false)
                    .with("text", PlainText.clipped(SlackText.escaped(text(reply)), LONGEST));
            var request = HttpRequest.newBuilder(URI.create(responseUrl))
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
            return web.ask(request, LONGEST_ANSWER) instanceof HttpResult.Answered answered && answered.status() == 200;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

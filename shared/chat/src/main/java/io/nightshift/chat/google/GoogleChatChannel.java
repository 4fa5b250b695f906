package io.nightshift.chat.google;

import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import io.nightshift.entry.SecretStore;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One space of Google Chat. A message has an id of ours, so to post it again changes nothing.
 *
 * @see <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/spaces.messages/create">Google: create</a>
 */
final class GoogleChatChannel implements ChatChannel {

    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final Duration USUAL_WAIT = Duration.ofSeconds(10);
    private static final int LONGEST_ID = 63;

    private final URI base;
    private final String space;
    private final GoogleAccess access;
    private final GoogleCard card;
    private final WebClient web;

    GoogleChatChannel(URI base, String space, GoogleAccess access, GoogleCard card, WebClient web) {
        this.base = base;
        this.space = space;
        this.access = access;
        this.card = card;
        this.web = web;
    }

    @Override
    public boolean changes() {
        return true;
    }

    /** The thread is that of the run, whatever the first message's id is. */
    @Override
    public Sent post(RunMessage message, Optional<String> thread) {
        var id = clientId(message.token());
        var body = card.of(message).with("thread", Json.obj().with("threadKey", message.run()));
        var sent = send(
                "POST",
                "/v1/" + space + "/messages?messageId=" + id
                        + "&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD",
                body);
        return sent instanceof Sent.Done ? new Sent.Done(space + "/messages/" + id) : sent;
    }

    @Override
    public Sent change(String id, RunMessage message) {
        var sent = send("PATCH", "/v1/" + id + "?updateMask=cardsV2,text", card.of(message));
        return sent instanceof Sent.Done ? new Sent.Done(id) : sent;
    }

    /** Lower-case letters, digits and hyphens. */
    static String clientId(String token) {
        var plain = "client-" + token.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return plain.length() <= LONGEST_ID
                ? plain
                : plain.substring(0, LONGEST_ID - 17) + "-" + Sha256.hex(token).substring(0, 16);
    }

    private Sent send(String method, String path, Json.Obj body) {
        try {
            var token = access.token();
            if (token.isEmpty()) {
                return new Sent.Failed(Problem.transientFault("NoToken", "no access token for Google Chat"));
            }
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .header("Authorization", "Bearer " + token.get())
                    .header("Content-Type", "application/json; charset=utf-8")
                    .method(method, HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
            return sent(web.ask(request, LONGEST_ANSWER));
        } catch (SecretStore.UnreadableException e) {
            return new Sent.Failed(Problem.transientFault("NoKey", "the key of Google Chat could not be read"));
        }
    }

    private static Sent sent(HttpResult result) {
        return switch (result) {
            // 409: it was posted before, under the same id.
            case HttpResult.Answered answered
            when answered.status() == 200 || answered.status() == 409 -> new Sent.Done("");
            case HttpResult.Answered answered when answered.status() == 429 -> new Sent.Wait(wait(answered));
            case HttpResult.Answered answered when answered.status() == 404 -> new Sent.Gone("not found");
            case HttpResult.Answered answered -> new Sent.Failed(HttpRefusal.of("Google Chat", answered));
            case HttpResult.TooLong ignored -> new Sent.Done("");
            case HttpResult.Missed(var problem) -> new Sent.Failed(problem);
        };
    }

    private static Duration wait(HttpResult.Answered answered) {
        var after = answered.header("Retry-After").strip();
        return after.matches("[0-9]{1,5}") ? Duration.ofSeconds(Math.max(1, Long.parseLong(after))) : USUAL_WAIT;
    }
}

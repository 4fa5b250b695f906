package io.nightshift.chat.push;

import io.nightshift.chat.channel.ChatChannel;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.entry.SecretStore;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A channel that takes a JSON body at a URL and gives no id.
 *
 * @param name the service, human-readable
 * @param url read at each use; may be a secret
 */
public record PushChannel(String name, Supplier<String> url, Body body, boolean changes, WebClient web)
        implements ChatChannel {

    private static final int LONGEST_ANSWER = 64 * 1024;
    private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

    /** Makes the body; may read a secret. */
    interface Body {
        Json.Obj of(RunMessage message);
    }

    /** @param url that of a workflow */
    public static PushChannel teams(Supplier<String> url, WebClient web) {
        return new PushChannel("Teams", url, TeamsCard::envelope, false, web);
    }

    /** Its messages change: an event with the same key belongs to the same incident. */
    public static PushChannel pagerDuty(String url, Supplier<String> key, WebClient web) {
        return new PushChannel("PagerDuty", () -> url, message -> PagerDutyEvent.of(message, key.get()), true, web);
    }

    @Override
    public Sent post(RunMessage message, Optional<String> thread) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url.get()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            body.of(message).bytes()));
            return sent(web.ask(request, LONGEST_ANSWER), message.run());
        } catch (SecretStore.UnreadableException e) {
            return new Sent.Failed(Problem.transientFault("NoKey", "the secret of " + name + " could not be read"));
        } catch (IllegalArgumentException e) {
            return new Sent.Failed(Problem.permanent("BadUrl", "the URL of " + name + " is not a URL"));
        }
    }

    @Override
    public Sent change(String id, RunMessage message) {
        return changes ? post(message, Optional.empty()) : new Sent.Gone("messages of " + name + " do not change");
    }

    private Sent sent(HttpResult result, String run) {
        return switch (result) {
            case HttpResult.Answered answered when answered.status() / 100 == 2 -> new Sent.Done(run);
            case HttpResult.Answered answered when answered.status() == 429 -> new Sent.Wait(wait(answered));
            case HttpResult.Answered answered -> new Sent.Failed(HttpRefusal.of(name, answered));
            case HttpResult.TooLong(var status) when status / 100 == 2 -> new Sent.Done(run);
            case HttpResult.TooLong ignored ->
                new Sent.Failed(Problem.transientFault("TooLong", name + " answered at too great length"));
            case HttpResult.Missed(var problem) -> new Sent.Failed(problem);
        };
    }

    private static Duration wait(HttpResult.Answered answered) {
        var after = answered.header("Retry-After").strip();
        return after.matches("[0-9]{1,5}") ? Duration.ofSeconds(Math.max(1, Long.parseLong(after))) : USUAL_WAIT;
    }
}

package io.nightshift.chat.slack;

import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.entry.SecretStore;
import io.nightshift.web.HttpRefusal;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The calls of Slack's Web API that Nightshift makes. Slack answers errors with 200 and {@code ok: false}. */
final class SlackApi {

    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    private static final List<String> FILES = List.of("https://files.slack.com/", "https://files.slack-gov.com/");
    private static final Duration USUAL_WAIT = Duration.ofSeconds(30);

    private final URI base;
    private final Supplier<String> token;
    private final WebClient web;

    /**
     * @param base such as {@code https://slack.com/api}
     * @param token called at each call, so that a rotated one is used
     */
    SlackApi(URI base, Supplier<String> token, WebClient web) {
        this.base = base;
        this.token = token;
        this.web = web;
    }

    sealed interface Answer {
        record Ok(View body) implements Answer {}

        /** Slack's own word, such as {@code channel_not_found}. */
        record Refused(String error) implements Answer {}

        record Wait(Duration time) implements Answer {}

        record Missed(Problem problem) implements Answer {}
    }

    Answer send(String method, Json.Obj body) {
        return call(method, "application/json; charset=utf-8", body.bytes());
    }

    /** Methods that read take no JSON. */
    Answer read(String method, Map<String, String> fields) {
        var form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call(method, "application/x-www-form-urlencoded", form.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends a file to the address that Slack gave for it; the address itself is the permission.
     *
     * @return why it failed
     */
    Optional<String> upload(String url, byte[] file) {
        if (FILES.stream().noneMatch(url::startsWith)
                && !url.startsWith(base.getScheme() + "://" + base.getAuthority() + "/")) {
            return Optional.of("Slack named an address that is not its own");
        }
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/octet-stream")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(file));
            return web.ask(request, LONGEST_ANSWER) instanceof HttpResult.Answered answered && answered.status() == 200
                    ? Optional.empty()
                    : Optional.of("Slack did not take the file");
        } catch (IllegalArgumentException e) {
            return Optional.of("Slack named an address that is no URL");
        }
    }

    private Answer call(String method, String type, byte[] body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + "/" + method))
                    .header("Authorization", "Bearer " + token.get())
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            return answer(web.ask(request, LONGEST_ANSWER));
        } catch (SecretStore.UnreadableException e) {
            return new Answer.Missed(Problem.transientFault("NoKey", "the token of Slack could not be read"));
        } catch (IllegalArgumentException e) {
            // The text of the exception may repeat the token.
            return new Answer.Missed(
                    Problem.permanent("BadToken", "the token of Slack has characters that no header takes"));
        }
    }

    private static Answer answer(HttpResult result) {
        return switch (result) {
            case HttpResult.Answered answered when answered.status() == 429 -> new Answer.Wait(wait(answered));
            case HttpResult.Answered answered when answered.status() == 200 -> read(answered.body());
            case HttpResult.Answered answered -> {
                var problem = HttpRefusal.of("Slack", answered);
                // A gateway may have lost the answer of a call that worked.
                yield new Answer.Missed(
                        problem.retryable() ? Problem.uncertain(problem.code(), problem.message()) : problem);
            }
            case HttpResult.TooLong ignored ->
                new Answer.Missed(Problem.uncertain("TooLong", "Slack answered with more than 4 MiB"));
            case HttpResult.Missed(var problem) ->
                new Answer.Missed(new Problem(problem.code(), problem.message(), problem.retryable(), true));
        };
    }

    private static Duration wait(HttpResult.Answered answered) {
        var after = answered.header("Retry-After").strip();
        return after.matches("[0-9]{1,5}") ? Duration.ofSeconds(Math.max(1, Long.parseLong(after))) : USUAL_WAIT;
    }

    private static Answer read(byte[] body) {
        try {
            var view = View.of(Json.parse(body, JsonLimits.DEFAULT));
            if (view.at("ok").boolOr(false)) {
                return new Answer.Ok(view);
            }
            var error = view.at("error").textOr("");
            return error.equals("ratelimited") || error.equals("rate_limited")
                    ? new Answer.Wait(USUAL_WAIT)
                    : new Answer.Refused(error.matches("[a-z_]{1,60}") ? error : "unknown_error");
        } catch (JsonException e) {
            return new Answer.Missed(Problem.uncertain("BadAnswer", "the answer of Slack is not JSON"));
        }
    }
}

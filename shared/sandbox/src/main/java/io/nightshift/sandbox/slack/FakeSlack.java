package io.nightshift.sandbox.slack;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import io.nightshift.sandbox.wire.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Slack's Web API and its {@code response_url}s, as strict as the real ones: one post a second and channel, 50 changes a minute in the
 * workspace, errors as 200 with {@code ok: false}, limits of blocks, five answers in 30 minutes. Thread-safe.
 *
 * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Slack: rate limits</a>
 */
public final class FakeSlack implements WireServer.Service {

    private static final int CHANGES = 50;
    private static final int ANSWERS = 5;
    private static final Duration ANSWERS_COUNT = Duration.ofMinutes(30);

    private final InstantSource clock;
    private final String token;
    private final Map<String, SlackPost> posts = new TreeMap<>();
    private final Map<String, Deque<Instant>> postTimes = new HashMap<>();
    private final Deque<Instant> changes = new ArrayDeque<>();
    private final Map<String, ResponseUrl> responseUrls = new LinkedHashMap<>();
    private final List<Json.Obj> whispers = new ArrayList<>();
    private final Map<String, String> editErrors = new HashMap<>();
    private final List<SlackFile> files = new ArrayList<>();
    private final List<String> scopes = new ArrayList<>(List.of("chat:write", "files:write"));
    private long micros;

    /** @param token the bot token that calls must bring */
    public FakeSlack(InstantSource clock, String token) {
        this.clock = clock;
        this.token = token;
    }

    /** A message as it stands. */
    public record SlackPost(String channel, String ts, Optional<String> thread, Json.Obj body, int changes) {}

    /**
     * A file that was offered.
     *
     * @param bytes so many came
     * @param thread under which it is shown; empty as long as it is not
     */
    public record SlackFile(String name, int length, String altText, int bytes, String channel, String thread) {}

    private record ResponseUrl(Instant made, List<Json.Obj> answers) {}

    /** All messages, the oldest first. */
    public synchronized List<SlackPost> posts() {
        return List.copyOf(posts.values());
    }

    /** Those that are not in a thread. */
    public synchronized List<SlackPost> messages() {
        return posts.values().stream().filter(post -> post.thread().isEmpty()).toList();
    }

    public synchronized List<Json.Obj> whispers() {
        return List.copyOf(whispers);
    }

    public synchronized List<SlackFile> files() {
        return List.copyOf(files);
    }

    /** The app loses a scope. */
    public synchronized void without(String scope) {
        scopes.remove(scope);
    }

    /** A new address for answers to a command. */
    public synchronized String responseUrl(String base) {
        var path = "/commands/T0/" + responseUrls.size() + "/secret";
        responseUrls.put(path, new ResponseUrl(clock.instant(), new ArrayList<>()));
        return base + path;
    }

    /** The answers that came to it. */
    public synchronized List<Json.Obj> answers(String responseUrl) {
        return responseUrls.entrySet().stream()
                .filter(one -> responseUrl.endsWith(one.getKey()))
                .flatMap(one -> one.getValue().answers().stream())
                .toList();
    }

    /** From now on the message cannot be changed: {@code edit_window_closed}, {@code message_not_found}. */
    public synchronized void refuseChanges(String ts, String error) {
        editErrors.put(ts, error);
    }

    /** Somebody deletes the message. */
    public synchronized void delete(String ts) {
        posts.remove(ts);
    }

    @Override
    public synchronized WireReply answer(WireRequest request) {
        try {
            if (request.path().startsWith("/upload/v1/")) {
                return uploaded(request);
            }
            return request.path().startsWith("/commands/") ? response(request) : method(request);
        } catch (JsonException e) {
            return refused("invalid_json");
        }
    }

    private WireReply method(WireRequest request) throws JsonException {
        if (!request.method().equals("POST")) {
            return refused("method_not_supported_for_channel_type");
        }
        if (!request.header("Authorization").equals("Bearer " + token)) {
            return refused("invalid_auth");
        }
        var name = request.path().substring(request.path().lastIndexOf('/') + 1);
        return switch (name) {
            case "chat.postMessage" -> post(body(request));
            case "chat.update" -> change(body(request));
            case "chat.postEphemeral" -> whisper(body(request));
            case "conversations.history" -> history(request.form(), false);
            case "conversations.replies" -> history(request.form(), true);
            case "files.getUploadURLExternal" -> offer(request);
            case "files.completeUploadExternal" -> complete(body(request));
            default -> refused("unknown_method");
        };
    }

    /** Methods that write take JSON with a charset, or Slack warns. */
    private static View body(WireRequest request) throws JsonException {
        if (!request.header("Content-Type").equals("application/json; charset=utf-8")) {
            throw new JsonException("missing_charset");
        }
        return View.of(Json.parse(request.body(), JsonLimits.DEFAULT));
    }

    private WireReply post(View body) throws JsonException {
        var channel = body.at("channel").text();
        var times = postTimes.computeIfAbsent(channel, ignored -> new ArrayDeque<>());
        if (!times.isEmpty() && times.getLast().plusSeconds(1).isAfter(clock.instant())) {
            return throttled(1);
        }
        var thread = body.at("thread_ts").optionalText();
        if (thread.isPresent() && !posts.containsKey(thread.get())) {
            return refused("thread_not_found");
        }
        var fault = SlackLimits.fault(body);
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        times.addLast(clock.instant());
        var ts = clock.instant().getEpochSecond() + "." + "%06d".formatted(++micros % 1_000_000);
        posts.put(ts, new SlackPost(channel, ts, thread, body.object(), 0));
        return ok(Json.obj().with("channel", channel).with("ts", ts));
    }

    /** @see <a href="https://docs.slack.dev/reference/methods/files.getUploadURLExternal">files.getUploadURLExternal</a> */
    private WireReply offer(WireRequest request) {
        var form = request.form();
        if (!scopes.contains("files:write")) {
            return refused("missing_scope");
        }
        if (!form.containsKey("filename") || !form.getOrDefault("length", "").matches("[1-9][0-9]*")) {
            return refused("invalid_arguments");
        }
        files.add(new SlackFile(
                form.get("filename"),
                Integer.parseInt(form.get("length")),
                form.getOrDefault("alt_txt", ""),
                0,
                "",
                ""));
        var id = "F" + files.size();
        return ok(Json.obj()
                .with("upload_url", "http://" + request.header("Host") + "/upload/v1/" + id)
                .with("file_id", id));
    }

    private WireReply uploaded(WireRequest request) {
        int index = Integer.parseInt(request.path().substring("/upload/v1/F".length())) - 1;
        var file = files.get(index);
        if (request.body().length != file.length()
                || !request.header("Authorization").isEmpty()) {
            return WireReply.reply(400, "text/plain", "the length is another one");
        }
        files.set(index, new SlackFile(file.name(), file.length(), file.altText(), request.body().length, "", ""));
        return WireReply.reply(200, "text/plain", "OK - " + file.length());
    }

    private WireReply complete(View body) throws JsonException {
        var thread = body.at("thread_ts").text();
        if (!posts.containsKey(thread)) {
            return refused("thread_not_found");
        }
        for (var one : body.at("files").items()) {
            int index = Integer.parseInt(one.at("id").text().substring(1)) - 1;
            var file = files.get(index);
            if (file.bytes() == 0) {
                return refused("file_not_found");
            }
            files.set(
                    index,
                    new SlackFile(
                            file.name(),
                            file.length(),
                            file.altText(),
                            file.bytes(),
                            body.at("channel_id").text(),
                            thread));
        }
        return ok(Json.obj());
    }

    private WireReply change(View body) throws JsonException {
        var now = clock.instant();
        while (!changes.isEmpty() && !changes.getFirst().plusSeconds(60).isAfter(now)) {
            changes.removeFirst();
        }
        if (changes.size() >= CHANGES) {
            return throttled(
                    Duration.between(now, changes.getFirst().plusSeconds(60)).toSeconds());
        }
        var ts = body.at("ts").text();
        if (editErrors.containsKey(ts)) {
            return refused(editErrors.get(ts));
        }
        var before = posts.get(ts);
        if (before == null || !before.channel().equals(body.at("channel").text())) {
            return refused("message_not_found");
        }
        var fault = SlackLimits.fault(body);
        if (fault.isPresent()) {
            return refused(fault.get());
        }
        changes.addLast(now);
        posts.put(ts, new SlackPost(before.channel(), ts, before.thread(), body.object(), before.changes() + 1));
        return ok(Json.obj().with("channel", before.channel()).with("ts", ts));
    }

    private WireReply whisper(View body) throws JsonException {
        body.at("channel").nonBlank();
        body.at("user").nonBlank();
        whispers.add(body.object());
        return ok(Json.obj().with("message_ts", "1.0"));
    }

    private WireReply history(Map<String, String> form, boolean replies) {
        var oldest = Double.parseDouble(form.getOrDefault("oldest", "0"));
        boolean metadata = form.getOrDefault("include_all_metadata", "false").equals("true");
        var found = posts.values().stream()
                .filter(post -> post.channel().equals(form.getOrDefault("channel", "")))
                .filter(post -> Double.parseDouble(post.ts()) > oldest)
                .filter(post -> replies
                        ? post.ts().equals(form.get("ts"))
                                || post.thread()
                                        .filter(one -> one.equals(form.get("ts")))
                                        .isPresent()
                        : post.thread().isEmpty())
                .map(post -> Json.obj()
                        .with("ts", post.ts())
                        .with(
                                "metadata",
                                metadata && post.body().get("metadata") instanceof Json.Obj(var members)
                                        ? new Json.Obj(members)
                                        : Json.Obj.EMPTY))
                .toList();
        return ok(Json.obj().with("messages", Json.arr(found)));
    }

    private WireReply response(WireRequest request) throws JsonException {
        var url = responseUrls.get(request.path());
        if (url == null || clock.instant().isAfter(url.made().plus(ANSWERS_COUNT))) {
            return WireReply.reply(404, "text/plain", "expired_url");
        }
        if (url.answers().size() >= ANSWERS) {
            return WireReply.reply(404, "text/plain", "used_url");
        }
        url.answers()
                .add(View.of(Json.parse(request.body(), JsonLimits.DEFAULT)).object());
        return WireReply.reply(200, "text/plain", "ok");
    }

    private static WireReply throttled(long seconds) {
        return WireReply.json(429, Json.obj().with("ok", false).with("error", "ratelimited"))
                .with("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    private static WireReply refused(String error) {
        return WireReply.json(200, Json.obj().with("ok", false).with("error", error));
    }

    private static WireReply ok(Json.Obj more) {
        return WireReply.json(200, more.with("ok", true));
    }
}

package io.nightshift.chat.slack;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
import io.nightshift.api.FormFields;
import io.nightshift.chat.command.ChatCommand;
import io.nightshift.chat.command.ChatReply;
import io.nightshift.chat.command.CommandCenter;
import io.nightshift.chat.message.PlainText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code POST /slack/commands} and {@code POST /slack/interactions}. The signature is checked over the bytes as they came, before
 * anything reads them. The answer is sent when the command is in the ledger, and says so to the person alone; what came of it follows.
 */
public final class SlackRoutes implements ApiRoutes {

    private static final String COMMANDS = "/slack/commands";
    private static final String INTERACTIONS = "/slack/interactions";
    private static final Set<String> PATHS = Set.of(COMMANDS, INTERACTIONS);

    /** A button brings the whole message with it. */
    private static final int MOST_BYTES = 256 * 1024;

    private static final int LONGEST_COMMAND = 2_000;
    private static final int MOST_WORDS = 60;

    private final SlackRequests requests;
    private final SecretStore secrets;
    private final Supplier<Policy> policy;
    private final CommandCenter center;
    private final SlackReplies replies;
    private final FunctionHost host;
    private final boolean inline;

    /** @param inline whether the answer holds the reply, because nothing runs after it */
    public SlackRoutes(
            SlackRequests requests,
            SecretStore secrets,
            Supplier<Policy> policy,
            CommandCenter center,
            SlackReplies replies,
            FunctionHost host,
            boolean inline) {
        this.inline = inline;
        this.requests = requests;
        this.secrets = secrets;
        this.policy = policy;
        this.center = center;
        this.replies = replies;
        this.host = host;
    }

    @Override
    public boolean serves(ApiRequest request) {
        return PATHS.contains(request.path());
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        if (!request.method().equals("POST")) {
            return ApiResponse.notAllowed("Slack sends by POST", "POST");
        }
        var body = request.body().read(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return refused(413, "it is longer than " + MOST_BYTES + " bytes");
        }
        var timestamp = request.header("X-Slack-Request-Timestamp");
        var refusal = SlackRequests.signature(requests.secret().value(secrets))
                .refusal(body, timestamp, request.header("X-Slack-Signature"), host.instant());
        if (refusal.isPresent()) {
            return refused(401, refusal.get());
        }
        var text = utf8(body);
        if (text.isEmpty()) {
            return refused(400, "it is not UTF-8");
        }
        var id = Sha256.hex("slack\n" + timestamp + "\n" + text.get());
        var fields = FormFields.of(text.get());
        try {
            return request.path().equals(COMMANDS) ? command(id, fields) : interaction(id, fields);
        } catch (JsonException e) {
            return refused(400, "its payload cannot be read");
        }
    }

    private static Optional<String> utf8(byte[] body) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private ApiResponse command(String id, Map<String, String> fields) {
        var team = fields.getOrDefault("team_id", "");
        var sender = new SlackSender(
                fields.getOrDefault("api_app_id", ""),
                team,
                fields.getOrDefault("user_id", ""),
                fields.getOrDefault("user_team_id", team),
                fields.getOrDefault("channel_id", ""));
        var words = words(fields.getOrDefault("text", ""));
        return take(
                id,
                sender,
                words,
                fields.getOrDefault("response_url", ""),
                "Taken: /nightshift " + String.join(" ", words));
    }

    private static List<String> words(String text) {
        return Stream.of(PlainText.of(text, LONGEST_COMMAND).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }

    private ApiResponse interaction(String id, Map<String, String> fields) throws JsonException {
        var payload = View.of(Json.parse(fields.getOrDefault("payload", ""), JsonLimits.DEFAULT));
        if (!payload.at("type").textOr("").equals("block_actions")) {
            return ApiResponse.of(200, "application/json", new byte[0]);
        }
        var sender = SlackSender.ofPayload(payload);
        var pressed = payload.at("actions").at(0);
        var verb = SlackRequests.command(pressed.at("action_id").textOr(""));
        if (verb.isEmpty()) {
            return ApiResponse.of(200, "application/json", new byte[0]);
        }
        var value = words(pressed.at("value").textOr(""));
        // The plan is for answers; an abort names the run alone.
        var arguments = verb.get().equals("abort") ? value.stream().limit(1).toList() : value;
        var words = Stream.concat(Stream.of(verb.get()), arguments.stream()).toList();
        return take(id, sender, words, payload.at("response_url").textOr(""), "");
    }

    /** @param said the acknowledgement; empty for a button, which needs none */
    private ApiResponse take(String id, SlackSender sender, List<String> words, String responseUrl, String said) {
        var refusal = sender.refusal(requests.app(), requests.team());
        if (refusal.isPresent()) {
            return refused(403, refusal.get());
        }
        var person = policy.get().person(Person::slack, sender.user());
        if (person.isEmpty()) {
            host.log("refused", Json.obj().with("reason", "a Slack user whom the policy does not name"));
            return said.isEmpty() ? unknownPresser(sender, responseUrl) : whisper(notNamed(sender));
        }
        var command = new ChatCommand(
                id, "Slack", person.get().name(), sender.user(), sender.channel(), words, host.instant());
        if (inline) {
            return inline(command, responseUrl, said);
        }
        return switch (center.take(command, reply -> replies.answer(command, responseUrl, reply))) {
            case ACCEPTED -> said.isEmpty() ? ApiResponse.of(200, "application/json", new byte[0]) : whisper(said);
            case REPLAYED -> refused(409, "it was sent before");
        };
    }

    /** A function is frozen after its answer: the reply is the answer. A press has none, and is told by its URL. */
    private ApiResponse inline(ChatCommand command, String responseUrl, String said) {
        var reply = center.takeNow(command);
        if (reply.isEmpty()) {
            return refused(409, "it was sent before");
        }
        if (said.isEmpty()) {
            replies.answer(command, responseUrl, reply.get());
            return ApiResponse.of(200, "application/json", new byte[0]);
        }
        return whisper(reply.get().text());
    }

    private ApiResponse unknownPresser(SlackSender sender, String responseUrl) {
        replies.answer(responseUrl, ChatReply.refused(notNamed(sender)));
        return ApiResponse.of(200, "application/json", new byte[0]);
    }

    private static String notNamed(SlackSender sender) {
        return "Your Slack id " + PlainText.of(sender.user(), 30)
                + " is not in people: of the policy, so you can command nothing here.";
    }

    private static ApiResponse whisper(String text) {
        return ApiResponse.json(
                200,
                Json.obj()
                        .with("response_type", "ephemeral")
                        .with("text", PlainText.clipped(SlackText.escaped(text), 3_000)));
    }

    private ApiResponse refused(int status, String why) {
        host.log("refused", Json.obj().with("reason", "a request as of Slack: " + why));
        return ApiResponse.error(status, "refused: " + why);
    }
}

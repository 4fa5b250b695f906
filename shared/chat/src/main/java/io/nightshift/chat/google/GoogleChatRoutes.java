package io.nightshift.chat.google;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.ApiRoutes;
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
import io.nightshift.policy.Person;
import io.nightshift.policy.Policy;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code POST /google-chat}: messages and buttons of Google Chat, of add-ons and of older apps. The answer is the reply to the
 * command, for the person alone; Google waits 30 seconds for it.
 */
public final class GoogleChatRoutes implements ApiRoutes {

    static final String PATH = "/google-chat";

    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_COMMAND = 2_000;
    private static final int MOST_WORDS = 60;

    private final GoogleTokens tokens;
    private final Supplier<Policy> policy;
    private final CommandCenter center;
    private final FunctionHost host;

    GoogleChatRoutes(GoogleTokens tokens, Supplier<Policy> policy, CommandCenter center, FunctionHost host) {
        this.tokens = tokens;
        this.policy = policy;
        this.center = center;
        this.host = host;
    }

    @Override
    public boolean serves(ApiRequest request) {
        return request.path().equals(PATH);
    }

    @Override
    public ApiResponse answer(ApiRequest request) throws IOException {
        if (!request.method().equals("POST")) {
            return ApiResponse.notAllowed("Google Chat sends by POST", "POST");
        }
        var refusal = tokens.refusal(request.header("Authorization"));
        if (refusal.isPresent()) {
            return refused(401, refusal.get());
        }
        var body = request.body().read(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return refused(413, "it is longer than " + MOST_BYTES + " bytes");
        }
        try {
            return event(
                    Sha256.hex("google\n" + HexFormat.of().formatHex(body)),
                    View.of(Json.parse(body, JsonLimits.DEFAULT)));
        } catch (JsonException e) {
            return refused(400, "its event cannot be read");
        }
    }

    /** An event of either form. */
    private record Event(boolean addOn, String user, String space, List<String> words) {}

    private ApiResponse event(String id, View json) throws JsonException {
        var event = json.at("chat").exists() ? ofAddOn(json) : ofApp(json);
        if (event.words().isEmpty()) {
            return reply(event, ChatReply.of("/nightshift help lists the commands."));
        }
        var person = policy.get().person(Person::google, event.user());
        if (person.isEmpty()) {
            host.log("refused", Json.obj().with("reason", "a Google user whom the policy does not name"));
            return reply(
                    event,
                    ChatReply.refused("Your Google id " + PlainText.of(event.user(), 60)
                            + " is not in people: of the policy, so you can command nothing here."));
        }
        var command = new ChatCommand(
                id, "Google Chat", person.get().name(), event.user(), event.space(), event.words(), host.instant());
        var done = center.takeNow(command);
        return done.isPresent() ? reply(event, done.get()) : refused(409, "it was sent before");
    }

    private static Event ofAddOn(View json) throws JsonException {
        var chat = json.at("chat");
        var pressed = chat.at("buttonClickedPayload").exists();
        var words = pressed
                ? pressed(json.at("commonEventObject", "parameters"))
                : words(
                        chat.at("messagePayload", "message").exists()
                                ? text(chat.at("messagePayload", "message"))
                                : text(chat.at("appCommandPayload", "message")));
        var space = (pressed ? chat.at("buttonClickedPayload") : chat.at("messagePayload"))
                .at("space", "name")
                .textOr("");
        return new Event(true, chat.at("user", "name").textOr(""), space, words);
    }

    private static Event ofApp(View json) throws JsonException {
        var words = switch (json.at("type").textOr("")) {
            case "MESSAGE" -> words(text(json.at("message")));
            case "CARD_CLICKED" -> pressed(json.at("common", "parameters"));
            default -> List.<String>of();
        };
        return new Event(
                false,
                json.at("user", "name").textOr(""),
                json.at("space", "name").textOr(""),
                words);
    }

    private static String text(View message) throws JsonException {
        return message.at("argumentText").textOr(message.at("text").textOr(""));
    }

    private static List<String> words(String text) {
        return Stream.of(PlainText.of(text, LONGEST_COMMAND).split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.equals("/nightshift"))
                .limit(MOST_WORDS)
                .toList();
    }

    private static List<String> pressed(View parameters) throws JsonException {
        var verb = parameters.at("verb").textOr("");
        var run = parameters.at("run").textOr("");
        return switch (verb) {
            case "approve", "reject", "extend" ->
                List.of(verb, run, parameters.at("plan").textOr(""));
            case "abort" -> List.of(verb, run);
            default -> List.of();
        };
    }

    /** Text in Google Chat reads markup: a reply is a card, which is escaped. */
    private static ApiResponse reply(Event event, ChatReply reply) {
        var message =
                GoogleReply.of(reply).with("privateMessageViewer", Json.obj().with("name", event.user()));
        return ApiResponse.json(
                200,
                event.addOn()
                        ? Json.obj()
                                .with(
                                        "hostAppDataAction",
                                        Json.obj()
                                                .with(
                                                        "chatDataAction",
                                                        Json.obj()
                                                                .with(
                                                                        "createMessageAction",
                                                                        Json.obj()
                                                                                .with("message", message))))
                        : message);
    }

    private ApiResponse refused(int status, String why) {
        host.log("refused", Json.obj().with("reason", "a request as of Google Chat: " + why));
        return ApiResponse.error(status, "refused: " + why);
    }
}

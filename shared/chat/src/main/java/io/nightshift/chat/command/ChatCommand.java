package io.nightshift.chat.command;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;

/**
 * A command that came from a chat, from a person whom the policy names.
 *
 * @param id the same for the same command, however often it is sent
 * @param via the chat: {@code Slack}, {@code Google Chat}
 * @param person the name of the person in the policy
 * @param user their id in the chat
 * @param place the channel or space in which the command was given
 * @param words the command and its arguments
 */
public record ChatCommand(
        String id, String via, String person, String user, String place, List<String> words, Instant at) {

    public ChatCommand {
        words = List.copyOf(words);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("id", id)
                .with("via", via)
                .with("person", person)
                .with("user", user)
                .with("place", place)
                .with("words", Json.strings(words))
                .with("at", at.toString());
    }

    static ChatCommand fromJson(View json) throws JsonException {
        return new ChatCommand(
                json.at("id").text(),
                json.at("via").text(),
                json.at("person").text(),
                json.at("user").text(),
                json.at("place").text(),
                json.at("words").strings(),
                json.at("at").instant());
    }

    public String name() {
        return words.isEmpty() ? "help" : words.getFirst();
    }

    public List<String> arguments() {
        return words.isEmpty() ? List.of() : words.subList(1, words.size());
    }
}

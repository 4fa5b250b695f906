package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;

/**
 * A message for approvers or on-call. Plain text throughout: each channel escapes it for its own markup.
 *
 * @param channel the channel's name in the policy
 * @param urgency whether it may wake someone
 */
public record Message(String channel, Urgency urgency, String title, List<String> lines) {

    public Message {
        lines = List.copyOf(lines);
    }

    /** {@code PAGE} wakes a human; {@code INFO} waits until morning. */
    public enum Urgency {
        INFO,
        PAGE
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("channel", channel)
                .with("urgency", urgency.name())
                .with("title", title)
                .with("lines", Json.strings(lines));
    }

    public static Message fromJson(View json) throws JsonException {
        var lines = new ArrayList<String>();
        for (var line : json.at("lines").items()) {
            lines.add(line.text());
        }
        return new Message(
                json.at("channel").text(),
                Urgency.valueOf(json.at("urgency").text()),
                json.at("title").text(),
                lines);
    }
}

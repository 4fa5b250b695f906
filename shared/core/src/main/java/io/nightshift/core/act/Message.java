package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A message for approvers or on-call. Plain text throughout: each channel escapes it for its own markup.
 *
 * @param channel the channel's name in the policy
 * @param urgency whether it may wake someone
 * @param lines the text; if the message asks for approval, the last lines say so, too
 * @param question what it asks for, if it asks for approval
 */
public record Message(
        String channel, Urgency urgency, String title, List<String> lines, Optional<ApprovalRequest> question) {

    public Message {
        lines = List.copyOf(lines);
    }

    public Message(String channel, Urgency urgency, String title, List<String> lines) {
        this(channel, urgency, title, lines, Optional.empty());
    }

    /** {@code PAGE} wakes a human; {@code INFO} waits until morning. */
    public enum Urgency {
        INFO,
        PAGE
    }

    /** The same message, which asks for approval. */
    public Message asking(ApprovalRequest request) {
        return with(request.lines(), Optional.of(request));
    }

    /** The same message with more lines. */
    public Message with(List<String> more) {
        return with(more, question);
    }

    private Message with(List<String> more, Optional<ApprovalRequest> asked) {
        return new Message(
                channel,
                urgency,
                title,
                Stream.concat(lines.stream(), more.stream()).toList(),
                asked);
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("channel", channel)
                .with("urgency", urgency.name())
                .with("title", title)
                .with("lines", Json.strings(lines));
        return question.map(asked -> json.with("question", asked.toJson())).orElse(json);
    }

    public static Message fromJson(View json) throws JsonException {
        var question = json.at("question");
        return new Message(
                json.at("channel").text(),
                json.at("urgency").constant(Urgency.class),
                json.at("title").text(),
                json.at("lines").strings(),
                question.exists() ? Optional.of(ApprovalRequest.fromJson(question)) : Optional.empty());
    }
}

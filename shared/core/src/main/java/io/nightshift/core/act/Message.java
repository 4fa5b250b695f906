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
 * @param lines the text; if the message asks for approval, they say so, too
 * @param approval the approval that it asks for, if it asks for one
 * @param about what was reported, for machines; empty if no signal is behind it
 */
public record Message(
        String channel,
        Urgency urgency,
        String title,
        List<String> lines,
        Optional<ApprovalRequest> approval,
        Json.Obj about) {

    public Message {
        lines = List.copyOf(lines);
    }

    public Message(String channel, Urgency urgency, String title, List<String> lines) {
        this(channel, urgency, title, lines, Optional.empty(), Json.Obj.EMPTY);
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
        return with(more, approval);
    }

    /** The same message about that signal. */
    public Message about(Json.Obj signal) {
        return new Message(channel, urgency, title, lines, approval, signal);
    }

    /** The same message for another channel. */
    public Message to(String other) {
        return new Message(other, urgency, title, lines, approval, about);
    }

    private Message with(List<String> more, Optional<ApprovalRequest> asked) {
        return new Message(
                channel,
                urgency,
                title,
                Stream.concat(lines.stream(), more.stream()).toList(),
                asked,
                about);
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("channel", channel)
                .with("urgency", urgency.name())
                .with("title", title)
                .with("lines", Json.strings(lines));
        json = about.members().isEmpty() ? json : json.with("about", about);
        return withApproval(json);
    }

    private Json.Obj withApproval(Json.Obj json) {
        return approval.map(asked -> json.with("approval", asked.toJson())).orElse(json);
    }

    public static Message fromJson(View json) throws JsonException {
        var asked = json.at("approval");
        var about = json.at("about");
        return new Message(
                json.at("channel").text(),
                json.at("urgency").constant(Urgency.class),
                json.at("title").text(),
                json.at("lines").strings(),
                asked.exists() ? Optional.of(ApprovalRequest.fromJson(asked)) : Optional.empty(),
                about.exists() ? about.object() : Json.Obj.EMPTY);
    }
}

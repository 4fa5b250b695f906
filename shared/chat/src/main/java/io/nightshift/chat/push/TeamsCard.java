package io.nightshift.chat.push;

import io.nightshift.chat.message.PlainText;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as an Adaptive Card 1.5. A {@code TextBlock} reads Markdown, so all text is in {@code TextRun}s, which read nothing.
 *
 * @see <a href="https://adaptivecards.io/explorer/AdaptiveCard.html">Adaptive Cards</a>
 */
final class TeamsCard {

    /** A message has 28 KB. */
    private static final int LONGEST = 9_000;

    private static final int LONGEST_LINE = 800;

    private TeamsCard() {}

    /** The body of a call of a workflow. */
    static Json.Obj envelope(RunMessage message) {
        var attachment = Json.obj()
                .with("contentType", "application/vnd.microsoft.card.adaptive")
                .with("content", card(message));
        return Json.obj().with("type", "message").with("attachments", Json.arr(attachment));
    }

    static Json.Obj card(RunMessage message) {
        var body = new ArrayList<Json.Obj>();
        body.add(line(List.of(run(PlainText.clipped(message.title(), 200))
                .with("size", "Large")
                .with("weight", "Bolder"))));
        message.context().stream()
                .limit(10)
                .forEach(detail ->
                        body.add(line(List.of(run(detail.name() + ": ").with("isSubtle", true), run(detail.value())))));
        int left = LONGEST;
        for (var part : message.parts()) {
            left = add(body, part.heading(), part.lines(), left);
        }
        add(body, "Answers", message.answers(), left);
        message.question()
                .ifPresent(asked -> add(
                        body,
                        "Question",
                        List.of(
                                asked.plan(),
                                asked.given().size() + " of " + asked.needed() + " agreed. Until "
                                        + RunMessages.time(asked.expiresAt())
                                        + ". Answer in the console, in another chat, or by your own link."),
                        2_000));
        var card = Json.obj()
                .with("type", "AdaptiveCard")
                .with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .with("version", "1.5")
                .with("fallbackText", PlainText.clipped(message.title(), 200))
                .with("body", Json.arr(body));
        return message.links().isEmpty() ? card : card.with("actions", Json.arr(actions(message)));
    }

    private static List<Json.Obj> actions(RunMessage message) {
        return message.links().stream()
                .limit(4)
                .map(link -> Json.obj()
                        .with("type", "Action.OpenUrl")
                        .with("title", PlainText.clipped(link.label(), 60))
                        .with("url", link.url()))
                .toList();
    }

    private static int add(List<Json.Obj> body, String heading, List<String> lines, int left) {
        if (lines.isEmpty()) {
            return left;
        }
        body.add(line(List.of(run(heading).with("weight", "Bolder"))).with("spacing", "Medium"));
        int room = left;
        for (var line : lines) {
            var text = PlainText.clipped(line, LONGEST_LINE);
            if (room < text.length()) {
                body.add(line(List.of(run("… the rest is in the run"))));
                return room;
            }
            room -= text.length();
            body.add(line(List.of(run(text))));
        }
        return room;
    }

    private static Json.Obj line(List<Json.Obj> runs) {
        return Json.obj().with("type", "RichTextBlock").with("inlines", Json.arr(runs));
    }

    private static Json.Obj run(String text) {
        return Json.obj().with("type", "TextRun").with("text", text);
    }
}

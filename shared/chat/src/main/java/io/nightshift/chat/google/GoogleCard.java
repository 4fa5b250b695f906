package io.nightshift.chat.google;

import io.nightshift.chat.message.PlainText;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessage.Question;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.json.Json;
import io.nightshift.text.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as a card of Google Chat. Cards read some HTML, so foreign text is escaped; the text beside the card, which reads markup
 * and mentions, holds only mentions of people whom the policy names.
 *
 * @param users the resource names of Google users, by the names of people
 * @param endpoint the URL to which buttons lead; empty for no buttons
 * @see <a href="https://developers.google.com/workspace/chat/api/reference/rest/v1/cards">Google: cards v2</a>
 */
record GoogleCard(Map<String, String> users, String endpoint) {

    /** A message has 32 KB; the rest of it is keys. */
    private static final int LONGEST = 14_000;

    private static final int LONGEST_LINE = 800;

    Json.Obj of(RunMessage message) {
        var sections = new ArrayList<Json.Obj>();
        if (!message.context().isEmpty()) {
            sections.add(section(
                    "",
                    message.context().stream().limit(10).map(GoogleCard::detail).toList()));
        }
        int left = LONGEST;
        for (var part : message.parts()) {
            left = add(sections, part.heading(), part.lines(), left);
        }
        add(sections, "Answers", message.answers(), left);
        message.question().ifPresent(asked -> sections.add(question(message, asked)));
        if (!message.links().isEmpty()) {
            sections.add(section(
                    "",
                    List.of(buttons(
                            message.links().stream().map(GoogleCard::link).toList()))));
        }
        var card = Json.obj()
                .with("header", Json.obj().with("title", PlainText.clipped(message.title(), 200)))
                .with("sections", Json.arr(sections));
        var json = Json.obj()
                .with(
                        "cardsV2",
                        Json.arr(Json.obj().with("cardId", "nightshift").with("card", card)));
        var mentions = mentions(message);
        return mentions.isEmpty() ? json : json.with("text", mentions);
    }

    private String mentions(RunMessage message) {
        return String.join(
                " ",
                message.mentions().stream()
                        .filter(users::containsKey)
                        .map(name -> "<" + users.get(name) + ">")
                        .toList());
    }

    private static Json.Obj detail(RunMessage.Detail detail) {
        return Json.obj()
                .with(
                        "decoratedText",
                        Json.obj()
                                .with("topLabel", HtmlText.text(detail.name()))
                                .with("text", HtmlText.text(detail.value()))
                                .with("wrapText", true));
    }

    private static int add(List<Json.Obj> sections, String heading, List<String> lines, int left) {
        if (lines.isEmpty()) {
            return left;
        }
        int room = left;
        var shown = new ArrayList<String>();
        for (var line : lines) {
            var text = HtmlText.text(PlainText.clipped(line, LONGEST_LINE));
            if (room < text.length()) {
                shown.add("… the rest is in the run");
                break;
            }
            room -= text.length();
            shown.add(text);
        }
        sections.add(section(heading, List.of(paragraph(String.join("<br>", shown)))));
        return room;
    }

    private Json.Obj question(RunMessage message, Question asked) {
        var text = paragraph(
                "<b>" + HtmlText.text(asked.plan()) + "</b><br>" + asked.given().size() + " of " + asked.needed()
                        + " agreed. Until " + RunMessages.time(asked.expiresAt()) + ".");
        var widgets = new ArrayList<Json.Obj>(List.of(text));
        if (!endpoint.isEmpty()) {
            widgets.add(buttons(List.of(
                    press(message, asked, "Approve", "approve"),
                    press(message, asked, "Reject", "reject"),
                    press(message, asked, "Extend", "extend"),
                    press(message, asked, "Abort the run", "abort"))));
        }
        return section("Question", widgets);
    }

    private Json.Obj press(RunMessage message, Question asked, String label, String verb) {
        var action = Json.obj()
                .with("function", endpoint)
                .with(
                        "parameters",
                        Json.arr(
                                parameter("verb", verb),
                                parameter("run", message.run()),
                                parameter("plan", asked.planHash())));
        return Json.obj().with("text", label).with("onClick", Json.obj().with("action", action));
    }

    private static Json.Obj parameter(String key, String value) {
        return Json.obj().with("key", key).with("value", value);
    }

    private static Json.Obj link(RunMessage.Link link) {
        return Json.obj()
                .with("text", PlainText.clipped(link.label(), 60))
                .with("onClick", Json.obj().with("openLink", Json.obj().with("url", link.url())));
    }

    private static Json.Obj buttons(List<Json.Obj> buttons) {
        return Json.obj().with("buttonList", Json.obj().with("buttons", Json.arr(buttons)));
    }

    private static Json.Obj paragraph(String html) {
        return Json.obj().with("textParagraph", Json.obj().with("text", html));
    }

    private static Json.Obj section(String header, List<Json.Obj> widgets) {
        var section = Json.obj().with("widgets", Json.arr(widgets));
        return header.isEmpty() ? section : section.with("header", HtmlText.text(header));
    }
}

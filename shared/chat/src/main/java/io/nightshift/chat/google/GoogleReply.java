package io.nightshift.chat.google;

import io.nightshift.chat.command.ChatReply;
import io.nightshift.core.json.Json;
import io.nightshift.text.HtmlText;
import java.util.stream.Collectors;

/** The reply to a command as a card. */
final class GoogleReply {

    private static final int LONGEST = 14_000;

    private GoogleReply() {}

    static Json.Obj of(ChatReply reply) {
        var text = reply.lines().stream().map(HtmlText::text).collect(Collectors.joining("<br>"));
        var shown = text.length() <= LONGEST ? text : "That is too long to show here; see the run.";
        var widget = Json.obj().with("textParagraph", Json.obj().with("text", shown));
        var card = Json.obj().with("sections", Json.arr(Json.obj().with("widgets", Json.arr(widget))));
        return Json.obj()
                .with("cardsV2", Json.arr(Json.obj().with("cardId", "reply").with("card", card)));
    }
}

package io.nightshift.chat.slack;

import io.nightshift.chat.message.PlainText;
import io.nightshift.core.json.Json;

/**
 * Text as Slack takes it. Escaping stops mentions and links; only {@code plain_text} and {@code rich_text} stop markup, too.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Slack: formatting</a>
 */
final class SlackText {

    private SlackText() {}

    /** For the top-level {@code text} of a message, which notifications show. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static Json.Obj plain(String text, int longest) {
        var shown = text.isBlank() ? "-" : PlainText.clipped(text, longest);
        return Json.obj().with("type", "plain_text").with("text", shown).with("emoji", false);
    }

    /** An element of {@code rich_text}; Slack reads nothing in it. */
    static Json.Obj rich(String text) {
        return Json.obj().with("type", "text").with("text", text);
    }

    static Json.Obj bold(String text) {
        return rich(text).with("style", Json.obj().with("bold", true));
    }

    static Json.Obj link(String url, String label) {
        return Json.obj().with("type", "link").with("url", url).with("text", label);
    }

    static Json.Obj user(String id) {
        return Json.obj().with("type", "user").with("user_id", id);
    }
}

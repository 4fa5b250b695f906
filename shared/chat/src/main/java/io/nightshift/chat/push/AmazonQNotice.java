package io.nightshift.chat.push;

import io.nightshift.chat.message.PlainText;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.json.Json;
import java.util.ArrayList;
import java.util.Locale;

/**
 * A message as a custom notification, which Amazon Q Developer in chat applications shows. It reads Markdown: foreign text is escaped.
 *
 * @see <a href="https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html">AWS: custom notifications</a>
 */
final class AmazonQNotice {

    private static final int LONGEST = 8_000;
    private static final int LONGEST_TITLE = 250;

    private AmazonQNotice() {}

    static Json.Obj of(RunMessage message) {
        var text = new StringBuilder();
        for (var part : message.parts()) {
            if (!part.lines().isEmpty()) {
                text.append("*").append(part.heading()).append("*\n");
                part.lines()
                        .forEach(line -> text.append(escaped(PlainText.clipped(line, 800)))
                                .append('\n'));
            }
        }
        message.answers().forEach(answer -> text.append(escaped(answer)).append('\n'));
        message.question()
                .ifPresent(asked -> text.append(
                                escaped(asked.plan() + " Until " + RunMessages.time(asked.expiresAt()) + "."))
                        .append('\n'));
        var steps = new ArrayList<String>();
        message.links().forEach(link -> steps.add("<" + link.url() + "|" + link.label() + ">"));
        var content = Json.obj()
                .with("textType", "client-markdown")
                .with("title", PlainText.clipped(escaped(message.title()), LONGEST_TITLE))
                .with("description", PlainText.clipped(text.isEmpty() ? "No details." : text.toString(), LONGEST));
        return Json.obj()
                .with("version", "1.0")
                .with("source", "custom")
                .with("content", steps.isEmpty() ? content : content.with("nextSteps", Json.strings(steps)))
                .with(
                        "metadata",
                        Json.obj()
                                .with("threadId", message.run())
                                .with("summary", PlainText.clipped(escaped(message.title()), LONGEST_TITLE))
                                .with("eventType", message.level().name().toLowerCase(Locale.ROOT)));
    }

    /** As in Slack, and a look-alike in place of each sign of markup: Markdown of the chat has no escape. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('*', '∗')
                .replace('_', 'ˍ')
                .replace('`', 'ʹ')
                .replace('~', '∼')
                .replace('[', '［')
                .replace(']', '］')
                .replace("@", "@\u200b");
    }
}

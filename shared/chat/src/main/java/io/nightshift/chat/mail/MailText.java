package io.nightshift.chat.mail;

import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.text.HtmlText;

/** A message as the text and the HTML of a mail. */
final class MailText {

    private MailText() {}

    static String text(RunMessage message) {
        var text = new StringBuilder(message.title()).append("\n\n");
        message.context()
                .forEach(detail -> text.append(detail.name())
                        .append(": ")
                        .append(detail.value())
                        .append('\n'));
        for (var part : message.parts()) {
            lines(text, part.heading(), part);
        }
        lines(text, "Answers", new RunMessage.Part("Answers", message.answers()));
        message.question()
                .ifPresent(asked -> text.append("\nQuestion\n  ")
                        .append(asked.plan())
                        .append("\n  ")
                        .append(agreed(asked))
                        .append('\n'));
        message.links()
                .forEach(link -> text.append('\n')
                        .append(link.label())
                        .append(":\n  ")
                        .append(link.url())
                        .append('\n'));
        return text.toString().replace("\n", "\r\n");
    }

    private static void lines(StringBuilder text, String heading, RunMessage.Part part) {
        if (!part.lines().isEmpty()) {
            text.append('\n').append(heading).append('\n');
            part.lines().forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static String agreed(RunMessage.Question asked) {
        return asked.given().size() + " of " + asked.needed() + " agreed. Until " + RunMessages.time(asked.expiresAt())
                + "; then the answer is no.";
    }

    static String html(RunMessage message) {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><body style=\"font:16px sans-serif\">\n<h1>")
                .append(HtmlText.text(message.title()))
                .append("</h1>\n<table>\n");
        message.context()
                .forEach(detail -> html.append("<tr><th align=\"left\">")
                        .append(HtmlText.text(detail.name()))
                        .append("</th><td>")
                        .append(HtmlText.text(detail.value()))
                        .append("</td></tr>\n"));
        html.append("</table>\n");
        message.parts().forEach(part -> list(html, part));
        list(html, new RunMessage.Part("Answers", message.answers()));
        message.question()
                .ifPresent(asked -> html.append("<h2>Question</h2>\n<p><strong>")
                        .append(HtmlText.text(asked.plan()))
                        .append("</strong></p>\n<p>")
                        .append(HtmlText.text(agreed(asked)))
                        .append("</p>\n"));
        message.links()
                .forEach(link -> html.append("<p><a href=\"")
                        .append(HtmlText.text(link.url()))
                        .append("\">")
                        .append(HtmlText.text(link.label()))
                        .append("</a></p>\n"));
        return html.append("</body></html>\n").toString();
    }

    private static void list(StringBuilder html, RunMessage.Part part) {
        if (!part.lines().isEmpty()) {
            html.append("<h2>").append(HtmlText.text(part.heading())).append("</h2>\n<ul>\n");
            part.lines()
                    .forEach(line ->
                            html.append("<li>").append(HtmlText.text(line)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }
}

package io.nightshift.chat.push;

import io.nightshift.chat.message.PlainText;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessage.Level;
import io.nightshift.core.json.Json;

/**
 * A message as an event of PagerDuty. The key is the run: what it tells belongs to one incident, and its good end resolves it.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2/overview/">PagerDuty: Events API v2</a>
 */
final class PagerDutyEvent {

    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_KEY = 255;
    private static final int MOST_TEXT = 20_000;

    private PagerDutyEvent() {}

    static Json.Obj of(RunMessage message, String routingKey) {
        var event = Json.obj()
                .with("routing_key", routingKey)
                .with("event_action", message.level() == Level.ENDED_WELL ? "resolve" : "trigger")
                .with("dedup_key", PlainText.clipped(message.run(), LONGEST_KEY))
                .with("client", "Nightshift")
                .with("payload", payload(message));
        var links = message.links().stream()
                .map(link -> Json.obj().with("href", link.url()).with("text", link.label()))
                .toList();
        return links.isEmpty() ? event : event.with("links", Json.arr(links));
    }

    private static Json.Obj payload(RunMessage message) {
        var details = Json.obj();
        int left = MOST_TEXT;
        for (var part : message.parts()) {
            var text = PlainText.clipped(String.join("\n", part.lines()), Math.max(2, left));
            left -= text.length();
            details = text.isEmpty() ? details : details.with(part.heading(), text);
        }
        for (var detail : message.context()) {
            details = details.with(detail.name(), detail.value());
        }
        return Json.obj()
                .with("summary", PlainText.clipped(message.title(), LONGEST_SUMMARY))
                .with("source", source(message))
                .with("severity", severity(message.level()))
                .with("custom_details", details);
    }

    private static String source(RunMessage message) {
        return message.context().stream()
                .filter(detail -> detail.name().equals("Subject"))
                .findFirst()
                .map(RunMessage.Detail::value)
                .orElse("nightshift");
    }

    private static String severity(Level level) {
        return switch (level) {
            case PAGE -> "critical";
            case ENDED_BADLY -> "error";
            case INFO, ENDED_WELL -> "info";
        };
    }
}

package io.nightshift.chat.slack;

import io.nightshift.chat.message.PlainText;
import io.nightshift.chat.message.RunMessage;
import io.nightshift.chat.message.RunMessage.Question;
import io.nightshift.chat.message.RunMessages;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message in Slack's blocks.
 *
 * @param users the ids of Slack users, by the names of people
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack: blocks</a>
 */
record SlackBlocks(Map<String, String> users) {

    static final String APPROVE = "nightshift_approve";
    static final String REJECT = "nightshift_reject";
    static final String ABORT = "nightshift_abort";
    static final String EXTEND = "nightshift_extend";

    /** Slack refuses a message of about 13,200 characters, whatever it says of single blocks (bolt-js#2509). */
    private static final int LONGEST = 9_000;

    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_LINE = 1_000;
    private static final int LONGEST_FALLBACK = 2_000;

    /** {@code text}, {@code blocks} and {@code metadata}: what {@code chat.postMessage} and {@code chat.update} share. */
    Json.Obj of(RunMessage message) {
        var blocks = new ArrayList<Json.Obj>();
        blocks.add(Json.obj().with("type", "header").with("text", SlackText.plain(message.title(), LONGEST_TITLE)));
        if (!message.context().isEmpty()) {
            blocks.add(context(message));
        }
        blocks.add(Json.obj().with("type", "rich_text").with("elements", Json.arr(body(message))));
        message.question().ifPresent(asked -> {
            blocks.add(Json.obj().with("type", "section").with("text", SlackText.plain(asked(asked), 2_900)));
            blocks.add(Json.obj().with("type", "actions").with("elements", Json.arr(buttons(message, asked))));
        });
        return Json.obj()
                .with("text", PlainText.clipped(SlackText.escaped(message.title()), LONGEST_FALLBACK))
                .with("blocks", Json.arr(named(blocks)))
                .with("metadata", metadata(message));
    }

    /** The same as a reply in the thread: without a question, which the message itself asks. */
    Json.Obj reply(RunMessage message) {
        var elements = new ArrayList<Json.Obj>();
        elements.add(section(List.of(SlackText.bold(PlainText.clipped(message.title(), LONGEST_TITLE)))));
        elements.addAll(body(message));
        var block = Json.obj().with("type", "rich_text").with("elements", Json.arr(elements));
        return Json.obj()
                .with("text", PlainText.clipped(SlackText.escaped(message.title()), LONGEST_FALLBACK))
                .with("blocks", Json.arr(named(List.of(block))))
                .with("metadata", metadata(message));
    }

    /** By it a message is found again after a crash. */
    private static Json.Obj metadata(RunMessage message) {
        return Json.obj()
                .with("event_type", "nightshift_message")
                .with("event_payload", Json.obj().with("run", message.run()).with("effect", message.effect()));
    }

    private static Json.Obj context(RunMessage message) {
        var elements = message.context().stream()
                .limit(10)
                .map(detail -> SlackText.plain(detail.name() + ": " + detail.value(), 250))
                .toList();
        return Json.obj().with("type", "context").with("elements", Json.arr(elements));
    }

    private List<Json.Obj> body(RunMessage message) {
        var sections = new ArrayList<Json.Obj>();
        int left = LONGEST;
        for (var part : message.parts()) {
            left = add(sections, part.heading(), part.lines(), left);
        }
        add(sections, "Answers", message.answers(), left);
        if (!message.links().isEmpty()) {
            sections.add(section(links(message)));
        }
        var mentions = mentions(message);
        if (!mentions.isEmpty()) {
            sections.add(section(mentions));
        }
        return sections.isEmpty() ? List.of(section(List.of(SlackText.rich("No details.")))) : sections;
    }

    /** Returns how much room is left. */
    private static int add(List<Json.Obj> sections, String heading, List<String> lines, int left) {
        if (lines.isEmpty()) {
            return left;
        }
        var elements = new ArrayList<Json.Obj>();
        elements.add(SlackText.bold(heading + "\n"));
        int room = left;
        for (var line : lines) {
            var text = PlainText.clipped(line, LONGEST_LINE);
            if (room < text.length()) {
                elements.add(SlackText.rich("… the rest is in the run\n"));
                break;
            }
            room -= text.length();
            elements.add(SlackText.rich(text + "\n"));
        }
        sections.add(section(elements));
        return room;
    }

    private static List<Json.Obj> links(RunMessage message) {
        var elements = new ArrayList<Json.Obj>();
        for (var link : message.links()) {
            elements.add(SlackText.link(link.url(), link.label()));
            elements.add(SlackText.rich("  "));
        }
        return elements;
    }

    private List<Json.Obj> mentions(RunMessage message) {
        return message.mentions().stream()
                .flatMap(name -> Optional.ofNullable(users.get(name)).stream())
                .map(SlackText::user)
                .toList();
    }

    private static Json.Obj section(List<Json.Obj> elements) {
        return Json.obj().with("type", "rich_text_section").with("elements", Json.arr(elements));
    }

    private static String asked(Question asked) {
        return "%s\n%d of %d agreed%s. Plan %s, until %s."
                .formatted(
                        asked.plan(),
                        asked.given().size(),
                        asked.needed(),
                        asked.given().isEmpty() ? "" : " (" + PlainText.of(String.join(", ", asked.given()), 200) + ")",
                        asked.planHash()
                                .substring(0, Math.min(12, asked.planHash().length())),
                        RunMessages.time(asked.expiresAt()));
    }

    private static List<Json.Obj> buttons(RunMessage message, Question asked) {
        return List.of(
                button(message, asked, APPROVE, "Approve", "primary", "Approve: " + asked.plan()),
                button(message, asked, REJECT, "Reject", "danger", "Reject: " + asked.plan()),
                button(
                        message,
                        asked,
                        EXTEND,
                        "Extend",
                        "",
                        "Ask again for as long as the policy says: " + asked.plan()),
                button(message, asked, ABORT, "Abort the run", "danger", "Abort the run " + message.run()));
    }

    /** The value is what the press answers: the run, and the whole hash of the plan that was shown. */
    private static Json.Obj button(
            RunMessage message, Question asked, String action, String label, String style, String effect) {
        var confirm = Json.obj()
                .with("title", SlackText.plain(label + "?", 100))
                .with("text", SlackText.plain(effect, 300))
                .with("confirm", SlackText.plain(label, 30))
                .with("deny", SlackText.plain("Cancel", 30));
        var button = Json.obj()
                .with("type", "button")
                .with("action_id", action)
                .with("text", SlackText.plain(label, 75))
                .with("value", message.run() + " " + asked.planHash())
                .with("confirm", confirm);
        return style.isEmpty() ? button : button.with("style", style);
    }

    /** A changed block needs another id, or clients keep the old one. */
    private static List<Json.Obj> named(List<Json.Obj> blocks) {
        var named = new ArrayList<Json.Obj>();
        for (int i = 0; i < blocks.size(); i++) {
            var hash = Sha256.hex(blocks.get(i).text()).substring(0, 12);
            named.add(blocks.get(i).with("block_id", "ns-" + i + "-" + hash));
        }
        return named;
    }
}

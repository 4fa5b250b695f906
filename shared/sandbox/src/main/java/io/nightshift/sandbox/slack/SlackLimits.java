package io.nightshift.sandbox.slack;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Slack refuses in a message.
 *
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Slack: blocks</a>
 */
final class SlackLimits {

    private static final int MOST_BLOCKS = 50;
    private static final int LONGEST_MESSAGE = 13_200;
    private static final int LONGEST_TEXT = 40_000;
    private static final Set<String> BLOCKS = Set.of("header", "section", "context", "actions", "divider", "rich_text");

    private SlackLimits() {}

    /** Slack's word for what is wrong; empty if nothing is. */
    static Optional<String> fault(View message) throws JsonException {
        var blocks = message.at("blocks");
        var text = message.at("text").textOr("");
        if (!blocks.exists() && text.isEmpty()) {
            return Optional.of("no_text");
        }
        if (text.length() > LONGEST_TEXT) {
            return Optional.of("msg_too_long");
        }
        if (!blocks.exists()) {
            return Optional.empty();
        }
        if (blocks.items().size() > MOST_BLOCKS) {
            return Optional.of("invalid_blocks");
        }
        if (length(blocks) > LONGEST_MESSAGE) {
            return Optional.of("msg_blocks_too_long");
        }
        var ids = new HashSet<String>();
        for (var block : blocks.items()) {
            if (!isRight(block) || !ids.add(block.at("block_id").textOr(""))) {
                return Optional.of("invalid_blocks");
            }
        }
        return Optional.empty();
    }

    private static int length(View blocks) throws JsonException {
        int length = 0;
        for (var block : blocks.items()) {
            length += texts(block.object());
        }
        return length;
    }

    private static int texts(Json json) {
        return switch (json) {
            case Json.Obj(var members) -> {
                int sum = members.get("text") instanceof Json.Str(var text) ? text.length() : 0;
                for (var value : members.values()) {
                    sum += texts(value);
                }
                yield sum;
            }
            case Json.Arr(var items) ->
                items.stream().mapToInt(SlackLimits::texts).sum();
            default -> 0;
        };
    }

    private static boolean isRight(View block) throws JsonException {
        var type = block.at("type").textOr("");
        if (!BLOCKS.contains(type) || block.at("block_id").textOr("").length() > 255) {
            return false;
        }
        return switch (type) {
            case "header" -> text(block.at("text"), "plain_text", 150);
            case "section" -> text(block.at("text"), "plain_text", 3_000) || text(block.at("text"), "mrkdwn", 3_000);
            case "context" -> block.at("elements").items().size() <= 10 && all(block.at("elements"), 3_000);
            case "actions" -> block.at("elements").items().size() <= 25 && buttons(block.at("elements"));
            case "rich_text" -> !block.at("elements").items().isEmpty();
            default -> true;
        };
    }

    private static boolean all(View elements, int longest) throws JsonException {
        for (var element : elements.items()) {
            if (!text(element, "plain_text", longest)) {
                return false;
            }
        }
        return true;
    }

    private static boolean buttons(View elements) throws JsonException {
        for (var button : elements.items()) {
            var confirm = button.at("confirm");
            boolean right = text(button.at("text"), "plain_text", 75)
                    && button.at("action_id").text().length() <= 255
                    && button.at("value").textOr("").length() <= 2_000
                    && List.of("primary", "danger", "")
                            .contains(button.at("style").textOr(""))
                    && (!confirm.exists()
                            || (text(confirm.at("title"), "plain_text", 100)
                                    && text(confirm.at("text"), "plain_text", 300)
                                    && text(confirm.at("confirm"), "plain_text", 30)
                                    && text(confirm.at("deny"), "plain_text", 30)));
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static boolean text(View text, String type, int longest) throws JsonException {
        var value = text.at("text").textOr("");
        return text.at("type").textOr("").equals(type) && !value.isEmpty() && value.length() <= longest;
    }
}

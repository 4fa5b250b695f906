package io.nightshift.chat.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.message.GoldenFile;
import io.nightshift.chat.message.HostileTexts;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.slack.FakeSlack;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SlackBlocksTest extends HostileTexts {

    private static final SlackBlocks BLOCKS = new SlackBlocks(Map.of("alice", "UALICE"));

    @Example
    void theMessagesAreThoseOfTheGoldenFiles() {
        SampleMessages.all()
                .forEach((name, message) -> GoldenFile.check(
                        name + ".slack.json", BLOCKS.of(message).text()));
    }

    @Property(tries = 200)
    void slackTakesWhateverIsInItAndReadsNothingOfIt(@ForAll("hostile") String text) throws JsonException {
        var message = BLOCKS.of(SampleMessages.hostile(text)).with("channel", "C0123456789");
        assertThat(taken(message)).contains("\"ok\":true");
        assertThat(message.text()).doesNotContain("canary-hunter2", "AKIAIOSFODNN7EXAMPLE");
        var view = View.of(message);
        assertThat(view.at("text").text()).doesNotContain("<", ">");
        assertThat(types(message)).doesNotContain("mrkdwn", "markdown");
        assertThat(users(message)).containsExactly("UALICE");
        assertThat(urls(message)).allMatch(url -> url.startsWith("https://nightshift.example/"));
    }

    @Property(tries = 100)
    void aReplyIsTakenAsWell(@ForAll("hostile") String text) throws JsonException {
        assertThat(taken(BLOCKS.reply(SampleMessages.hostile(text)).with("channel", "C0123456789")))
                .contains("\"ok\":true");
    }

    private static String taken(Json.Obj message) {
        var slack = new FakeSlack(() -> Instant.EPOCH, "t");
        var reply = slack.answer(new WireRequest(
                "POST",
                URI.create("/api/chat.postMessage"),
                Map.of(
                        "authorization",
                        List.of("Bearer t"),
                        "content-type",
                        List.of("application/json; charset=utf-8")),
                message.text().getBytes(StandardCharsets.UTF_8)));
        return ((WireReply.Reply) reply).text();
    }

    private static List<String> types(Json json) {
        return members(json, "type");
    }

    private static List<String> users(Json json) {
        return members(json, "user_id");
    }

    private static List<String> urls(Json json) {
        return members(json, "url");
    }

    private static List<String> members(Json json, String name) {
        var found = new ArrayList<String>();
        collect(json, name, found);
        return found;
    }

    private static void collect(Json json, String name, List<String> found) {
        if (json instanceof Json.Obj(var members)) {
            members.forEach((key, value) -> {
                if (key.equals(name) && value instanceof Json.Str(var text)) {
                    found.add(text);
                }
                collect(value, name, found);
            });
        } else if (json instanceof Json.Arr(var items)) {
            items.forEach(item -> collect(item, name, found));
        }
    }
}

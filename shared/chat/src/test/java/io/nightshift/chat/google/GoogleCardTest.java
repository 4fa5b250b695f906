package io.nightshift.chat.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.message.GoldenFile;
import io.nightshift.chat.message.HostileTexts;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GoogleCardTest extends HostileTexts {

    private static final GoogleCard CARD =
            new GoogleCard(Map.of("alice", "users/123"), "https://nightshift.example/google-chat");
    private static final Pattern TAGS = Pattern.compile("<(?!/?b>|br>)");
    private static final int MOST_BYTES = 32_000;

    @Example
    void theMessagesAreThoseOfTheGoldenFiles() {
        SampleMessages.all()
                .forEach((name, message) -> GoldenFile.check(
                        name + ".google-chat.json", CARD.of(message).text()));
    }

    @Property(tries = 200)
    void nothingOfItIsReadAsMarkup(@ForAll("hostile") String text) throws JsonException {
        var message = CARD.of(SampleMessages.hostile(text));
        assertThat(message.bytes().length).isLessThan(MOST_BYTES);
        assertThat(message.text()).doesNotContain("canary-hunter2");
        var view = View.of(message);
        assertThat(view.at("text").text()).isEqualTo("<users/123>");
        for (var section : view.at("cardsV2").at(0).at("card", "sections").items()) {
            for (var widget : section.at("widgets").items()) {
                assertThat(TAGS.matcher(widget.at("textParagraph", "text").textOr(""))
                                .find())
                        .isFalse();
                assertThat(widget.at("decoratedText", "text").textOr("")).doesNotContain("<");
            }
        }
    }

    @Example
    void anIdOfAMessageHasTheFormOfGoogle() {
        assertThat(GoogleChatChannel.clientId("backup-verification-0a1b2c3d4e5f-1000007"))
                .isEqualTo("client-backup-verification-0a1b2c3d4e5f-1000007");
        assertThat(GoogleChatChannel.clientId("x".repeat(100)))
                .hasSizeLessThanOrEqualTo(63)
                .startsWith("client-x");
    }
}

package io.nightshift.chat.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.chat.message.GoldenFile;
import io.nightshift.chat.message.HostileTexts;
import io.nightshift.chat.message.SampleMessages;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PushMessagesTest extends HostileTexts {

    @Example
    void theMessagesAreThoseOfTheGoldenFiles() {
        SampleMessages.all().forEach((name, message) -> {
            GoldenFile.check(name + ".teams.json", TeamsCard.envelope(message).text());
            GoldenFile.check(
                    name + ".pagerduty.json",
                    PagerDutyEvent.of(message, "routing-key").text());
            GoldenFile.check(name + ".sns.json", AmazonQNotice.of(message).text());
        });
    }

    @Example
    void aCardHasOnlyWhatTheSchemaKnows() {
        SampleMessages.all().values().forEach(message -> CardSchema.check(TeamsCard.card(message)));
    }

    @Property(tries = 100)
    void teamsReadsNoMarkdown(@ForAll("hostile") String text) {
        var card = TeamsCard.envelope(SampleMessages.hostile(text));
        assertThat(card.bytes().length).isLessThan(28_000);
        CardSchema.check(TeamsCard.card(SampleMessages.hostile(text)));
        assertThat(card.text()).doesNotContain("canary-hunter2", "\"TextBlock\"", "Action.Submit", "Action.Execute");
    }

    @Property(tries = 100)
    void pagerDutyTakesIt(@ForAll("hostile") String text) throws JsonException {
        var event = PagerDutyEvent.of(SampleMessages.hostile(text), "routing-key");
        assertThat(event.bytes().length).isLessThan(512_000);
        var view = View.of(event);
        assertThat(view.at("payload", "summary").text()).hasSizeLessThanOrEqualTo(1_024);
        assertThat(view.at("dedup_key").text()).isEqualTo("remediation-0a1b2c3d4e5f");
        assertThat(event.text()).doesNotContain("canary-hunter2");
    }

    @Property(tries = 100)
    void amazonQReadsNoMarkupOfOthers(@ForAll("hostile") String text) throws JsonException {
        var notice = AmazonQNotice.of(SampleMessages.hostile(text));
        assertThat(notice.text()).doesNotContain("canary-hunter2");
        var content = View.of(notice).at("content");
        assertThat(content.at("title").text()).doesNotContain("<", ">", "*", "`", "[");
        assertThat(content.at("description").text().replaceAll("\\*(What happened|Decided, and why|Next)\\*", ""))
                .doesNotContain("<", ">", "*", "`", "[");
        assertThat(notice.text().getBytes(StandardCharsets.UTF_8).length).isLessThan(256_000);
    }

    @Example
    void theGoodEndOfARunResolvesItsIncident() {
        var resolved = PagerDutyEvent.of(SampleMessages.named("resolved"), "k");
        assertThat(resolved.get("event_action")).isEqualTo(Json.of("resolve"));
        assertThat(PagerDutyEvent.of(SampleMessages.named("escalated"), "k").get("event_action"))
                .isEqualTo(Json.of("trigger"));
    }
}

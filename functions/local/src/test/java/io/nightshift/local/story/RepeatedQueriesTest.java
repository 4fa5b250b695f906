package io.nightshift.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.run.RunId;
import io.nightshift.local.promotion.LocalPromotion;
import io.nightshift.story.RepeatedQueries;
import io.nightshift.story.StoryLine;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RepeatedQueriesTest {

    private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");

    private final RepeatedQueries looks = new RepeatedQueries("web", new LocalPromotion().narration());

    private boolean take(int second, String kind, String body) {
        try {
            return looks.takes(Entry.after(
                    Entry.ORIGIN, new RunId("promotion-1"), 0, START.plusSeconds(second), "", kind, (Json.Obj)
                            Json.parse(body)));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private void look(int second, String query, String details) {
        assertThat(take(
                        second,
                        "observed",
                        "{\"query\":\"" + query + "\",\"subject\":{\"name\":\"web\"},\"health\":\"WELL\",\"details\":"
                                + details + "}"))
                .isTrue();
    }

    @Test
    void equalLooksAreOneLineWithTheNumbersOfTheLast() {
        for (int i = 0; i < 30; i++) {
            look(2 * i, "exposure", "{\"percent\":25}");
            look(
                    2 * i + 1,
                    "analysis",
                    "{\"metrics\":[{\"name\":\"errors\",\"experiment\":[{\"count\":1,\"of\":" + (10 + i)
                            + "},{\"count\":2,\"of\":10}],\"control\":[]},"
                            + "{\"name\":\"latency\",\"experiment\":[1,null,2],\"control\":[0.5]}]}");
        }
        assertThat(looks.lines())
                .extracting(StoryLine::text)
                .containsExactly(
                        "looked at the exposure of web: WELL, 30 times until 2026-11-20T03:00:58Z (25 %)",
                        "looked at the analysis of web: WELL, 30 times until 2026-11-20T03:00:59Z"
                                + " (errors 3 of 49, baseline without a value; latency 1.5, baseline 0.5)");
        assertThat(looks.lines()).as("told once").isEmpty();
    }

    @Test
    void aLookThatHappensOnceIsToldAsItIs() {
        look(0, "alarms", "{\"firing\":[\"WebErrors\"]}");
        take(1, "not-observed", "{\"problem\":{\"message\":\"\\u001b[31maway\"}}");
        assertThat(looks.lines())
                .extracting(StoryLine::text)
                .containsExactly(
                        "looked at the alarms of web: WELL (WebErrors fires)", "could not look: \\u001b[31maway");
    }

    @Test
    void whatIsNoLookIsLeftAlone() {
        assertThat(take(0, "acted", "{}")).isFalse();
        assertThat(looks.lines()).isEmpty();
    }
}

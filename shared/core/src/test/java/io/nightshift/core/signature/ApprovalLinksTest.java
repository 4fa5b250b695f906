package io.nightshift.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ApprovalLinksTest {

    private static final Instant UNTIL = Instant.parse("2026-11-21T04:00:00Z");
    private static final ApprovalLink LINK = new ApprovalLink(new RunId("promotion-1"), "9f86", "alice & bob", UNTIL);

    private final ApprovalLinks links = new ApprovalLinks("https://nightshift.example/ops", "canary");

    private String signature() {
        var url = links.url(LINK);
        return url.substring(url.indexOf("&signature=") + "&signature=".length());
    }

    @Test
    void theUrlHoldsEachFieldEncodedAndNotTheSecret() {
        assertThat(links.url(LINK))
                .startsWith("https://nightshift.example/ops/approve?run=promotion-1&plan=9f86&by=alice+%26+bob"
                        + "&until=2026-11-21T04%3A00%3A00Z&signature=")
                .doesNotContain("canary");
        assertThat(signature()).matches("[0-9a-f]{64}");
        assertThat(links.toString()).doesNotContain("canary");
    }

    @Test
    void knowsItsOwnAndNoOther() {
        assertThat(links.signs(LINK, signature())).isTrue();
        assertThat(links.signs(LINK, "")).isFalse();
        assertThat(new ApprovalLinks("https://nightshift.example/ops", "another").signs(LINK, signature()))
                .isFalse();
    }

    @Test
    void theSignatureCoversEachField() {
        var others = List.of(
                new ApprovalLink(new RunId("promotion-2"), "9f86", "alice & bob", UNTIL),
                new ApprovalLink(LINK.run(), "9f87", "alice & bob", UNTIL),
                new ApprovalLink(LINK.run(), "9f86", "mallory", UNTIL),
                new ApprovalLink(LINK.run(), "9f86", "alice & bob", UNTIL.plusSeconds(1)),
                new ApprovalLink(LINK.run(), "9f86\",\"alice & bob", "", UNTIL));
        assertThat(others).noneMatch(other -> links.signs(other, signature()));
    }
}

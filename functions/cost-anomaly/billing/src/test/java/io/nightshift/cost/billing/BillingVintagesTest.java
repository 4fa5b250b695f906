package io.nightshift.cost.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillingVintagesTest {

    private static final Instant MORNING = Instant.parse("2026-11-20T06:00:00Z");
    private static final Instant EVENING = Instant.parse("2026-11-20T18:00:00Z");

    @TempDir
    private Path folder;

    private static Vintage of(String period, Instant published, String... files) {
        return new Vintage(
                "s3://bucket/../export",
                period,
                published,
                List.of(files).stream().map(Path::of).toList());
    }

    @Test
    void takesTheNewestOfAPeriodAndKeepsTheOlderOnes() throws Exception {
        var vintages = new BillingVintages(folder);
        var october = of("2026-10", MORNING, "october.csv");
        var first = of("2026-11", MORNING, "1.csv", "2.csv");
        var second = of("2026-11", EVENING, "3.csv");

        assertThat(vintages.record(october)).isTrue();
        assertThat(vintages.record(first)).isTrue();
        assertThat(vintages.record(second)).isTrue();

        var again = new BillingVintages(folder);
        assertThat(again.newest()).containsExactly(october, second);
        assertThat(again.asOf(MORNING)).containsExactly(october, first);
        assertThat(again.of("s3://bucket/../export", "2026-11")).containsExactly(first, second);
    }

    @Test
    void changesNothingIfAVintageComesAgainOrLate() throws Exception {
        var vintages = new BillingVintages(folder);
        vintages.record(of("2026-11", EVENING, "2.csv"));

        assertThat(vintages.record(of("2026-11", EVENING, "2.csv"))).isFalse();
        assertThat(vintages.record(of("2026-11", MORNING, "1.csv"))).isFalse();

        assertThat(vintages.newest()).containsExactly(of("2026-11", EVENING, "2.csv"));
    }

    @Test
    void namesAFileThatIsNotAVintage() throws Exception {
        var file = Files.writeString(folder.resolve("odd.json"), "{}");

        assertThatThrownBy(() -> new BillingVintages(folder).newest())
                .isInstanceOf(BillingException.class)
                .hasMessage(file + ": is not a vintage; it has export, period, published and files");
    }

    @Test
    void knowsNothingBeforeTheFirst() throws Exception {
        assertThat(new BillingVintages(folder.resolve("none")).newest()).isEmpty();
    }
}
